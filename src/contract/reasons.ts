import type { Text } from '../lib/template.ts';
import type { FailReason, SkipReason } from './capture.ts';

/** What a reason means to whoever reads the report, and what can be done about it. */
export interface ReasonText {
  readonly text: Text;
  readonly remedy: Text;
}

const askSite: Text = {
  zh: '请网站主管单位检查服务器，恢复后重新读网',
  en: 'ask the operator of the site to mend the server, then read again',
};
const again: Text = {
  zh: '稍后加 --resume 续跑，或下次再读',
  en: 'continue with --resume later, or read again next time',
};
const byHand: Text = {
  zh: '请用浏览器人工查看；如属误拦，请网站方将读网程序的地址加入白名单',
  en: 'look with a browser; if we are blocked by mistake, ask the operator to let our address through',
};

/** Why a request brought nothing that can be judged: the sentence and the remedy of each. */
export const failTexts: Readonly<Record<FailReason, ReasonText>> = {
  dns: {
    text: { zh: '域名无法解析', en: 'the name of the host does not resolve' },
    remedy: {
      zh: '核对网址；确认域名解析与本机 DNS',
      en: 'check the address, the DNS of the domain and of this machine',
    },
  },
  refused: { text: { zh: '服务器拒绝连接', en: 'the server refused the connection' }, remedy: askSite },
  reset: { text: { zh: '连接被中断', en: 'the connection was reset' }, remedy: again },
  'connect-timeout': { text: { zh: '连接超时', en: 'no connection in time' }, remedy: again },
  'first-byte-timeout': {
    text: { zh: '服务器迟迟不应答', en: 'the server did not begin to answer in time' },
    remedy: again,
  },
  'idle-timeout': { text: { zh: '传输中途停滞', en: 'the answer came to a halt' }, remedy: again },
  'total-timeout': { text: { zh: '传输超过总时限', en: 'the answer took too long as a whole' }, remedy: again },
  tls: {
    text: { zh: '安全连接（TLS）失败', en: 'no secure connection could be made' },
    remedy: { zh: '请网站方检查证书与协议版本', en: 'ask the operator to check certificate and protocol versions' },
  },
  protocol: { text: { zh: '应答不符合 HTTP 协议', en: 'the answer is no valid HTTP' }, remedy: askSite },
  incomplete: { text: { zh: '页面没有传完', en: 'the answer was cut' }, remedy: again },
  'too-large': {
    text: { zh: '内容超过大小上限', en: 'larger than the limit' },
    remedy: { zh: '请人工查看该文件', en: 'look at the file by hand' },
  },
  decoding: { text: { zh: '内容解压失败', en: 'the content could not be decompressed' }, remedy: askSite },
  'redirect-loop': { text: { zh: '跳转循环或跳转过多', en: 'redirects in a loop, or too many' }, remedy: askSite },
  'bad-redirect': { text: { zh: '跳转地址无效', en: 'a redirect that leads nowhere' }, remedy: askSite },
  'http-status': {
    text: { zh: '服务器返回错误状态', en: 'the server answered with an error' },
    remedy: {
      zh: '核对链接是否失效；服务器错误请网站方处理',
      en: 'check whether the link is dead; a server error is for the operator',
    },
  },
  'rate-limited': {
    text: { zh: '服务器要求放慢或暂不可用', en: 'the server asked us to slow down' },
    remedy: { zh: '加大 --delay，错开高峰后再读', en: 'raise --delay and read again off peak' },
  },
  waf: { text: { zh: '被防火墙（WAF）拦截', en: 'blocked by a firewall' }, remedy: byHand },
  captcha: { text: { zh: '要求输入验证码', en: 'a captcha stands before it' }, remedy: byHand },
  login: {
    text: { zh: '要求登录', en: 'a log-in stands before it' },
    remedy: {
      zh: '核对该页是否应当公开；应公开的请网站方取消登录',
      en: 'check whether the page ought to be public; if so it must not ask for a log-in',
    },
  },
  maintenance: { text: { zh: '网站维护中', en: 'the site is under maintenance' }, remedy: again },
  parked: {
    text: { zh: '域名已停放或出售', en: 'the domain is parked or for sale' },
    remedy: { zh: '核对网址是否仍属于该单位', en: 'check whether the address still belongs to the unit' },
  },
  'soft-404': {
    text: { zh: '页面不存在（以正常状态返回的“找不到”页）', en: 'a “not found” page that came with status 200' },
    remedy: { zh: '核对链接是否失效', en: 'check whether the link is dead' },
  },
  'browser-crash': { text: { zh: '浏览器渲染时崩溃', en: 'the browser broke while rendering' }, remedy: again },
  'robots-unreachable': {
    text: { zh: 'robots.txt 无法读取，按规定不抓取', en: 'robots.txt could not be read, so nothing may be asked' },
    remedy: {
      zh: '请网站方修复 robots.txt；确有依据时可用 --ignore-robots --reason',
      en: 'ask the operator to mend robots.txt; with good reason, --ignore-robots --reason',
    },
  },
  'host-down': {
    text: { zh: '服务器连续无应答，已停止访问', en: 'the host stopped answering and was given up' },
    remedy: again,
  },
};

/** Why a URL was known and not asked for: the sentence and the remedy of each. */
export const skipTexts: Readonly<Record<SkipReason, ReasonText>> = {
  robots: {
    text: { zh: 'robots.txt 不允许抓取', en: 'robots.txt forbids it' },
    remedy: {
      zh: '请网站方放行政务公开栏目；确有依据时可用 --ignore-robots --reason',
      en: 'ask the operator to allow it; with good reason, --ignore-robots --reason',
    },
  },
  'out-of-scope': {
    text: { zh: '不在该单位的读网范围内', en: 'outside the scope of the unit' },
    remedy: {
      zh: '如应属于该单位，请修改登记表中的 scope',
      en: 'if it belongs to the unit, change scope in the register',
    },
  },
  'private-address': {
    text: { zh: '指向内网或本机地址，不访问', en: 'leads to a private address' },
    remedy: {
      zh: '请网站方改正链接；内网部署可用 --allow-private',
      en: 'ask the operator to mend the link; on an intranet, --allow-private',
    },
  },
  'unsupported-scheme': {
    text: { zh: '不是网页地址', en: 'no web address' },
    remedy: { zh: '无需处理', en: 'nothing to do' },
  },
  'max-pages': {
    text: { zh: '达到页数上限', en: 'the limit of pages was reached' },
    remedy: { zh: '加大 --max-pages 后用 --resume 续跑', en: 'raise --max-pages and continue with --resume' },
  },
  'max-depth': {
    text: { zh: '超过点击深度上限', en: 'deeper than the limit of clicks' },
    remedy: { zh: '加大 --max-depth', en: 'raise --max-depth' },
  },
  'host-budget': {
    text: { zh: '当日对该主机的请求已达上限', en: 'the budget of the host for the day was spent' },
    remedy: { zh: '明日自动优先续读', en: 'it comes first tomorrow' },
  },
  'quiet-hours': {
    text: { zh: '处于免打扰时段', en: 'quiet hours' },
    remedy: { zh: '时段过后用 --resume 续跑', en: 'continue with --resume afterwards' },
  },
  trap: {
    text: {
      zh: '疑似无穷页面（日历、会话号、重复路径等）',
      en: 'looks like an endless space (calendar, session ids, repeated paths)',
    },
    remedy: { zh: '如有应读内容，请人工查看', en: 'look by hand if something there matters' },
  },
  'depth-policy': {
    text: { zh: '按读取深度策略未读', en: 'left out by the depth policy' },
    remedy: { zh: '用 --depth-policy whole 全部读取', en: 'read everything with --depth-policy whole' },
  },
  interrupted: {
    text: { zh: '本次运行被中断，未及读取', en: 'the run was interrupted before' },
    remedy: { zh: '用 --resume 续跑', en: 'continue with --resume' },
  },
  'no-browser': {
    text: { zh: '没有可用的浏览器', en: 'there is no browser' },
    remedy: { zh: '安装 Chromium 后重读，见 duwang doctor', en: 'install Chromium and read again, see duwang doctor' },
  },
  'not-in-archive': {
    text: { zh: '回放的存档中没有此页', en: 'not in the archive that was replayed' },
    remedy: { zh: '联网重新读取', en: 'read it from the web' },
  },
  'too-long': {
    text: { zh: '网址过长', en: 'the URL is too long' },
    remedy: { zh: '请网站方改正链接', en: 'ask the operator to mend the link' },
  },
  'bad-url': {
    text: { zh: '网址无效', en: 'no valid URL' },
    remedy: { zh: '请网站方改正链接', en: 'ask the operator to mend the link' },
  },
};

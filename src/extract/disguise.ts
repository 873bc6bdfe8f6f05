import type { Disguise } from '../contract/page.ts';
import { attributeOf } from './tree.ts';
import type { View } from './view.ts';

const MISSING =
  /(?:页面|网页|文件|文章|信息|内容|地址|链接|栏目)[^。\n]{0,16}(?:不存在|找不到|未找到|没有找到|已(?:经)?(?:被)?(?:删除|移除|下线)|无法(?:找到|访问))|404\s?(?:not\s?found|错误|页面|[-—]|$)|not\s?found|(?:error|错误)\s?404|HTTP\s?(?:Status\s?)?404|抱歉[^。\n]{0,12}(?:页面|网页)|(?:页面|网页)[^。\n]{0,6}(?:走丢|走失|飞走|丢失)|您(?:访问|查看|浏览|请求)的(?:页面|网页|内容|信息)[^。\n]{0,12}(?:不存在|找不到|已)/i;
const BROKEN =
  /HTTP\s?(?:Status\s?)?(?:50\d|403)|Internal Server Error|Service Unavailable|Bad Gateway|服务器(?:内部)?错误|Whitelabel Error|Fatal error|Runtime Error|“\/”应用程序中的服务器错误|Microsoft (?:OLE DB|VBScript|JET)|ODBC [\w ]{0,30}(?:Driver|驱动)|SQL Server 不存在|数据库(?:连接)?(?:失败|错误|出错)|Warning: mysqli?_|java\.lang\.\w{1,40}Exception|ORA-\d{5}/i;
const WAF =
  /安全(?:防护|拦截|狗)|防火墙|网站卫士|云锁|(?:请求|访问)[^。\n]{0,16}(?:被拦截|被阻断|被拒绝|被禁止|存在(?:威胁|异常|安全))|拦截(?:提示|原因)|(?:访问|请求)拦截|疑似(?:攻击|恶意)|(?:攻击|恶意)(?:行为|请求)|云防护|WAF|request\s?blocked|access\s?denied|安全验证|网络安全法.{0,20}拦截|__jsl_clearance|acw_sc__v2|EO_Bot_Ssid|\$_ts\.cd/i;
const CAPTCHA = /(?:请)?(?:输入|完成|拖动|滑动|点击)[^。\n]{0,12}(?:验证码|验证)|人机(?:验证|识别)|captcha|滑块验证/i;
const DENIED =
  /(?:没有|无|暂无)权限?[^。\n]{0,6}(?:访问|查看|浏览|阅读)|(?:禁止|拒绝|不允许)访问|访问受限|403\s?Forbidden/i;
const LOGIN = /(?:统一)?(?:身份认证|用户登录|账号登录|后台登录|请(?:先)?登录|登录超时|请重新登录)/;
const MAINTENANCE =
  /(?:网站|系统|平台|站点|页面)[^。\n]{0,12}(?:维护中|正在维护|升级中|正在升级|建设中|正在建设|暂停(?:服务|访问)|改版中|临时关闭|已关闭)|维护公告|under\s?(?:construction|maintenance)/i;
const PARKED =
  /(?:域名|domain)[^。\n]{0,20}(?:出售|转让|过期|到期|停放|for\s?sale|expired|parked)|Welcome to nginx|Apache2? (?:Ubuntu|Debian|is functioning|HTTP Server Test)|IIS(?:\d| Windows)|恭喜[，,]?\s?站点创建成功|没有找到站点|站点未备案|暂未备案|未备案/i;
const SHORT = 700;
const SCRIPTED = 40;

/** Whether a page only looks like one: an error, a guard, a form to pass, a notice. Long pages and pages of a site are content. */
export function readDisguise(view: View): Disguise | undefined {
  const { text, documentTitle } = view;
  if (text.length <= SCRIPTED && view.scripts.some((script) => WAF.test(script.slice(0, 20_000)))) return 'waf';
  if (text.length > 3000 || view.anchors.length > 60) return titled(documentTitle, text);
  const head = `${documentTitle}\n${text.slice(0, 1500)}`;
  const short = text.length <= SHORT && view.anchors.length <= 12;
  const sign = short ? signs.find(([, pattern]) => pattern.test(head)) : undefined;
  if (sign !== undefined) return sign[0];
  return asksToLogIn(view, short, head) ? 'login' : titled(documentTitle, text);
}

/** What a short page says of itself, the surest sign first. */
const signs: readonly (readonly [Disguise, RegExp])[] = [
  ['captcha', CAPTCHA],
  ['waf', WAF],
  ['parked', PARKED],
  ['maintenance', MAINTENANCE],
  ['soft-404', MISSING],
  ['soft-404', BROKEN],
  ['login', DENIED],
];

/** A site's own page for what is missing keeps its menus: then its title or a line of its own says so. */
function titled(title: string, text: string): Disguise | undefined {
  if (title.length <= 40 && (/^\s?(?:404|错误|error)\b/i.test(title) || (MISSING.test(title) && title.length < 25)))
    return 'soft-404';
  if (text.length > 3000) return undefined;
  return OWN_LINE.test(text) ? 'soft-404' : undefined;
}

const OWN_LINE = new RegExp(
  [
    /(?:^|\n)\s?(?:(?:很)?(?:抱歉|对不起|sorry|oops)[，,!！。~ ]{0,2})?(?:您|你)(?:所|要|想要?|正在)?(?:访问|查看|浏览|请求|要?找|查找|打开)的(?:页面|网页|内容|信息|栏目|文件|文章|地址)[^。\n]{0,12}(?:不存在|找不到|没有找到|未找到|已(?:经)?(?:被)?(?:删除|移除|下线)|失效|飞走|走丢)/,
    /(?:^|\n)\s?(?:(?:很)?(?:抱歉|对不起|sorry|oops)[，,!！。~ ]{0,2})?(?:您|你)?(?:该|此|本|访问的)?(?:页面|网页|文件|文章)(?:不存在|找不到|没有找到|未找到|走丢|飞走|已(?:经)?(?:被)?(?:删除|移除|下线))[了啦]?[!！。.…~]{0,3}(?:\n|$)/,
    /(?:^|\n)\s?(?:该|此|本)(?:条|篇)?(?:信息|内容|公告|新闻|文件|文章)(?:不存在|已(?:经)?(?:被)?(?:删除|移除|下线|撤销))[^\n]{0,16}(?:\n|$)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

function asksToLogIn(view: View, short: boolean, head: string): boolean {
  if (!short || !LOGIN.test(head)) return false;
  return view.elements.some((element) => element.tag === 'input' && attributeOf(element, 'type') === 'password');
}

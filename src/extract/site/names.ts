/** A name as keys and comparisons hold it: NFKC, without blanks and zero-width characters. */
export function bareName(name: string): string {
  if (PLAIN.test(name)) return name;
  return name.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff\u3000]/g, '');
}

/** ASCII without blanks, and Chinese characters: nothing to fold. */
const PLAIN = /^[!-~\u4e00-\u9fff]*$/;

/** A name as people read it: blanks collapsed, marks of lists and menus gone. */
export function tidyName(name: string): string {
  return name
    .replace(/[\s\u200b-\u200f\u2060\ufeff\u3000]+/g, ' ')
    .trim()
    .replace(/^[·•●◆■□▪›»>|\-–—:：、]{1,4} ?/, '')
    .replace(/ ?[›»>|:：]{1,4}$/, '')
    .replace(/(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])/g, '');
}

const homeNames = new Set([
  '首页',
  '主页',
  '网站首页',
  '返回首页',
  '本站首页',
  '首 页',
  'home',
  '站点首页',
  '官网首页',
  '门户首页',
  '网站主页',
]);

/** Whether a crumb or menu item leads home. */
export function isHomeName(name: string): boolean {
  const bare = bareName(name).toLowerCase();
  return homeNames.has(bare) || (bare.length <= 20 && bare.endsWith('首页'));
}

/** Last crumbs that name no column: where the reader stands. */
const standing = new Set([
  '正文',
  '详细内容',
  '内容',
  '信息内容',
  '文章',
  '文章内容',
  '详情',
  '信息详情',
  '内容详情',
  '当前位置',
  '列表',
  '信息列表',
  '文章列表',
  '列表页',
  '详细信息',
  '查看',
  '浏览',
  '新闻内容',
]);

/** Whether a crumb says only where the reader stands (正文). */
export function isStanding(name: string): boolean {
  return standing.has(bareName(name));
}

/** Menu items that are tools of the site, not columns. */
const tools =
  /^(?:设为首页|加入收藏|收藏本站|添加收藏|登录|用户登录|注册|退出|个人中心|用户中心|无障碍|无障碍浏览|无障碍阅读|关怀版|长者模式|适老化|老年模式|长辈版|长者版|适老版|繁体|繁體|繁体版|简体|简体版|简体中文|中文|english|en|网站地图|站点地图|手机版|移动版|电脑版|微信|微博|官方微信|官方微博|微信公众号|客户端|搜索|高级搜索|站内搜索|检索|更多|更多>>|more|rss|rss订阅|订阅|邮箱|企业邮箱|网站声明|版权声明|免责声明|隐私声明|网站管理|后台管理|管理登录|帮助|使用帮助|返回|返回顶部|返回上页|上一页|下一页|尾页|末页|打印|关闭|关闭窗口|分享|纠错|网站纠错|我要纠错|智能问答|天气预报|智能客服|进入|点击进入|查看更多|查看详情|详情|详细|友情链接|全部|最新|热门|浏览|扫一扫|二维码|新媒体矩阵|网站导航|字体大小|大|中|小|旧版|回到旧版|旧版入口)$/i;

/** Pages that look like lists and hold no disclosure: what a search found, the plan of the site. */
const notColumn =
  /(?:搜索|检索|查询|搜集)结果|^(?:网站|站点)(?:地图|导航)$|^(?:版权|免责|隐私|网站)声明$|^(?:站内|全站|一网|高级)搜索$/;

/** Whether a page of this name is a tool of the site and no column, though it may look like one. */
export function isTool(name: string): boolean {
  const bare = bareName(name);
  return notColumn.test(bare) || tools.test(bare);
}

/** Whether the text of a menu link may be the name of a column: short, with Chinese in it, no sentence, no tool of the site. */
export function mayNameColumn(text: string): boolean {
  const bare = bareName(text).replace(/^[·•●◆■□▪›»>|\-–—:：、]{1,4}/, '');
  if (bare.length < 2 || bare.length > 24 || !/[\u3400-\u9fff]/.test(bare)) return false;
  if (tools.test(bare) || isHomeName(bare)) return false;
  return !/[，。！？；“”《》…]|\.\.\.|[,!?;]|\d{4}[-/.年]\d{1,2}[-/.月]|\d{1,2}[-/月]\d{1,2}日?$/.test(bare);
}

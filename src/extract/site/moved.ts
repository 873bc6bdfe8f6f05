import type { Page } from '../../contract/page.ts';

/** A notice that a site or column is gone from here: merged into a platform, moved, closed. */
const MOVED = new RegExp(
  [
    /(?:网站|门户|站点|子站|网页|平台|信息公开网|栏目|专栏|专题)[^。\n]{0,24}(?:已|将|现|均)[^。\n]{0,12}(?:迁移|迁至|迁入|搬迁|整合|并入|合并|归并|关停|关闭|停用|下线|停止(?:更新|运行|服务|使用))/,
    /(?:迁移|整合|并入|合并|归并|搬迁)(?:至|到|入)[^。\n]{0,30}(?:网|平台|门户|站|栏目)/,
    /(?:网站|网址|域名|栏目)(?:已|现)?[^。\n]{0,8}(?:变更|更换|调整)为/,
    /(?:新|最新)(?:网址|域名|站点)[^。\n]{0,6}[：:为]/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
const SHORT = 700;
const FEW_LINKS = 15;

/** The words of a page that only tells where its matter went; undefined for a page with matter of its own. */
export function movedNotice({ mainText, text, links, rows }: Page): string | undefined {
  if (links.length > FEW_LINKS || rows.length > 3 || text.length > 2 * SHORT || mainText.length > SHORT)
    return undefined;
  const line = mainText.split('\n').find((one) => MOVED.test(one)) ?? text.split('\n').find((one) => MOVED.test(one));
  return line?.trim().slice(0, 200);
}

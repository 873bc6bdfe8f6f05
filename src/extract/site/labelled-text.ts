import type { Field, Table } from '../../contract/page.ts';

/** A label as sheets hold it: without blanks, number, colon and brackets. */
export function bareLabel(label: string): string {
  return label
    .normalize('NFKC')
    .replace(/[\s\u3000:【】[\]]/g, '')
    .replace(/^[(（《“]{1,2}(?![^()（）]{1,4}[)）])/, '')
    .replace(/^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.])/, '');
}

/** Labels that element lists bear, for lines that put several side by side and for headings without a colon. */
const known =
  /^(?:(?:机构|单位|部门|工作机构|受理机构|公开工作机构|公开机构|事项|政策|项目|服务|办理)名称|(?:机构|单位|部门|主要|机关|工作|基本)?(?:职能|职责)|职能职责|(?:联系|办公|咨询|值班|监督|受理|投诉|公开|政策咨询)?电话(?:号码)?|联系方式|办公联系方式|(?:主要|单位|部门|机构)?负责人(?:姓名)?|法定代表人|(?:办公|单位|联系|通讯|通信|受理|机构|详细|邮寄|办理)?(?:地址|地点)|(?:办公|工作|受理|服务|接待|办理|对外办公)时间|传真(?:号码|电话)?|邮(?:政)?编(?:码)?|(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?|网址|互联网联系方式|内设机构|下属单位|直属单位|姓名|职务|(?:工作)?分工|分管工作|(?:个人|工作)?简历|照片|公开(?:内容|方式|依据|时限|主体|渠道|形式)|(?:设定|政策|办理|法律|实施)?依据|(?:申报|申请|办理|受理|享受|支持)?条件|(?:办理|申报|申请|兑现|办事)?流程|(?:办理|申请|申报|所需)?材料|(?:办理|责任|受理|承办|牵头|主管)(?:单位|部门)|适用(?:对象|范围)|信息分类|编排体系|获取方式|找号码|找窗口|找平台|使用说明)$/;

/** Whether a bare label is one that element lists bear. */
export function isElementLabel(bare: string): boolean {
  return bare.length <= 12 && known.test(bare);
}

/** Lines about the page, not about what it shows. */
const aboutPage =
  /^\s{0,40}(?:您?(?:现在|当前)?的?位置|当前位置|发布(?:时间|日期)|信息来源|文章来源|来源|作者|责任编辑|编辑|浏览(?:次数|量)?|点击(?:数|率|次数|量)?|相关(?:阅读|链接|附件)|热点推荐|我要推荐|次打印.{0,20}|阅读(?:次数|量)?|字体|字号|更新时间|分享到?|打印|上一[篇页条]|下一[篇页条])\s{0,10}[:：【[]/;
const mostValue = 3000;

/**
 * Labels and values of running text: `办公地址：…` on a line, several of them side by side on one line, and a known label
 * standing alone as a heading over its text. The first 100,000 characters are read.
 */
export function fieldsOfText(text: string): readonly Field[] {
  const fields: { label: string; value: string }[] = [];
  for (const line of text.slice(0, 100_000).split('\n')) {
    const parts = splitLine(line.slice(0, 5_000));
    const last = fields.at(-1);
    if (aboutPage.test(line)) continue;
    if (parts.length > 0) fields.push(...parts);
    else if (last !== undefined && line.trim() !== '' && last.value.length < mostValue) {
      last.value = `${last.value}\n${line.trim()}`.trim().slice(0, mostValue);
    }
  }
  return fields;
}

function splitLine(line: string): { label: string; value: string }[] {
  const alone = bareLabel(line);
  if (isElementLabel(alone)) return [{ label: alone, value: '' }];
  const spaced = spacedLabel(line);
  if (spaced !== undefined) return [spaced];
  const colon = line.search(/[:：]/);
  if (colon < 0 || colon > 80) return [];
  const rest = line.slice(colon + 1).trimStart();
  const bare = bareLabel(line.slice(0, colon));
  if (/[。，,;；!！?？]/.test(bare)) return [];
  if (/\d$/.test(bare) && /^\d/.test(rest)) return []; // 8:00
  if (bare.length < 2 || bare.length > 14 || !/[\u3400-\u9fff]/.test(bare)) return [];
  return [{ label: bare, value: '' }, ...splitRest(rest)].reduce<{ label: string; value: string }[]>(join, []);
}

/** `办公时间 周一至周五`: a known label, a gap, its value. */
function spacedLabel(line: string): { label: string; value: string } | undefined {
  const [, label = '', gap = '', value = ''] = /^\s{0,40}(\S{2,12})([ \t\u3000]{1,20})(\S.*)$/.exec(line) ?? [];
  const bare = bareLabel(label);
  return gap !== '' && isElementLabel(bare) && !/[:：]/.test(label) ? { label: bare, value: value.trim() } : undefined;
}

/** What follows the first label, cut where another known label begins after a gap. The first part has no label of its own. */
function splitRest(rest: string): { label: string; value: string }[] {
  const parts: { label: string; value: string }[] = [];
  let value = '';
  for (const piece of rest.split(/(?<=[\s\u3000;；，,。])/)) {
    const colon = piece.search(/[:：]/);
    const label = colon < 0 ? '' : bareLabel(piece.slice(0, colon));
    if (label !== '' && isElementLabel(label)) {
      parts.push({ label: '', value: value.trim() });
      parts.push({ label, value: '' });
      value = piece.slice(colon + 1);
    } else value += piece;
  }
  parts.push({ label: '', value: value.trim() });
  return parts;
}

function join(
  fields: { label: string; value: string }[],
  part: { label: string; value: string },
): { label: string; value: string }[] {
  const last = fields.at(-1);
  if (part.label === '' && last !== undefined) last.value = part.value.replace(/[;；，,]$/, '');
  else fields.push(part);
  return fields;
}

/** Labels and values of a table that puts them side by side: two columns, or four. Undefined for a table with a header row. */
export function fieldsOfTable({ rows }: Table): readonly Field[] {
  if (headerOf({ rows }) !== undefined) return [];
  return rows.flatMap((row) => {
    const fields: Field[] = [];
    for (let index = 0; index + 1 < row.length; index += 2) {
      const label = bareLabel(row[index] ?? '');
      const value = row[index + 1] ?? '';
      if (label.length >= 2 && label.length <= 14 && value !== row[index]) fields.push({ label, value: value.trim() });
    }
    return fields;
  });
}

/** Label, value, label, value. */
function isSideBySide(labels: readonly string[]): boolean {
  return labels.length % 2 === 0 && labels.every((label, index) => isElementLabel(label) === (index % 2 === 0));
}

/** The labels of a header row and the rows under it; undefined where no row of the first three holds two known labels. */
export function headerOf({
  rows,
}: Table): { readonly labels: readonly string[]; readonly body: readonly (readonly string[])[] } | undefined {
  for (const [index, row] of rows.slice(0, 3).entries()) {
    const labels = row.map(bareLabel);
    const named = new Set(labels.filter(isElementLabel));
    if (named.size >= 2 && row.length >= 3 && !isSideBySide(labels)) return { labels, body: rows.slice(index + 1) };
  }
  return undefined;
}

import type { DatedFact, Encoding, ListState, PageKind, Reading, Row } from '../../contract/page.ts';
import type { Lang } from '../lang.ts';

const ROWS_SHOWN = 30;

type Named<Word extends string> = Readonly<Record<Word, string>>;

/** What is a word of ours in English, and in JSON, in Chinese. */
const kinds: Named<PageKind> = {
  home: '首页',
  column: '栏目页',
  article: '内容页',
  directory: '目录页',
  redirect: '跳转页',
  error: '错误页',
  other: '其他',
};
const lists: Named<ListState['state']> = {
  filled: '有条目',
  empty: '无条目',
  placeholder: '仅占位文字',
  script: '由脚本填充',
  none: '没有列表',
};
const hows: Named<Encoding['how']> = {
  bom: '按字节顺序标记',
  header: '按响应头',
  meta: '按页面声明',
  validity: '按字节本身',
  default: '默认',
};
const froms: Named<DatedFact['from']> = { shown: '正文显示', field: '要素', label: '标签', script: '脚本' };

/** How a page was read, for a person at a terminal. */
export function describePage(page: Reading, lang: Lang): string {
  const t = (zh: string, en: string): string => ({ zh, en })[lang];
  const lines: string[] = [];
  const put = (label: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') lines.push(`${label}  ${value}`);
  };
  put(t('网址', 'url'), page.url);
  const kind = t(kinds[page.kind], page.kind);
  put(t('类别', 'kind'), page.disguise === undefined ? kind : `${kind} (${page.disguise})`);
  const { name: encoding, how, sure } = page.encoding;
  put(t('编码', 'encoding'), `${encoding} (${t(hows[how], how)}${sure ? '' : ', ?'})`);
  put(t('网站', 'site'), page.siteName);
  put(t('标题', 'title'), page.title);
  put(t('位置', 'breadcrumb'), page.breadcrumb.map(({ name }) => name).join(' > '));
  put(t('栏目', 'column'), page.column);
  put(
    t('发布', 'published'),
    page.published &&
      `${page.published.day} (${t(froms[page.published.from], page.published.from)}: ${page.published.quote})`,
  );
  const list = t(lists[page.list.state], page.list.state);
  put(t('列表', 'list'), page.list.quote === undefined ? list : `${list} “${page.list.quote}”`);
  put(t('数据源', 'source'), page.list.source);
  put(t('最新', 'latest'), page.latest);
  put(t('下一页', 'next'), page.next);
  put(t('页数', 'pages'), page.pages);
  put(t('跳转', 'redirect'), page.redirectTo);
  for (const { label, says, shown } of page.contradictions)
    lines.push(`${t('矛盾', 'contradiction')}  ${label}: ${says} ≠ ${shown}`);
  lines.push(...page.rows.slice(0, ROWS_SHOWN).map((row) => rowLine(row, t('置顶', 'pinned'))));
  if (page.rows.length > ROWS_SHOWN) lines.push(`  … ${page.rows.length}`);
  for (const { label, value } of page.fields) lines.push(`  ${label}: ${value}`);
  for (const { title, href } of page.attachments) lines.push(`  ${t('附件', 'attachment')}: ${title} ${href}`);
  // A page may hold what moves the cursor: none of it reaches the terminal.
  return `${lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n')}\n`;
}

/** A row, and the words that its date was read from where they are not the date itself. */
function rowLine({ date, pinned, title, href }: Row, pinnedWord: string): string {
  const found = date && date.quote !== date.text ? `  ← “${date.quote}”` : '';
  return `  ${(date?.text ?? '–').padEnd(10)} ${pinned ? `[${pinnedWord}] ` : ''}${title}  ${href}${found}`;
}

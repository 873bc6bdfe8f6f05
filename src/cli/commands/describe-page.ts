import type { Reading } from '../../contract/page.ts';
import type { Lang } from '../lang.ts';

const ROWS_SHOWN = 30;

/** How a page was read, for a person at a terminal. */
export function describePage(page: Reading, lang: Lang): string {
  const t = (zh: string, en: string): string => ({ zh, en })[lang];
  const lines: string[] = [];
  const put = (label: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') lines.push(`${label}  ${value}`);
  };
  put(t('网址', 'url'), page.url);
  put(t('类别', 'kind'), page.disguise === undefined ? page.kind : `${page.kind} (${page.disguise})`);
  put(t('编码', 'encoding'), `${page.encoding.name} (${page.encoding.how}${page.encoding.sure ? '' : ', ?'})`);
  put(t('网站', 'site'), page.siteName);
  put(t('标题', 'title'), page.title);
  put(t('位置', 'breadcrumb'), page.breadcrumb.map(({ name }) => name).join(' > '));
  put(t('栏目', 'column'), page.column);
  put(
    t('发布', 'published'),
    page.published && `${page.published.day} (${page.published.from}: ${page.published.quote})`,
  );
  put(t('列表', 'list'), page.list.quote === undefined ? page.list.state : `${page.list.state} “${page.list.quote}”`);
  put(t('数据源', 'source'), page.list.source);
  put(t('最新', 'latest'), page.latest);
  put(t('下一页', 'next'), page.next);
  put(t('页数', 'pages'), page.pages);
  put(t('跳转', 'redirect'), page.redirectTo);
  for (const { label, says, shown } of page.contradictions)
    lines.push(`${t('矛盾', 'contradiction')}  ${label}: ${says} ≠ ${shown}`);
  for (const { date, pinned, title, href } of page.rows.slice(0, ROWS_SHOWN))
    lines.push(`  ${(date?.text ?? '–').padEnd(10)} ${pinned ? '* ' : ''}${title}  ${href}`);
  if (page.rows.length > ROWS_SHOWN) lines.push(`  … ${page.rows.length}`);
  for (const { label, value } of page.fields) lines.push(`  ${label}: ${value}`);
  for (const { title, href } of page.attachments) lines.push(`  ${t('附件', 'attachment')}: ${title} ${href}`);
  // A page may hold what moves the cursor: none of it reaches the terminal.
  return `${lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n')}\n`;
}

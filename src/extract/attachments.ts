import type { Attachment } from '../contract/page.ts';
import type { Areas } from './areas.ts';
import { areaOf } from './areas.ts';
import { collapse } from './lay-out.ts';
import { attributeOf } from './tree.ts';
import { lineOf, type View } from './view.ts';

const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|zip|rar|7z|txt|csv|ceb|rtf|caj|xml|tif|dwg)(?:$|[?#&])/i;
const NAMED = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|ceb|rtf)\s?(?:[(（].{0,30})?$/i;
const SERVED = /(?:download|downfile|attach|fileid|filedown|down\.|file\/down|getfile)/i;
const WRITTEN =
  /<a\s[^<>]{0,200}?href\s{0,3}=\s{0,3}\\{0,2}["']?([^"'\\\s<>]{1,400}\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|ceb|txt))\\{0,2}["']?[^<>]{0,300}>([^<]{0,200})/gi;

/** The files that an article offers: links of its content, and links that its own scripts write. */
export function readAttachments(view: View, areas: Areas): readonly Attachment[] {
  const found = new Map<string, Attachment>();
  const add = (href: string, title: string): void => {
    const url = view.resolve(href);
    const key = url ?? `${href} ${title}`;
    if (!found.has(key)) found.set(key, { href, title, ...(url === undefined ? {} : { url }) });
  };
  for (const anchor of view.anchors) {
    const href = (attributeOf(anchor, 'href') ?? '').trim();
    const title = lineOf(view, anchor) || collapse(attributeOf(anchor, 'title') ?? '');
    if (!isFile(href, title, attributeOf(anchor, 'title') ?? '')) continue;
    if (anchor.from < areas.trailTo || areaOf(anchor, areas) !== 'main') continue;
    add(href, title);
  }
  for (const script of view.scripts) {
    if (!script.includes('href')) continue;
    for (const match of script.matchAll(WRITTEN)) add(match[1] ?? '', collapse(match[2] ?? ''));
  }
  return [...found.values()];
}

function isFile(href: string, text: string, named: string): boolean {
  if (href === '' || href.startsWith('#')) return false;
  const path = href.replace(/^[a-z]+:\/\/[^/]{1,200}/i, '');
  if (FILE.test(path)) return true;
  const name = NAMED.test(text) || NAMED.test(named.trim());
  if (href.startsWith('javascript:')) return name;
  return name || (/附件|下载|附表/.test(text) && SERVED.test(path));
}

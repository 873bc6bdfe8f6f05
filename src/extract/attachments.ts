import type { Attachment } from '../contract/page.ts';
import type { Areas } from './areas.ts';
import { areaOf } from './areas.ts';
import { collapse } from './lay-out.ts';
import { attributeOf, type Element } from './tree.ts';
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
  for (const [href, title] of [...linked(view, areas), ...viewed(view, areas), ...written(view)]) add(href, title);
  return [...found.values()];
}

type Offered = readonly [href: string, title: string];

function linked(view: View, areas: Areas): readonly Offered[] {
  return view.anchors.flatMap((anchor): Offered[] => {
    const href = (attributeOf(anchor, 'href') ?? '').trim();
    const named = attributeOf(anchor, 'title') ?? '';
    const title = lineOf(view, anchor) || collapse(named);
    const offered = isFile(href, title, named) && anchor.from >= areas.trailTo && areaOf(anchor, areas) === 'main';
    return offered ? [[href, title]] : [];
  });
}

function viewed(view: View, areas: Areas): readonly Offered[] {
  return view.elements.flatMap((element): Offered[] => {
    if (!VIEWERS.has(element.tag) || element.from < areas.trailTo || areaOf(element, areas) !== 'main') return [];
    const href = viewedFile(element);
    return href === undefined ? [] : [[href, collapse(attributeOf(element, 'title') ?? '')]];
  });
}

function written(view: View): readonly Offered[] {
  const scripts = view.scripts.filter((script) => script.includes('href'));
  return scripts.flatMap((script) =>
    Array.from(script.matchAll(WRITTEN), (match): Offered => [match[1] ?? '', collapse(match[2] ?? '')]),
  );
}

/** What shows a file in the place of the text. */
const VIEWERS = new Set(['iframe', 'embed', 'object']);
const VIEWED = /[?&#](?:file|url|src|path|pdf|furl|fileurl)=([^&#"'\s]{1,800})/i;
const DOCUMENT = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd)(?:$|[?#&])/i;

/** The file in a frame: its own address, or the one that it hands to a viewer. */
function viewedFile(element: Element): string | undefined {
  const source = (attributeOf(element, element.tag === 'object' ? 'data' : 'src') ?? '').trim();
  const [, handed] = VIEWED.exec(source) ?? [];
  const file = handed === undefined ? source : unescaped(handed);
  return DOCUMENT.test(file) ? file : undefined;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isFile(href: string, text: string, named: string): boolean {
  if (href === '' || href.startsWith('#')) return false;
  const path = href.replace(/^[a-z]+:\/\/[^/]{1,200}/i, '');
  if (FILE.test(path)) return true;
  const name = NAMED.test(text) || NAMED.test(named.trim());
  if (href.startsWith('javascript:')) return name;
  return name || (/附件|下载|附表/.test(text) && SERVED.test(path));
}

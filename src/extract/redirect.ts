import { attributeOf, type Element } from './tree.ts';
import type { View } from './view.ts';

const REFRESH =
  /^\s{0,9}(\d{0,6}(?:\.\d{1,6})?)\s{0,9}[;,]?\s{0,9}(?:url\s{0,9}=\s{0,9})?["']?\s{0,9}([^"'\s][^"']{0,2000})/i;
const WRITTEN =
  /http-equiv\s{0,3}=\s{0,3}\\?["']?refresh\\?["']?[^>]{0,60}content\s{0,3}=\s{0,3}\\?["']\s{0,3}\d{1,4}\s{0,3};\s{0,3}url\s{0,3}=\s{0,3}([^"'\\>\s]{1,500})/i;
const MOVED =
  /(?:^|[\s;{(=])(?:(?:window|top|self|parent|document)\s{0,3}\.\s{0,3}){0,2}location(?:\s{0,3}\.\s{0,3}href)?\s{0,3}=\s{0,3}["']([^"']{1,500})["']|location\s{0,3}\.\s{0,3}(?:replace|assign)\s{0,3}\(\s{0,3}["']([^"']{1,500})["']/;
const BODY = 250;
const SOON = 30;

/** Where a page sends its reader by itself: meta refresh, or a script of a page that has little else to show. */
export function readRedirect(view: View): string | undefined {
  for (const element of view.head) {
    const target = refreshOf(element);
    if (target !== undefined && view.text.length < 2000) return leading(view, target);
  }
  if (view.text.length > BODY || view.anchors.length > 8) return undefined;
  for (const script of view.scripts) {
    const plain = script.replace(/\/\*[^*]{0,5000}\*\//g, '').replace(/(?:^|\s)\/\/[^\n]{0,2000}/g, '');
    const written = WRITTEN.exec(plain)?.[1];
    const moved = MOVED.exec(plain);
    const target = written ?? moved?.[1] ?? moved?.[2];
    if (target !== undefined && !/function\s+\w{1,40}\s{0,3}\([^)]{0,80}\)\s{0,3}\{[^}]{0,400}location/.test(plain)) {
      return leading(view, target);
    }
  }
  return undefined;
}

function leading(view: View, target: string): string | undefined {
  const url = view.resolve(target.trim());
  return url === undefined || url === view.url ? undefined : url;
}

function refreshOf(element: Element): string | undefined {
  if (element.tag !== 'meta' || attributeOf(element, 'http-equiv')?.toLowerCase() !== 'refresh') return undefined;
  const match = REFRESH.exec(attributeOf(element, 'content') ?? '');
  if (match === null || Number(match[1] ?? 0) > SOON) return undefined;
  return /^\d+$/.test(match[2] ?? '') ? undefined : match[2];
}

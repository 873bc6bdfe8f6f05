import { attributeOf, type Element } from './tree.ts';
import type { View } from './view.ts';

const REFRESH =
  /^\s{0,9}(\d{0,6}(?:\.\d{1,6})?)\s{0,9}[;,]?\s{0,9}(?:url\s{0,9}=\s{0,9})?["']?\s{0,9}([^"'\s][^"']{0,2000})/i;
const WRITTEN =
  /http-equiv\s{0,3}=\s{0,3}\\?["']?refresh\\?["']?[^>]{0,60}content\s{0,3}=\s{0,3}\\?["']\s{0,3}\d{1,4}\s{0,3};\s{0,3}url\s{0,3}=\s{0,3}([^"'\\>\s]{1,500})/i;
const MOVED =
  /(?:^|[\s;{(=])(?:(?:window|top|self|parent|document)\s{0,3}\.\s{0,3}){0,2}location(?:\s{0,3}\.\s{0,3}href)?\s{0,3}=\s{0,3}["']([^"']{1,500})["']|location\s{0,3}\.\s{0,3}(?:replace|assign)\s{0,3}\(\s{0,3}["']([^"']{1,500})["']/;
const MOVED_TO =
  /location(?:\s{0,3}\.\s{0,3}href)?\s{0,3}(?:=|\.\s{0,3}(?:replace|assign)\s{0,3}\()\s{0,3}([A-Za-z_$][\w$]{0,40})\s{0,3}[;)\n}]/;
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
    const target = targetIn(plain);
    if (target !== undefined && !BY_CALL.test(plain)) return leading(view, target);
  }
  return undefined;
}

/** Functions that lead elsewhere wait to be called. */
const BY_CALL = /function\s+\w{1,40}\s{0,3}\([^)]{0,80}\)\s{0,3}\{[^}]{0,400}location/;

function targetIn(script: string): string | undefined {
  const moved = MOVED.exec(script);
  return WRITTEN.exec(script)?.[1] ?? moved?.[1] ?? moved?.[2] ?? heldIn(script, MOVED_TO.exec(script)?.[1]);
}

/** What a variable of a script holds. */
function heldIn(script: string, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const held = new RegExp(
    `(?:var|let|const)\\s{1,3}${name.replaceAll('$', '\\$')}\\s{0,3}=\\s{0,3}["']([^"'\\n]{1,500})["']\\s{0,3}[;,\\n]`,
  );
  return held.exec(script)?.[1];
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

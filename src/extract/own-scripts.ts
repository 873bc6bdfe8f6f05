import { attributeOf } from './tree.ts';
import type { View } from './view.ts';

const MOST = 20;

/** Names of libraries, of what adorns a page, counts its readers or turns its pages: they fetch no rows. */
const OTHERS =
  /jquery|bootstrap|swiper|slide|carousel|flexslider|layer|laydate|(?:^|[/_.-])(?:wow|animate|html5\w{0,8}|respond|ie\d?|pie|dd_belated\w{0,9}|modernizr|require|sea|lodash|underscore|moment|echarts|md5|crypto\w{0,9}|base64|qrcode|wx|jweixin|hm|push|conac|tw_cn|gray\w{0,8}|print|zoom|font\w{0,9}|menu|nav|tabs?|top|foot\w{0,3}|head\w{0,3}|create_?page|pag(?:e|er|ing|ination)|polyfill\w{0,9}|rem|flexible|video\w{0,9}|player|lazyload|scroll\w{0,9})(?:[._-][\w.-]{0,40})?\.js|share|tongji|analytic|barrier|accessib|wza|baidu|count|hits?\.|visit|stat(?:s|istic)/i;

/** Whether the address of a script tells that it is a library or a tool. */
export function isLibrary(source: string): boolean {
  const known = told.get(source);
  if (known !== undefined) return known;
  if (told.size >= MOST_TOLD) told.clear();
  const is = OTHERS.test(source);
  told.set(source, is);
  return is;
}

/** What was found out before: the pages of a site load the same scripts. */
const told = new Map<string, boolean>();
const MOST_TOLD = 1000;

/** The scripts that a page loads and that no library is known by: their paths, each once. */
export function ownScripts(view: View): readonly string[] {
  const found = new Set<string>();
  for (const element of view.elements) {
    if (element.tag !== 'script' || found.size >= MOST) continue;
    const source = attributeOf(element, 'src')?.trim() ?? '';
    const url = source === '' || isLibrary(source) ? undefined : view.resolve(source);
    if (url !== undefined) found.add(url.replace(/^https?:/, '').replace(/[?#@].*$/s, ''));
  }
  return [...found];
}

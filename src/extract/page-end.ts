import type { Footer, Reading } from '../contract/page.ts';
import type { Areas } from './areas.ts';
import { attributeOf, type Element } from './tree.ts';
import { lineOf, textOf, type View } from './view.ts';

const SITE_CODE = /(?:网站)?标识(?:编)?码\s?[:：]?\s?(?:bm)?(\d{10}|[A-Za-z]{2}\d{8})(?!\d)/;
const ICP = /[\u4e00-\u9fff]\s?ICP\s?(?:备|证)\s?(?:案)?\s?(?:第\s?)?\d{5,8}\s?号?(?:\s?-\s?\d{1,3})?/i;
const POLICE = /[\u4e00-\u9fff]\s?公\s?网\s?安\s?备\s?(?:第\s?)?(\d{10,16})\s?号?/;
const HOST = /(?:主办单位|主办|版权所有|版权所属)\s?[:：]\s?([^\s:：|,，;；]{3,40})/;
/** 某县人民政府办公室主办, the name before the word; not 某局主办的活动. */
const HOST_BEFORE =
  /(?:^|[\s|｜:：>，,\u3000])([\u4e00-\u9fff]{3,24}(?:府|局|委|会|院|室|厅|办|部|中心|校|园|镇|乡|街道办事处))\s?主办(?=$|[\s|｜，,。；;\u3000]|单位)/m;
const CONTACT = /(?:联系电话|联系方式|联系我们|电话|联系)\s?[:：]\s?([\d\-—()（）\s,，、/]{6,60}|[^\s|]{3,60})/;

/** What stands in the footer, with the marks that sites of government must show (they may stand anywhere at the end). */
export function readFooter(view: View, areas: Areas): Footer | undefined {
  const text = areas.footer === undefined ? '' : textOf(view, areas.footer).slice(0, 3000);
  const end = `${text}\n${view.text.slice(-1500)}`;
  const conac = findConac(view);
  const findError = findErrorEntry(view);
  const parts: Footer = {
    text,
    ...named('siteCode', SITE_CODE.exec(end)?.[1]),
    ...named('icp', ICP.exec(end)?.[0].replace(/\s/g, '')),
    ...named('police', POLICE.exec(end)?.[0].replace(/\s/g, '')),
    ...named('host', (HOST.exec(end) ?? HOST_BEFORE.exec(end))?.[1]),
    ...named('contact', CONTACT.exec(end)?.[1]?.trim()),
    ...named('sitemap', sitemapOf(view)),
    ...(conac ? { conac } : {}),
    ...(findError === undefined ? {} : { findError }),
  };
  if (Object.keys(parts).length <= 1 && text === '') return undefined;
  return hasScripts(view) ? parts : { ...parts, unscripted: true };
}

function hasScripts({ elements, scripts }: View): boolean {
  return scripts.length > 0 || elements.some(({ tag }) => tag === 'script');
}

function named<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined || value === '' ? {} : ({ [key]: value } as Partial<Record<Key, string>>);
}

function sitemapOf(view: View): string | undefined {
  for (let index = view.anchors.length - 1; index >= 0; index -= 1) {
    const anchor = view.anchors[index];
    if (anchor === undefined || anchor.to - anchor.from > 12 || !/网站地图|站点地图/.test(lineOf(view, anchor)))
      continue;
    return view.resolve(attributeOf(anchor, 'href') ?? '');
  }
  return undefined;
}

const CONAC = /conac\.cn|dcs\.conac|_ideConac|^imgConac$/i;

function findConac(view: View): boolean {
  return (
    view.elements.some(
      ({ tag, attributes }) =>
        (tag === 'script' || tag === 'img' || tag === 'a') && attributes.some(({ value }) => CONAC.test(value)),
    ) || view.scripts.some((script) => CONAC.test(script))
  );
}

/** The entry itself, or the snippet that draws it, which bears the code of the site: `<script id="_jiucuo_" sitecode="…">`. */
const ERROR_ENTRY =
  /jiucuo\.html\?site_code=|site_code=\w{10}|pucha\.kaipuyun\.cn|zfwz(?:gl|zc)\.www\.gov\.cn|^_jiucuo_$|(?:^|\/)jiucuo\w{0,4}\.js(?:$|\?)/i;

/** The code that the address of the entry carries: `…/exposure/jiucuo.html?site_code=3402000001&url=…`. */
const CODE_CARRIED = /[?&]site_?code=(\w{1,20})/i;

function findErrorEntry(view: View): NonNullable<Footer['findError']> | undefined {
  for (const element of view.elements) {
    if (element.tag !== 'a' && element.tag !== 'script') continue;
    for (const { value } of element.attributes) {
      if (value.length >= 500 || !ERROR_ENTRY.test(value)) continue;
      const href = attributeOf(element, 'src') ?? value;
      return entry(href, CODE_CARRIED.exec(value)?.[1] ?? attributeOf(element, 'sitecode')?.trim());
    }
  }
  return undefined;
}

function entry(href: string, code: string | undefined): NonNullable<Footer['findError']> {
  return code === undefined || code === '' ? { href } : { href, siteCode: code };
}

/** The forms of a page: where they post, and the names of their inputs. */
export function readForms(view: View): Reading['forms'] {
  const forms: { readonly action: string; readonly inputs: string[] }[] = [];
  const open: { readonly form: Element; readonly inputs: string[] }[] = [];
  for (const element of view.elements) {
    if (element.tag === 'form') {
      const inputs: string[] = [];
      open.push({ form: element, inputs });
      forms.push({
        action: view.resolve(attributeOf(element, 'action') ?? '') ?? view.url,
        inputs,
      });
    } else if (INPUTS.has(element.tag)) {
      const name = attributeOf(element, 'name') ?? attributeOf(element, 'id') ?? '';
      const form = open.findLast((one) => element.order <= one.form.end);
      if (name !== '' && form !== undefined) form.inputs.push(name);
      // A search box without a form, which a script reads: a form of its own, that posts to no other address.
      else if (form === undefined && isSearchBox(element)) forms.push({ action: view.url, inputs: [name] });
    }
  }
  return forms;
}

function isSearchBox(element: Element): boolean {
  const type = (attributeOf(element, 'type') ?? 'text').toLowerCase();
  if (element.tag !== 'input' || element.hidden || (type !== 'text' && type !== 'search')) return false;
  const said = `${attributeOf(element, 'placeholder') ?? ''} ${attributeOf(element, 'value') ?? ''}`.slice(0, 100);
  const names = `${attributeOf(element, 'name') ?? ''} ${attributeOf(element, 'id') ?? ''}`.slice(0, 100);
  return type === 'search' || /关键[字词]|搜索|检索|搜一搜/.test(said) || /keyword|search|sousuo/i.test(names);
}

const INPUTS = new Set(['input', 'select', 'textarea', 'button']);

import { bareName, isHomeName } from './site/names.ts';
import { titleParts, withoutName } from './title-parts.ts';
import { collapse } from './lay-out.ts';
import { attributeOf, namesOf } from './tree.ts';
import { labelOf, lineOf, type View } from './view.ts';

const ORGANISATION =
  /(?:人民政府|政府|门户|网|网站|局|委|(?:委员|管委|联合|联谊|理事|基金|红十字|商|学|协|工|妇委|常委|政协|残联|农)会|厅|部|院|办公室|大学|学院|学校|中学|小学|幼儿园|医院|中心|公司|集团|馆|(?:网|车|总|分|工作|服务|监测|管理|保健|防疫|检疫|急救|血|推广)站|社|处|所|宫|[视象播文]台|公署|[大中支总]队|[党技职]校|镇|乡|街道)(?:办事处|网站|门户网站|官网|官方网站|网站群|信息网|平台)?[!！]?$/;
/** What happened is no name, whatever it ends in: 某局召开工作会议, 某县举行…座谈会. */
const SAYING = /关于|召开|举行|举办|开展|荣获|慰问|调研|[，。：:？?《》“”]|的通知|的公告/;

function isOrganisation(part: string): boolean {
  return ORGANISATION.test(part) && !SAYING.test(part);
}

const LABELS = ['sitename', 'site_name', 'og:site_name', 'application-name'];

/** What the names of any sites have in common. */
const COMMON = /中国|人民|政府|门户|网站|官方|官网|信息|公开|政务|平台|网|站|[省市县区镇乡]|委员会|办公室|[局厅部]/g;

/**
 * The name that the title of a page and the page itself show where its label tells of a site that they do not mention: a
 * template taken over from elsewhere, or a platform that the page lies on. Undefined where the two may well be the same.
 */
export function nameAgainstLabel(view: View): string | undefined {
  const label = labelOf(view, ...LABELS);
  if (label === '' || view.documentTitle.includes(label) || view.text.includes(label)) return undefined;
  const shown = titleParts(cleaned(view.documentTitle)).filter(isOrganisation).at(-1);
  if (shown === undefined || !view.text.includes(shown)) return undefined;
  const [own, other] = [label.replace(COMMON, ''), shown.replace(COMMON, '')];
  return own.length < 2 || other.length < 2 || sharesTwo(own, other) ? undefined : shown;
}

function sharesTwo(one: string, other: string): boolean {
  for (let at = 0; at + 2 <= one.length; at += 1) if (other.includes(one.slice(at, at + 2))) return true;
  return false;
}

/** The name by which a site goes: its label, else what its title says beside the names of the page, else its footer. */
export function readSiteName(view: View, names: readonly string[], footer: string): string | undefined {
  const label = labelOf(view, ...LABELS);
  if (label !== '') return label;
  const title = cleaned(view.documentTitle);
  const rest = withoutNames(title, [...names, ...shownParts(view, title)]);
  if (rest === '') return logoName(view) ?? behindNames(title, names) ?? ownerIn(footer);
  const parts = titleParts(rest).filter((part) => !isHomeName(part));
  const organisations = parts.filter(isOrganisation);
  if (organisations.length > 0 && organisations.length === parts.length) return rest;
  return (
    organisations.at(-1) ??
    logoName(view) ??
    behindNames(title, names) ??
    ownerIn(footer) ??
    (rest === title && title.length > 24 ? undefined : parts.at(-1))
  );
}

/** What follows a name of the page in its title: 活动预告-某县少年宫. */
function behindNames(title: string, names: readonly string[]): string | undefined {
  const rest = withoutNames(title, names);
  const follows = rest !== '' && rest !== title && title.endsWith(rest) && rest.length <= SHORT_TITLE;
  const parted = /(?:^|[^-—])[-_|]\s?$/.test(title.slice(0, title.length - rest.length));
  return follows && parted && titleParts(rest).length === 1 && !SAYING.test(rest) && !isHomeName(rest)
    ? rest
    : undefined;
}

const SHORT_TITLE = 12;

/** The names that a document title gives its page, the most specific first: parts of it that stand on the page and name no site. */
export function titleNames(view: View): readonly string[] {
  const shown = shownWords(view);
  return titleParts(cleaned(view.documentTitle))
    .map((part) => part.replace(/^(?:分类|栏目|标签|归档)\s?[:：-]\s?/, ''))
    .filter(
      (part, at, parts) =>
        part.length > 1 &&
        part.length <= 24 &&
        (!isOrganisation(part) || isBodyWithin(part, at, parts)) &&
        !isHomeName(part) &&
        shown.has(bareName(part)),
    );
}

/** 工会_示例小学: the short first part is a body within the one that follows, and its page a column. */
function isBodyWithin(part: string, at: number, parts: readonly string[]): boolean {
  const next = parts[at + 1];
  return at === 0 && part.length <= 4 && next !== undefined && next.length > part.length && isOrganisation(next);
}

function shownWords(view: View): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const { text } of view.pieces) if (text.length <= 80) shown.add(bareName(text));
  return shown;
}

const SHORT_NAME = 8;

/** The beginnings of a title that stand on the page as words of their own: its headline, the names of its columns. */
function shownParts(view: View, title: string): readonly string[] {
  const shown = shownWords(view);
  const parts = titleParts(title);
  const starts = parts.map((_, index) => title.slice(0, endOf(title, parts, index)));
  // A column may be called like an organisation (家长学校, 工会): where more of the title follows, its short name is the column's.
  const names = (part: string): boolean =>
    isOrganisation(part) && (part.length > SHORT_NAME || part === parts.at(-1) || parts.length < 2);
  return [...starts, ...parts].filter((part) => shown.has(bareName(part)) && !names(part)).reverse();
}

function endOf(title: string, parts: readonly string[], index: number): number {
  const part = parts[index] ?? '';
  const at = title.indexOf(part);
  return at < 0 ? 0 : at + part.length;
}

/** A title without these names, as often as one stands at either end; '' where nothing is left. */
function withoutNames(title: string, names: readonly string[]): string {
  let rest = title;
  for (let round = 0; round < 5; round += 1) {
    const shorter = withoutName(rest, names);
    if (shorter === undefined || shorter === rest) break;
    rest = shorter;
    if (rest === '') break;
  }
  return rest;
}

function cleaned(title: string): string {
  return title
    .replace(/^(?:欢迎(?:访问|光临|您?来到)|您好[,，]?\s?欢迎\S{0,4}|返回(?=.{4}))\s?/, '')
    .replace(/\s?[-_|—]?\s?(?:首\s?页|主页|官网首页|网站首页)$/, '')
    .replace(/^(?:首\s?页|主页|网站首页)\s?[-_|—]\s?/, '')
    .trim();
}

const LOGO = /logo|site[-_]?(?:title|name)/;
const HEAD_ELEMENTS = 400;

/** What the logo says: the words of its box, the title of its link, the `alt` of its picture. */
function logoName(view: View): string | undefined {
  let logoEnd = -1;
  for (const element of view.elements.slice(0, HEAD_ELEMENTS)) {
    if (element.attributes.length > 0 && LOGO.test(namesOf(element))) logoEnd = Math.max(logoEnd, element.end);
    if (element.order > logoEnd) continue;
    const said = [attributeOf(element, 'alt'), attributeOf(element, 'title'), lineOf(view, element).slice(0, 60)];
    const name = said
      .map((text) => cleaned(collapse(text ?? '')))
      .find((text) => text.length <= 30 && isOrganisation(text));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `主办单位：某县人民政府` or `版权所有：…` in a footer. */
function ownerIn(footer: string): string | undefined {
  const match =
    /版权所有\s?[:：©]?\s?([\u3400-\u9fff（）()·-]{4,30})|([\u3400-\u9fff（）()·-]{4,30}?)\s?版权所有/.exec(footer) ??
    /(?:主办单位|主办)\s?[:：]?\s?([\u3400-\u9fff（）()·-]{4,30})/.exec(footer);
  const name = match?.[1] ?? match?.[2];
  return name !== undefined && isOrganisation(name) ? name : undefined;
}

import { bareName, isHomeName } from './site/names.ts';
import { titleParts, withoutName } from './title-parts.ts';
import { labelOf, type View } from './view.ts';

const ORGANISATION =
  /(?:人民政府|政府|门户|网|网站|局|委|委员会|厅|部|院|办公室|大学|学院|学校|中学|小学|幼儿园|医院|中心|公司|集团|馆|站|会|社|处|所|镇|乡|街道)(?:办事处|网站|门户网站|官网|官方网站|网站群|信息网|平台)?[!！]?$/;

/** The name by which a site goes: its label, else what its title says beside the name of the page, else its footer. */
export function readSiteName(view: View, names: readonly string[], footer: string): string | undefined {
  const label = labelOf(view, 'sitename', 'site_name', 'og:site_name', 'application-name', 'website', 'author-site');
  if (label !== '') return label;
  const title = cleaned(view.documentTitle);
  if (title === '') return ownerIn(footer);
  const rest = withoutName(title, names);
  if (rest !== undefined && rest !== '') return fewer(rest, names);
  const parts = titleParts(title).filter(
    (part) => !isHomeName(part) && !names.some((name) => bareName(name) === bareName(part)),
  );
  const organisations = parts.filter((part) => ORGANISATION.test(part));
  if (parts.length === 1 && ORGANISATION.test(title)) return parts[0];
  return organisations.at(-1) ?? ownerIn(footer) ?? (parts.length > 0 && parts.length < 3 ? parts.at(-1) : undefined);
}

function cleaned(title: string): string {
  return title
    .replace(/^(?:欢迎(?:访问|光临|您?来到)|您好[,，]?\s?欢迎\S{0,4})\s?/, '')
    .replace(/\s?[-_|—]?\s?(?:首\s?页|主页|官网首页|网站首页)$/, '')
    .replace(/^(?:首\s?页|主页|网站首页)\s?[-_|—]\s?/, '')
    .trim();
}

/** What stands beside the page's own name may hold the names of its columns too. */
function fewer(rest: string, names: readonly string[]): string {
  const shorter = withoutName(rest, names);
  if (shorter !== undefined && shorter !== '') return fewer(shorter, names);
  if (ORGANISATION.test(rest)) {
    const spaced = rest.split(/\s?[_|]\s?/);
    return spaced.filter((part) => ORGANISATION.test(part)).at(-1) ?? rest;
  }
  return rest;
}

/** `主办单位：某县人民政府` or `版权所有：…` in a footer. */
function ownerIn(footer: string): string | undefined {
  const match =
    /(?:版权所有|主办单位|主办)\s?[:：©]?\s?([\u3400-\u9fff（）()·-]{4,30})|([\u3400-\u9fff（）()·-]{4,30}?)\s?版权所有/.exec(
      footer,
    );
  const name = match?.[1] ?? match?.[2];
  return name !== undefined && ORGANISATION.test(name) ? name : undefined;
}

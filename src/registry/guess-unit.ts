import type { Reading } from '../contract/page.ts';
import { unitTypeNames, type Ground, type UnitType } from '../contract/unit.ts';
import { hostOf } from '../lib/url.ts';
import { menuWords } from './menu-words.ts';
import { bodyOrSiteName, typeOfName, type NamedType } from './type-of-name.ts';

/** What is believed of a unit from its own home page, and on what grounds. */
export interface Guess {
  readonly name: { readonly value: string; readonly ground: Ground };
  readonly type: { readonly value: UnitType; readonly ground: Ground; readonly rivals: readonly UnitType[] };
  readonly region: { readonly value: string | undefined; readonly ground: Ground };
}

/** A name, where it stands, and the kind of body that it is the name of. */
interface Sign {
  readonly where: { readonly zh: string; readonly en: string };
  readonly name: string;
  readonly named: NamedType;
}

const nobody = { zh: '页面没有说明', en: 'the page does not say' };

/** Guesses name, type and region of a unit from its home page and its address; unsure where that says little or two things. */
export function guessUnit(home: Reading | undefined, entry: string): Guess {
  const host = hostOf(entry);
  const names = home ? namesOf(home) : [];
  const code = home ? siteCodeOf(home) : undefined;
  const signs = names.flatMap(({ where, name }): Sign[] => {
    const named = typeOfName(name);
    return named ? [{ where, name, named }] : [];
  });
  const name = signs[0]?.name ?? names[0]?.name ?? host;
  const from = names.find((one) => one.name === name)?.where;
  return {
    name: {
      value: name,
      ground: guessed(
        from !== undefined,
        from
          ? { zh: `${from.zh}为“${name}”`, en: `${from.en} is “${name}”` }
          : { zh: '取自网址', en: 'taken from the address' },
      ),
    },
    type: typeFrom(signs, code, { host, home }),
    region: {
      value: code?.region,
      ground: guessed(
        code?.region !== undefined && code.agreed && !isAboveIts(name, code.region),
        code?.region === undefined
          ? { zh: '没有网站标识码', en: 'no site code' }
          : { zh: `网站标识码为${code.code}`, en: `the site code is ${code.code}` },
      ),
    },
  };
}

function guessed(sure: boolean, why: Ground['why']): Ground {
  return { from: 'guess', sure, why };
}

/** The names that a home page gives its body, the most official first. */
function namesOf({ footer, metas, siteName }: Reading): readonly Pick<Sign, 'where' | 'name'>[] {
  const label = metas.find(({ name }) => name.toLowerCase() === 'sitename')?.content;
  const all = [
    { where: { zh: '主办单位', en: 'the sponsor' }, name: firstBody(footer?.host) },
    { where: { zh: '网站名称标签', en: 'the label SiteName' }, name: bodyOrSiteName(label ?? '') },
    { where: { zh: '网站名称', en: 'the name of the site' }, name: bodyOrSiteName(siteName ?? '') },
  ];
  return all.filter(({ name }) => name.length >= 3);
}

/** `示例县人民政府 承办：…` and `甲局、乙局`: the first. The office of a government stands for it. */
function firstBody(host: string | undefined): string {
  const part = bodyOrSiteName((host ?? '').split(/[\s；;|]/u).find((one) => one.length >= 3) ?? '');
  const first = part.split(/[、，,]/u)[0] ?? '';
  const body = typeOfName(first) ? first : part;
  return body.replace(/(人民政府)(?:办公室|办公厅)$/u, '$1');
}

interface SiteCode {
  readonly code: string;
  readonly region: string | undefined;
  /** Every place of the page that gives a code gives this one. */
  readonly agreed: boolean;
}

/** The 网站标识码: ten digits, the first six of them the administrative code of whoever registered it. */
function siteCodeOf({ footer, metas }: Reading): SiteCode | undefined {
  const label = metas.find(({ name }) => name.toLowerCase() === 'siteidcode')?.content.trim();
  const codes = [label, footer?.siteCode, footer?.findError?.siteCode].filter(
    (code) => code !== undefined && code !== '',
  );
  const code = codes.find((one) => /^(?:\d{10}|[a-z]{2}\d{8})$/i.test(one ?? ''));
  if (code === undefined) return undefined;
  const region = /^[1-6]\d{9}$/.test(code) ? code.slice(0, 6) : undefined;
  return { code, region, agreed: codes.every((one) => one === code) };
}

/** A county or town whose code is that of a city: somebody else registered the site. */
function isAboveIts(name: string, region: string): boolean {
  return region.endsWith('00') && /[县旗镇乡]/u.test(name);
}

interface Around {
  readonly host: string;
  readonly home: Reading | undefined;
}

function typeFrom(signs: readonly Sign[], code: SiteCode | undefined, { host, home }: Around): Guess['type'] {
  const first = signs[0];
  if (!first) return byAddress(host);
  const settled = signs.map((sign) => ({ ...sign, types: settle(sign.named.types, code) }));
  const value = settled[0]?.types[0] ?? 'department';
  const rivals = [...new Set(settled.flatMap(({ types }) => types))].filter((type) => type !== value);
  const agreeing = new Set(settled.filter(({ types }) => types[0] === value).map(({ where }) => where.zh));
  // One name alone may be somebody else's: the bureau that runs a school's site, the platform that carries it.
  const menu = home ? menuWords(home, value).slice(0, 4) : [];
  const support = agreeing.size + (code ? 1 : 0) + (speaksFor(host, value) ? 1 : 0) + (menu.length > 0 ? 1 : 0);
  const why = settled.map(({ where, name, named }) => ({
    zh: `${where.zh}“${name}”以“${named.ending}”结尾`,
    en: `${where.en} “${name}” ends in “${named.ending}”`,
  }));
  const others = rivals.map((type) => unitTypeNames[type]);
  return {
    value,
    rivals,
    ground: guessed(rivals.length === 0 && support >= 2, {
      zh: [
        ...why.map(({ zh }) => zh),
        ...(code ? [`网站标识码${code.code}`] : []),
        ...(menu.length > 0 ? [`导航有${menu.map((word) => `“${word}”`).join('')}等栏目`] : []),
        ...others.map(({ zh }) => `也可能是${zh}`),
      ].join('，'),
      en: [
        ...why.map(({ en }) => en),
        ...(code ? [`site code ${code.code}`] : []),
        ...(menu.length > 0 ? [`its menus speak of ${menu.join(', ')}`] : []),
        ...others.map(({ en }) => `may be a ${en}`),
      ].join(', '),
    }),
  };
}

/** 某市 may be a city or one of county rank: its administrative code tells, in which 00 at the end is a city. */
function settle(types: NamedType['types'], code: SiteCode | undefined): NamedType['types'] {
  if (types.length === 1 || code?.region === undefined) return types;
  if (types.includes('town')) return types;
  return code.region.endsWith('00') ? ['city'] : ['county'];
}

/** Whether an address is of the kind that such bodies have. */
function speaksFor(host: string, type: UnitType): boolean {
  if (host.endsWith('.edu.cn')) return type === 'school' || type === 'university' || type === 'kindergarten';
  if (!host.endsWith('.gov.cn')) return false;
  const isPortal = /^(?:www\.)?[^.]+\.gov\.cn$/.test(host);
  return isPortal
    ? type === 'city' || type === 'county' || type === 'zone' || type === 'department'
    : type === 'department' || type === 'town';
}

/** Nothing on the page says what the unit is: the address alone accuses nobody. */
function byAddress(host: string): Guess['type'] {
  const value: UnitType = host.endsWith('.edu.cn')
    ? 'school'
    : /^(?:www\.)?[^.]+\.gov\.cn$/.test(host)
      ? 'county'
      : 'department';
  const why = /\.(?:gov|edu)\.cn$/.test(host)
    ? { zh: `只凭域名 ${host}`, en: `from the domain ${host} alone` }
    : nobody;
  return { value, rivals: [], ground: guessed(false, why) };
}

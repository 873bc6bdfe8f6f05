import { defined } from '../../lib/defined.ts';
import { hostOf, parseUrl } from '../../lib/url.ts';
import { UserError } from '../../lib/error.ts';
import type { Ground, Unit } from '../../contract/unit.ts';
import type { Guess } from '../../registry/guess-unit.ts';
import type { JudgeFlags, CrawlFlags } from '../flags.ts';

const told: Ground = { from: 'command-line', sure: true, why: { zh: '命令行给出', en: 'given on the command line' } };
const open: Ground = {
  from: 'guess',
  sure: false,
  why: { zh: '尚未读到首页', en: 'the home page has not been read yet' },
};

/** The units of `audit URL…`: what the command line does not say is guessed once the home page was read. */
export function unitsOf(urls: readonly string[], flags: JudgeFlags & CrawlFlags): readonly Unit[] {
  const units = urls.map((url) => unitOf(url, flags));
  const twice = units.find(({ id }, index) => units.findIndex((unit) => unit.id === id) !== index);
  if (twice) throw new UserError(`网址重复 (given twice): ${twice.entry[0]}`);
  return units;
}

function unitOf(text: string, { type, name, region, scope }: JudgeFlags & CrawlFlags): Unit {
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    throw new UserError(`“${text}”不是网址 (not a URL)`, { hint: 'duwang audit https://www.example.gov.cn/' });
  return {
    id: idOf(url),
    name: name ?? hostOf(url.href),
    type: type ?? 'department',
    ...(region !== undefined && { region }),
    entry: [url.href],
    scope: { kind: scope ?? 'host' },
    grounds: {
      name: name === undefined ? open : told,
      type: type === undefined ? open : told,
      region: region === undefined ? open : told,
    },
  };
}

/** The host, with the port and path where there is more than one site on it: readable, and fit for a file name. */
function idOf({ host, pathname }: URL): string {
  return `${host}${pathname === '/' ? '' : pathname}`
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The unit with what its home page says where nobody told it. */
export function settled(unit: Unit, guess: Guess): Unit {
  const { grounds } = unit;
  const name = grounds.name.from === 'guess' ? guess.name : { value: unit.name, ground: grounds.name };
  const type = grounds.type.from === 'guess' ? guess.type : { value: unit.type, ground: grounds.type };
  const region = grounds.region.from === 'guess' ? guess.region : { value: unit.region, ground: grounds.region };
  const { id, parent, supervisor, contact, entry, scope } = unit;
  return {
    ...{ id, entry, scope },
    ...defined({ parent, supervisor, contact, region: region.value }),
    name: name.value,
    type: type.value,
    grounds: { name: name.ground, type: type.ground, region: region.ground },
  };
}

/** The unit of a snapshot with what the command line says of it now. */
export function toldBy(unit: Unit, { type, name, region }: JudgeFlags): Unit {
  const { grounds } = unit;
  return {
    ...unit,
    ...defined({ type, name, region }),
    grounds: {
      name: name === undefined ? grounds.name : told,
      type: type === undefined ? grounds.type : told,
      region: region === undefined ? grounds.region : told,
    },
  };
}

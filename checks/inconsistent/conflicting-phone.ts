import { z } from 'zod';
import { definePortfolioCheck, type Sites } from '../../src/contract/check.ts';
import type { Place, Seen } from '../../src/contract/seen.ts';
import type { ElementSheet, Site } from '../../src/contract/site.ts';
import type { UnitId } from '../../src/contract/unit.ts';
import { bareBody, bodyOf, elementOf } from '../support/bodies.ts';
import { differ, phonesIn } from '../support/phones.ts';
import type { Text } from '../../src/lib/template.ts';
import { government } from '../support/units.ts';

/** A place that gives the telephone of a body. */
interface Listing {
  readonly key: string;
  readonly body: string;
  readonly unit: UnitId;
  readonly from: '机构职能' | '公开指南' | '政策咨询';
  readonly phones: readonly string[];
  readonly at: Place;
  readonly seen: Seen;
}

const PHONE = /电话|联系方式|热线|咨询方式/;

export default definePortfolioCheck({
  id: 'conflicting-phone',
  title: { zh: '同一单位电话各处不一致', en: 'One body, different telephones' },
  family: 'inconsistent',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'IN-01',
  remedy: {
    zh: '打电话核实，更正有误的一处',
    en: 'Call the numbers and correct the wrong one',
  },
  options: z.object({}),
  messages: {
    differs: {
      zh: '“{body}”的联系电话不一致：{here}写{ours}，{there}写{theirs}，请核对哪一处有误',
      en: 'The telephone of “{body}” differs: {here} gives {ours}, {there} gives {theirs}; find out which is wrong',
    },
  },
  subjects: (sites) => {
    const groups = new Map<string, Listing[]>();
    for (const site of sites.values())
      for (const one of listingsOf(site)) groups.set(one.body, [...(groups.get(one.body) ?? []), one]);
    return [...groups.values()].flatMap((listings) => {
      const own = listings.filter(({ from }) => from === '机构职能');
      const rest = listings.filter(({ from }) => from !== '机构职能');
      // Each pair once: of two 机构职能 the first speaks for both.
      return own.flatMap((one, index) => {
        const others = [...own.slice(index + 1), ...rest].filter(({ at }) => at.url !== one.at.url);
        const seen = [one, ...others].find((part) => !part.seen.whole)?.seen ?? one.seen;
        return others.length > 0 ? [{ key: one.key, seen, at: one.at, own: one, others }] : [];
      });
    });
  },
  blames: ({ own }) => own.unit,
  *examine({ own, others }, { sites }) {
    const told = new Set<string>();
    for (const other of others) {
      if (!differ(own.phones, other.phones)) continue;
      const key = `${other.from}:${other.unit}`;
      if (told.has(key)) continue;
      told.add(key);
      yield {
        message: 'differs',
        data: {
          body: own.body,
          here: placeName(own, sites),
          ours: own.phones.join('、'),
          there: placeName(other, sites),
          theirs: other.phones.join('、'),
        },
        at: [
          { role: 'shows', ...own.at, quote: own.phones.join('、') },
          { role: 'compared', ...other.at, quote: other.phones.join('、') },
        ],
        key,
        review: { zh: '哪一处有误须由人核实', en: 'which of the two is wrong is for a person to find out' },
      };
    }
  },
});

function listingsOf(site: Site): readonly Listing[] {
  return site.sheets.flatMap((sheet): readonly Listing[] => {
    const place = { key: sheet.key, unit: site.unit.id, at: sheet.at, seen: sheet.seen };
    if (sheet.of === 'organisation') {
      const body = bodyOf(sheet, site);
      return body === undefined ? [] : listing({ ...place, body, from: '机构职能' }, phonesOf(sheet));
    }
    if (sheet.of === 'guide') {
      const body = guideBody(sheet, site);
      return body === undefined ? [] : listing({ ...place, body, from: '公开指南' }, phonesOf(sheet));
    }
    return sheet.of === 'consulting' ? directoryRows(sheet, place) : [];
  });
}

/**
 * Whose number a guide gives: that of the office it names, which may be another than the body's own (its 办公室, its 政务公开股).
 * A guide that names none is set beside nothing: nobody can say whose number it is. 教育局 on the site of 甲县教育局 is that one.
 */
function guideBody(sheet: ElementSheet, { unit }: Site): string | undefined {
  const named = elementOf(sheet, /机构名称|工作机构|受理机构|公开机构/);
  if (named === undefined) return undefined;
  const [office, own] = [bareBody(named), bareBody(unit.name)];
  return office.length >= 3 && own.endsWith(office) ? own : office;
}

function listing(head: Omit<Listing, 'phones'>, phones: readonly string[]): readonly Listing[] {
  return phones.length === 0 ? [] : [{ ...head, phones }];
}

function phonesOf(sheet: ElementSheet): readonly string[] {
  const value = elementOf(sheet, PHONE);
  return value === undefined ? [] : phonesIn(value);
}

/** 找号码: rows of a name and its numbers. */
function directoryRows(sheet: ElementSheet, place: Pick<Listing, 'key' | 'unit' | 'at' | 'seen'>): readonly Listing[] {
  return sheet.page.tables.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      const name = row.find((cell) => /[局委办院所中心镇乡街道县区市厅]$/.test(cell.trim()));
      const phones = [...new Set(row.flatMap(phonesIn))];
      if (name === undefined || phones.length === 0) return [];
      return [{ ...place, body: bareBody(name), from: '政策咨询' as const, phones }];
    }),
  );
}

function placeName({ from, unit }: Listing, sites: Sites): Text {
  const name = sites.get(unit)?.unit.name ?? unit;
  return { zh: `${name}“${from}”`, en: `“${from}” of “${name}”` };
}

import { describe, expect, it } from 'vitest';
import wrongTerm from '../../checks/wording/wrong-term.ts';
import { book } from './load-case.ts';
import { day, makePage, makeSite, makeGrounds, makeUnit } from '../support/site.ts';
import { runCheck } from '../../src/audit/run-check.ts';

const standards = book.forUnit(makeUnit(), { asOf: day('2026-03-02'), adopted: [], overrides: {} });

function hits(text: string): readonly string[] {
  const site = makeSite({ pages: [makePage(text)] });
  return runCheck({ check: wrongTerm, options: { allow: [] } }, site, makeGrounds({ standards })).flatMap((verdict) =>
    'observations' in verdict ? verdict.observations.map(({ key }) => key) : [],
  );
}

describe('the dictionary of wrong terms', () => {
  it('names each term once', () => {
    const wrongs = standards.terms.map(({ wrong }) => wrong);
    expect(wrongs.length).toBeGreaterThan(100);
    expect(new Set(wrongs).size).toBe(wrongs.length);
  });

  it('finds every term of its own', () => {
    for (const { wrong } of standards.terms) expect(hits(`关于${wrong}的通知`), wrong).toContain(wrong);
  });

  it.each([
    ['every right form', standards.terms.map(({ right }) => right).join('\n')],
    ['a plan for books, a school of arts', '图书计划、读书计划、总书计划处、委书计划'],
    ['people who feel', '感觉委屈，自觉支部建设'],
    ['countries and regions', '韩国、台湾等国家和地区，香港等国家和地区'],
    ['a new generation', '打造新一代一路向前的队伍'],
    ['a session of the congress', '人民代表大会会议、人民代表大会会期、中央政治局常委会、常务委员会'],
    ['plenary sessions', '党的十九届四中全会、党的二十大和二十届三中全会'],
    ['names written in full', '新疆维吾尔自治区、内蒙古自治区、宁夏回族自治区、广西壮族自治区、中华人民共和国'],
  ])('leaves alone %s', (_what, text) => {
    expect(hits(text)).toEqual([]);
  });
});

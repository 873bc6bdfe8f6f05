import { describe, expect, it } from 'vitest';
import bankCard from '../../checks/exposed-personal-data/exposed-bank-card.ts';
import homeAddress from '../../checks/exposed-personal-data/exposed-home-address.ts';
import idNumber from '../../checks/exposed-personal-data/exposed-id-number.ts';
import mobile from '../../checks/exposed-personal-data/exposed-mobile.ts';
import { runCheck } from '../../src/audit/run-check.ts';
import { makeCalendar } from '../../src/audit/calendar.ts';
import { readPage } from '../../src/extract/read-page.ts';
import { day, makeGrounds, makePage, makeSite, makeUnit } from '../support/site.ts';
import { book } from './load-case.ts';

const html = `<title>低保对象公示</title><div id="main"><h1>低保对象公示</h1><table id="list">
<tr><th>姓名</th><th>身份证号</th><th>手机</th><th>家庭住址</th><th>银行卡号</th></tr>
<tr><td>张三</td><td>340202198501011233</td><td>13812341234</td><td>湾镇幸福村三组12号</td><td>6228480402564890018</td></tr>
</table></div>`;
const reading = readPage({
  url: 'https://a.example/1.html',
  bytes: new TextEncoder().encode(html),
  contentType: 'text/html; charset=utf-8',
  mode: 'http',
});
const page = makePage(reading.text, { ...reading, kind: 'article', title: '低保对象公示' });
const asOf = day('2026-03-02');
const grounds = makeGrounds({
  asOf,
  calendar: makeCalendar(),
  standards: book.forUnit(makeUnit(), { asOf, adopted: [], overrides: {} }),
  veil: (secret) => `veiled-${secret.length}`,
});
const secrets = ['340202198501011233', '13812341234', '幸福村三组', '6228480402564890018'];

describe('a finding of personal data', () => {
  it.each([
    { check: idNumber, cell: 2 },
    { check: mobile, cell: 3 },
    { check: homeAddress, cell: 4 },
    { check: bankCard, cell: 5 },
  ])('of $check.id names its cell and holds no secret', ({ check, cell }) => {
    const verdicts = runCheck({ check, options: {} }, makeSite({ pages: [page] }), grounds);
    const said = verdicts.flatMap((verdict) => ('observations' in verdict ? verdict.observations : []));
    expect(said.map(({ evidence }) => evidence[0].selector)).toEqual([
      `#list > tbody:nth-of-type(1) > tr:nth-of-type(2) > td:nth-of-type(${cell})`,
    ]);
    expect(said.map(({ key }) => key)).toEqual([expect.stringMatching(/^veiled-/)]);
    const written = JSON.stringify(said);
    for (const secret of secrets) expect(written).not.toContain(secret);
  });
});

import { describe, expect, it } from 'vitest';
import type { EntryState, Site } from '../../src/contract/site.ts';
import { builtInChecks } from '../../src/cli/built-in.ts';
import { addDays } from '../../src/lib/day.ts';
import { day } from '../support/site.ts';
import { caseNames, judgeCase, loadCase, wordsOf, type Case } from './load-case.ts';

/** What goes wrong around a site, laid over every failing case of every check: nobody may be accused by it. */
function failingAfter(
  check: (typeof builtInChecks)[number],
  befalls: (site: Site, one: Case) => Site,
  asOf?: string,
): string[] {
  return caseNames(check.id).flatMap((name) => {
    const one = loadCase(check.id, name, asOf);
    if (one.kind !== 'fails') return [];
    const found = judgeCase(check, { ...one, sites: one.sites.map((site) => befalls(site, one)) });
    return found.map((verdict) => `${name}: ${wordsOf(verdict)}`).filter((words) => /: (?:failed|crashed)/.test(words));
  });
}

const away = ['other-host', 'login', 'parked', 'blocked', 'skipped'] as const satisfies readonly EntryState['state'][];
const unseen = { whole: false, reason: 'blocked' } as const;
/** Checks that hold a site against today. Others compare two days that the pages give themselves. */
const byDay =
  /^(?:late-(?:directory|enterprise|yearly)|stale-|many-(?:long-)?stale|missing-(?:open|zone|enterprise|annual|consultation|interpretation$|proposal|yearly)|message-|overdue-|outlived-|expired-|gazette-late|outdated-overview)/;

describe.each(builtInChecks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  it.each(away)('accuses nobody where the entry is %s', (state) => {
    const turned = failingAfter(check, (site) => ({
      ...site,
      seen: { whole: false, reason: 'elsewhere' },
      entry: { state, url: site.entry.url, detail: '' },
      home: undefined,
    }));
    // Side by side with others the unit may still show what was read of it; alone nothing is judged.
    if (check.scope === 'site') expect(turned).toEqual([]);
  });

  it('accuses nobody of an absence where the place was not read to its end', () => {
    if (check.claims !== 'absence') return;
    const cut = failingAfter(check, (site) => ({ ...site, seen: unseen, searched: () => unseen }));
    expect(cut).toEqual([]);
  });

  it('accuses nobody by a clock that is a year ahead of the servers', () => {
    if (!byDay.test(id)) return;
    const wrong = failingAfter(check, (site, { asOf }) => ({
      ...site,
      clock: { ours: day(asOf), servers: addDays(day(asOf), -365) },
    }));
    expect(wrong).toEqual([]);
  });

  it('accuses nobody of what came after the day of judgement', () => {
    // Where nothing of a kind stands on the site at all, nothing came later either.
    if (!byDay.test(id) || /^(?:missing-(?:open|zone|enterprise)|late-yearly)/.test(id)) return;
    // All rows, reports and consultations of the case are of later years.
    const before = failingAfter(check, (site) => site, '2016-03-02');
    expect(before).toEqual([]);
  });
});

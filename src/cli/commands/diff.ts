import { resolve } from 'node:path';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import { compare } from '../../lib/compare.ts';
import { plain } from '../../report/terminal/plain.ts';
import type { Call } from '../call.ts';
import { readFindings } from './report.ts';

type Finding = FindingsDocument['findings'][number];

/** What became of a finding between two runs. */
type Standing = 'new' | 'persisting' | 'not-rechecked' | 'no-longer-found';

const names: Readonly<Record<Standing, { readonly zh: string; readonly en: string }>> = {
  new: { zh: '新增', en: 'new' },
  persisting: { zh: '仍在', en: 'persisting' },
  'not-rechecked': { zh: '未复查', en: 'not re-checked' },
  'no-longer-found': { zh: '不再发现', en: 'no longer found' },
};

/** `duwang diff`: the findings of two runs held against each other, by their fingerprints. */
export function diffFindings(
  before: string,
  after: string,
  flags: { readonly json?: boolean },
  { io, lang }: Call,
): number {
  const rows = standings(readFindings(resolve(io.cwd, before)), readFindings(resolve(io.cwd, after)));
  if (flags.json) io.stdout(`${JSON.stringify(rows, null, 2)}\n`);
  else
    for (const { standing, id, unit, check, message, url } of rows)
      io.stdout(`${[names[standing][lang], id, unit, check, plain(message[lang]), plain(url)].join('\t')}\n`);
  const counts = order.map((standing) => {
    const count = rows.filter((row) => row.standing === standing).length;
    return `${names[standing][lang]} ${count}`;
  });
  io.stderr(`${counts.join('  ')}\n`);
  if (rows.some(({ standing }) => standing === 'no-longer-found')) io.stderr(`${caution[lang]}\n`);
  return 0;
}

const caution = {
  zh: '不再发现的，或已整改，或页面已不在：请人工确认',
  en: 'no longer found: mended, or the page is gone; a person has to see which',
};

const order: readonly Standing[] = ['new', 'persisting', 'not-rechecked', 'no-longer-found'];

function standings(
  before: FindingsDocument,
  after: FindingsDocument,
): readonly (Pick<Finding, 'id' | 'unit' | 'check' | 'message' | 'url' | 'subject'> & {
  readonly standing: Standing;
})[] {
  const old = new Set(before.findings.map(({ id }) => id));
  const now = new Set(after.findings.map(({ id }) => id));
  const row = (standing: Standing) => (finding: Finding) => {
    const { id, unit, check, subject, url, message } = finding;
    return { standing, id, unit, check, subject, url, message };
  };
  const rows = [
    ...after.findings.map((finding) => row(old.has(finding.id) ? 'persisting' : 'new')(finding)),
    ...before.findings
      .filter(({ id }) => !now.has(id))
      .map((finding) => row(wasJudged(finding, after) ? 'no-longer-found' : 'not-rechecked')(finding)),
  ];
  const rank = ({ standing }: { readonly standing: Standing }): number => order.indexOf(standing);
  return rows.sort((a, b) => rank(a) - rank(b) || compare(a.unit, b.unit) || compare(a.id, b.id));
}

/** Whether the later run read that unit to its end and came to a verdict there: only then does its silence say anything. */
function wasJudged({ unit, check, subject }: Finding, { units, results }: FindingsDocument): boolean {
  if (units.find(({ id }) => id === unit)?.ending !== 'done') return false;
  const result = results.find((one) => one.unit === unit && one.check === check);
  return result?.counts.crashed === 0 && !result.notChecked.some((one) => one.subject === subject);
}

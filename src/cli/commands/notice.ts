import { resolve } from 'node:path';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { Calendar } from '../../contract/standards.ts';
import { dayInChina, parseDay, type Day } from '../../lib/day.ts';
import { UserError } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';
import { renderNotice } from '../../report/html/notice-page.tsx';
import { openStore, type Store } from '../../store/open-store.ts';
import type { Call } from '../call.ts';
import { planUnit } from '../checks/plan.ts';
import { exhibitsOf } from '../evidence/exhibits.ts';
import type { CommonFlags } from '../flags.ts';
import { admit, refusalTexts, type Refusal } from '../notice/admit.ts';
import { noticesOf } from '../notice/notices.ts';
import { judgeSnapshots } from '../run/judge-snapshots.ts';
import { prepare, type Bench } from '../run/prepare.ts';
import { writeWhole } from '../run/outputs.ts';
import { newestFindings } from '../evidence/take.ts';
import { readFindings } from './report.ts';

export interface NoticeFlags extends CommonFlags {
  readonly findings?: string;
  readonly unit?: string;
  readonly to?: string;
  /** `10wd`, or a day. */
  readonly deadline?: string;
  readonly issuer?: string;
  /** Commander's `--no-pictures`. */
  readonly pictures?: boolean;
  readonly browser?: string;
}

type Unit = FindingsDocument['units'][number];

interface Refused {
  readonly finding: FindingsDocument['findings'][number];
  readonly why: Refusal;
}

/**
 * `duwang notice`: the 整改通知书 of one unit as HTML, with what may be said to it and nothing else; prints its number and
 * where it lies. The number goes into `duwang evidence pack --notice`.
 */
export async function writeNotice(flags: NoticeFlags, { io, lang }: Call): Promise<number> {
  const { pictures: isDrawn = true, ...rest } = flags;
  const all = readFindings(resolve(io.cwd, flags.findings ?? newestFindings(io.cwd)));
  const unit = unitOf(all, flags.unit);
  const asOf = parseDay(all.run.asOf);
  const bench = await prepare({ ...rest, ...(asOf && { asOf }) }, io);
  const store = openStore(bench.store, 'read');
  try {
    const { admitted, refused } = admit(
      all.findings.filter((finding) => finding.unit === unit.id),
      {
        isConfirmedRule: confirmedRules(all, unit, bench, store),
        wasFoundBefore: foundBefore(all, unit, bench, store),
      },
    );
    for (const line of refusalLines(refused, lang)) io.stderr(`${line}\n`);
    if (admitted.length === 0)
      throw new UserError(`“${unit.name}”没有可以列入通知的问题 (nothing that may be sent)`, {
        hint: { zh: '原因见上', en: 'the reasons stand above' }[lang],
      });
    const issuedOn = dayInChina(io.now());
    const deadline = deadlineOf(flags.deadline ?? '10wd', issuedOn, bench.calendar);
    const notices = noticesOf(bench.store);
    const number = notices.next(issuedOn.slice(0, 4));
    const document = { ...all, findings: admitted.slice() };
    const { exhibits, files, complaint } = await exhibitsOf(document, store, {
      pictures: isDrawn ? admitted.length : 0,
      browser: flags.browser,
      lang,
      guarding: all,
    });
    if (complaint !== undefined) io.stderr(`${complaint}\n`);
    const html = renderNotice({
      ...{ number, issuedOn, deadline, unit, document, findings: admitted },
      issuer: flags.issuer,
      rereadOn: bench.calendar.addWorkdays(deadline, 1),
      pictures: new Map(
        [...exhibits].flatMap(([id, { picture }]) => {
          const bytes = files.get(picture?.near ?? picture?.page ?? '');
          return bytes instanceof Uint8Array ? [[id, bytes] as const] : [];
        }),
      ),
    });
    const file = resolve(io.cwd, flags.to ?? `notice-${number}.html`);
    writeWhole(file, Buffer.from(html, 'utf8'));
    notices.keep({
      number,
      unit: unit.id,
      run: all.run.id,
      issuedOn,
      deadline,
      findings: admitted.map(({ id }) => id),
    });
    io.stdout(`${number}\t${file}\n`);
    return 0;
  } finally {
    store.close();
  }
}

function unitOf({ units }: FindingsDocument, wanted: string | undefined): Unit {
  const [first, second] = units;
  if (wanted === undefined && first && !second) return first;
  const found = units.find(({ id }) => id === wanted);
  if (found) return found;
  const near =
    wanted === undefined
      ? undefined
      : nearest(
          wanted,
          units.map(({ id }) => id),
        );
  throw new UserError(
    wanted === undefined
      ? '请用 --unit 指出单位 (name the unit with --unit)'
      : `没有这个单位 (no such unit): ${wanted}`,
    {
      hint:
        near === undefined
          ? units
              .slice(0, 8)
              .map(({ id }) => id)
              .join(' ')
          : `${near}?`,
    },
  );
}

/** What the office has confirmed since the run: its configuration as it is now. */
function confirmedRules(document: FindingsDocument, unit: Unit, bench: Bench, store: Store): (rule: string) => boolean {
  const id = document.inputs.snapshots.find((snapshot) => snapshot.unit === unit.id)?.id;
  if (id === undefined || !store.snapshots(unit.id).some((snapshot) => snapshot.id === id)) return () => false;
  const whole = store.readSnapshot(id).unit;
  const { situation } = planUnit(whole, bench.checks, bench.statements, bench.asOf);
  const book = bench.book.forUnit({ ...whole, type: unit.type }, situation);
  return (rule) => book.rule(rule)?.confidence === 'read';
}

const TWENTY_HOURS = 20 * 3_600_000;
/** Earlier readings that are asked, newest first. */
const EARLIER = 3;

/** Judges earlier snapshots of the unit as of their own day, once somebody asks. */
function foundBefore(
  document: FindingsDocument,
  unit: Unit,
  bench: Bench,
  store: Store,
): (finding: { readonly id: string }) => boolean {
  let ids: ReadonlySet<string> | undefined;
  return ({ id }) => (ids ??= read()).has(id);

  function read(): ReadonlySet<string> {
    const current = document.inputs.snapshots.find((snapshot) => snapshot.unit === unit.id)?.id;
    const until = Date.parse(unit.fetchedTo) - TWENTY_HOURS;
    const earlier = store
      .snapshots(unit.id)
      .filter((snapshot) => snapshot.id !== current && Date.parse(snapshot.endedAt) <= until)
      .slice(0, EARLIER);
    return new Set(
      earlier.flatMap(({ id, endedAt }) => {
        const then = { ...bench, asOf: dayInChina(Date.parse(endedAt)) };
        const type = { type: unit.type };
        const { findings } = judgeSnapshots([store.readSnapshot(id)], then, store, type).document;
        return findings.filter(({ outcome }) => outcome === 'failed').map((finding) => finding.id);
      }),
    );
  }
}

function refusalLines(refused: readonly Refused[], lang: Call['lang']): readonly string[] {
  const reasons = [...new Set(refused.map(({ why }) => why))];
  return reasons.map((why) => {
    const own = refused.filter((one) => one.why === why);
    const head = { zh: `未列入 ${own.length} 条`, en: `${own.length} left out` }[lang];
    const rules = why === 'rule-not-confirmed' ? ` [${rulesIn(own)}]` : '';
    return `${head}：${refusalTexts[why][lang]}${rules}`;
  });
}

function rulesIn(refused: readonly Refused[]): string {
  return [...new Set(refused.flatMap(({ finding }) => finding.basis.map(({ rule }) => rule)))].sort().join(' ');
}

/** A day, or so many working days from now: `10wd`. */
function deadlineOf(text: string, from: Day, calendar: Calendar): Day {
  const count = /^(\d{1,3})wd$/.exec(text)?.[1];
  if (count !== undefined) return calendar.addWorkdays(from, Number(count));
  const day = parseDay(text);
  if (day !== undefined && day > from) return day;
  throw new UserError(`--deadline: “${text}”不是期限 (no deadline)`, { hint: '10wd 或 YYYY-MM-DD，须晚于今天' });
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Verdict } from '../../contract/verdict.ts';
import { unitTypes, type Unit } from '../../contract/unit.ts';
import { compare } from '../../lib/compare.ts';
import { parseDay } from '../../lib/day.ts';
import { UserError } from '../../lib/error.ts';
import { checkYaml, readYaml } from '../../lib/yaml.ts';
import { openStore } from '../../store/open-store.ts';
import { checksFolder } from '../checks/load-checks.ts';
import type { KnownCheck } from '../checks/known-check.ts';
import type { Call } from '../call.ts';
import { collect } from '../run/collect.ts';
import { judgeSnapshots } from '../run/judge-snapshots.ts';
import { prepare } from '../run/prepare.ts';
import { unitsOf } from '../run/units.ts';

const base = 'http://case.example/';

/** Beside the pages of a case: how it is judged, where the usual does not fit. */
const caseFile = z.strictObject({
  type: z.enum(unitTypes).optional(),
  asOf: z
    .string()
    .refine((text) => parseDay(text) !== undefined, 'YYYY-MM-DD')
    .optional(),
  entry: z.string().optional(),
});

/** What has to come of a case, by the beginning of its name. */
const kinds: Readonly<Record<string, (verdicts: readonly Verdict[]) => boolean>> = {
  fails: (verdicts) => verdicts.some(({ kind }) => kind === 'failed' || kind === 'needs-review'),
  passes: (verdicts) => verdicts.some(({ kind }) => kind === 'passed') && verdicts.every(isQuiet),
  'near-miss': (verdicts) => verdicts.some(isAboutSomething) && verdicts.every(isQuiet),
  unknown: (verdicts) => verdicts.some(({ kind }) => kind === 'not-checked') && verdicts.every(isQuiet),
};

function isAboutSomething(verdict: Verdict): boolean {
  return verdict.kind !== 'inapplicable' || verdict.reason !== 'no-subjects';
}

function isQuiet({ kind }: Verdict): boolean {
  return kind === 'passed' || kind === 'inapplicable' || kind === 'not-checked';
}

/**
 * `duwang checks test DIR`: judges the cases of a third party's checks, `fixtures/<id>/<kind>-<what>/`, each a small site
 * of its own. Exit 1 where one comes out otherwise, or a check has no case that fails and none that passes.
 */
export async function testChecks(dir: string, call: Call): Promise<number> {
  const { io } = call;
  const folder = checksFolder(dir, io.cwd);
  const { checks } = await prepare({ checksDir: [dir], quiet: true }, io);
  const own = checks.filter(({ file }) => file !== undefined);
  if (own.length === 0)
    throw new UserError('目录里没有检查项 (no checks in this folder)', {
      where: { file: folder },
      hint: 'duwang checks new ID',
    });
  let wrong = 0;
  for (const known of own) {
    const cases = join(folder, 'fixtures', known.check.id);
    const names = existsSync(cases) ? readdirSync(cases).sort(compare) : [];
    for (const kind of ['fails', 'passes'])
      if (!names.some((name) => name.startsWith(`${kind}-`))) {
        io.stdout(`FAIL ${known.check.id}: no case ${kind}-…\n`);
        wrong += 1;
      }
    for (const name of names) if (!(await testCase(known, dir, join(cases, name), call))) wrong += 1;
  }
  return wrong > 0 ? 1 : 0;
}

async function testCase({ check: { id } }: KnownCheck, dir: string, folder: string, call: Call): Promise<boolean> {
  const name = folder.split(/[\\/]/).at(-1) ?? '';
  const kind = Object.keys(kinds).find((one) => name.startsWith(`${one}-`));
  if (kind === undefined)
    throw new UserError(`案例名应以 ${Object.keys(kinds).join('-、')}- 开头 (unknown kind)`, {
      where: { file: folder },
    });
  const verdicts = (await judgeCase(dir, folder, call)).filter(({ check }) => check === id);
  const isRight = kinds[kind]?.(verdicts) ?? false;
  call.io.stdout(`${isRight ? 'ok  ' : 'FAIL'} ${id}: ${name}\n`);
  if (!isRight) for (const verdict of verdicts) call.io.stdout(`       ${verdict.subject}: ${saidBy(verdict)}\n`);
  return isRight;
}

function saidBy(verdict: Verdict): string {
  if ('observations' in verdict) return `${verdict.kind} ${verdict.observations.map(({ text }) => text.zh).join('；')}`;
  if (verdict.kind === 'crashed') return `crashed ${verdict.error.stack ?? ''}`;
  if (verdict.kind === 'passed') return 'passed';
  return `${verdict.kind} ${typeof verdict.reason === 'string' ? verdict.reason : verdict.reason.zh}`;
}

async function judgeCase(dir: string, folder: string, call: Call): Promise<readonly Verdict[]> {
  const file = join(folder, 'case.yaml');
  const {
    type = 'department',
    asOf = '2026-03-02',
    entry = '',
  } = existsSync(file) ? checkYaml(readYaml(file, readFileSync(file, 'utf8')), caseFile) : {};
  const day = parseDay(asOf);
  if (day === undefined) throw new Error(asOf);
  const bench = await prepare({ checksDir: [dir], asOf: day }, call.io);
  const units: readonly Unit[] = unitsOf([`${base}${entry}`], { type, name: '示例单位' });
  const { createReplayFetcher } = await import('../../fetch/replay.ts');
  const { fetcher } = await createReplayFetcher({ source: folder, base });
  const place = mkdtempSync(join(tmpdir(), 'duwang-case-'));
  const store = openStore(place);
  try {
    const collected = await collect({
      units,
      store,
      config: [],
      flags: { quiet: true },
      replay: fetcher,
      since: bench.since,
      call,
    });
    return judgeSnapshots(collected.snapshots, { ...bench, store: place }, store, {}).verdicts;
  } finally {
    store.close();
    rmSync(place, { recursive: true, force: true });
  }
}

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findBrowser } from '../../src/fetch/browser/find-browser.ts';
import { findingsDocument, type FindingsDocument } from '../../src/contract/findings-document.ts';

const expected = z
  .object({
    sites: z.array(
      z.object({
        folder: z.string(),
        unit: z.object({ id: z.string() }),
        notChecked: z.array(z.string()).default([]),
        findings: z.array(z.object({ check: z.string(), outcome: z.string(), at: z.string(), says: z.string() })),
      }),
    ),
  })
  .parse(parse(readFileSync('fixtures/sites/manifest.yaml', 'utf8')));

const folder = mkdtempSync(join(tmpdir(), 'duwang-pipeline-'));
let document: FindingsDocument;
let exitCode: number | null = -1;

/** The real program, over HTTP on loopback, as a user would run it. */
function duwang(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number | null> {
  return new Promise((done) => {
    spawn(process.execPath, [resolve('bin/duwang.js'), ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    }).on('close', done);
  });
}

const read = (path: string): FindingsDocument =>
  findingsDocument.parse(JSON.parse(readFileSync(join(folder, path, 'findings.json'), 'utf8')));

beforeAll(async () => {
  exitCode = await duwang(['demo', '--out', 'out', '--store', 'store', '--render', 'never', '--quiet']);
  document = read('out');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(expected.sites)('the fixture site $folder', ({ unit, findings, notChecked }) => {
  const own = (): FindingsDocument['findings'] => document.findings.filter((finding) => finding.unit === unit.id);
  const meets = (found: FindingsDocument['findings'][number], wanted: (typeof findings)[number]): boolean =>
    found.check === wanted.check &&
    found.outcome === wanted.outcome &&
    found.url.endsWith(wanted.at) &&
    found.message.zh.includes(wanted.says);

  it.each(findings)('brings $check: $says', (wanted) => {
    expect(own().filter((found) => meets(found, wanted))).toHaveLength(1);
  });

  it('brings nothing else', () => {
    const extra = own().filter((found) => !findings.some((wanted) => meets(found, wanted)));
    expect(extra.map(({ check, outcome, message }) => `${outcome} ${check} ${message.zh}`)).toEqual([]);
  });

  it('says what was not checked', () => {
    const open = document.results.filter((result) => result.unit === unit.id && result.notChecked.length > 0);
    expect(open.map(({ check }) => check)).toEqual(expect.arrayContaining(notChecked));
  });
});

it('ends well, in the same bytes wherever the machine stands', async () => {
  expect(exitCode).toBe(0);
  const first = readFileSync(join(folder, 'out', 'findings.json'), 'utf8');
  for (const TZ of ['UTC', 'Asia/Shanghai', 'America/Los_Angeles']) {
    const code = await duwang(
      ['check', '--store', 'store', '--as-of', '2026-03-02', '--out', `again-${TZ.slice(0, 2)}`],
      { TZ },
    );
    expect(code).toBe(0);
    expect(readFileSync(join(folder, `again-${TZ.slice(0, 2)}`, 'findings.json'), 'utf8')).toBe(first);
  }
});

describe.skipIf(findBrowser(undefined) === undefined)('with a browser (skipped: no Chromium on this machine)', () => {
  it('reads what scripts fill, and finds the same', async () => {
    expect(await duwang(['demo', '--out', 'shown', '--store', 'shown-store', '--quiet'])).toBe(0);
    const shown = read('shown');
    const keys = (of: FindingsDocument): readonly string[] =>
      of.findings.map(({ unit, check, message }) => `${unit} ${check} ${message.zh}`);
    expect(keys(shown)).toEqual(keys(document));
    const hospital = shown.results.filter(({ unit }) => unit === 'yiyuan');
    expect(hospital.filter(({ check }) => check === 'empty-column').flatMap((result) => result.notChecked)).toEqual([]);
    const column = shown.units
      .find(({ id }) => id === 'yiyuan')
      ?.columns.find(({ path }) => path.at(-1) === '科普宣传');
    expect(column).toMatchObject({ content: 'filled', entries: 3, newest: '2026-02-16', seen: 'whole' });
  });
});

it('cites for each finding a page that the store still holds', () => {
  for (const { evidence } of document.findings) {
    expect(evidence.length).toBeGreaterThan(0);
    for (const { capture } of evidence) expect(capture).toMatch(/^sha256:[0-9a-f]{64}$/);
  }
});

it('has fixture sites as their script writes them', async () => {
  const made = join(folder, 'made');
  const { status } = await new Promise<{ status: number | null }>((done) => {
    spawn(process.execPath, [resolve('fixtures/sites/make/make.mjs'), made]).on('close', (status) => {
      done({ status });
    });
  });
  expect(status).toBe(0);
  const { readdirSync, statSync } = await import('node:fs');
  const files = readdirSync(made, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(made, path)).isFile(),
  );
  expect(files.length).toBeGreaterThan(300);
  for (const path of files) {
    const [ours, script] = [readFileSync(join('fixtures/sites', path)), readFileSync(join(made, path))];
    expect(ours.equals(script), path).toBe(true);
  }
});

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStore } from '../../src/store/open-store.ts';
import { page, serve, type SiteServer } from './site-server.ts';

const child = fileURLToPath(new URL('child.ts', import.meta.url));
const count = 120;

/** Pages that do not get smaller when they are packed: a store of some megabytes. */
function pageOf(number: number): string {
  const links = [1, 2, 3].map((step) => number * 3 + step).filter((next) => next < count);
  let state = number + 1;
  const noise = Array.from({ length: 6000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(0x4e00 + ((state >>> 8) % 8000));
  });
  return page(
    `第 ${number} 页`,
    links.map((to) => `/p${to}.html`),
    noise.join(''),
  );
}

const canInject = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'inject=fsync:error=EIO', 'true']).status === 0;

/** A crawl in a process of its own, under a limit of the shell, and where it is named under a program that injects faults. */
function start(limit: string, args: readonly string[], under = '') {
  const command = [
    '-c',
    `${limit} exec ${under} "$@"`,
    'sh',
    process.execPath,
    '--import',
    'jiti/register',
    child,
    ...args,
  ];
  const running = spawn('sh', command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  running.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const exit = new Promise<{ readonly code: number | null; readonly err: string }>((resolve) => {
    running.on('close', (code) => {
      resolve({ code, err });
    });
  });
  return { kill: (signal: NodeJS.Signals) => running.kill(signal), exit };
}

function bodies(dir: string): readonly string[] {
  const store = openStore(dir, 'read');
  const [last] = store.snapshots();
  const rows = last ? store.readCaptures(last) : [];
  const all = rows.map(
    ({ capture }) => `${capture.asked} ${capture.outcome === 'fetched' ? capture.body : capture.reason}`,
  );
  store.close();
  return all;
}

describe('a machine that does not play along', () => {
  let server: SiteServer;
  let whole: readonly string[] = [];
  const dir = mkdtempSync(join(tmpdir(), 'duwang-machine-'));

  beforeAll(async () => {
    server = await serve({}, (request, response) => {
      const number = request.url === '/' ? 0 : Number(/^\/p(\d+)\.html$/.exec(request.url ?? '')?.[1] ?? Number.NaN);
      if (number < count) response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(number));
      else response.writeHead(404).end();
    });
    const reference = join(dir, 'whole');
    expect(await start('', [reference, server.url]).exit).toEqual({ code: 0, err: '' });
    whole = bodies(reference);
    expect(whole).toHaveLength(count);
  });

  afterAll(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('says that it cannot write where a file may grow no further, and goes on later without a loss', async () => {
    const store = join(dir, 'limited');
    const { code, err } = await start('ulimit -f 1500;', [store, server.url]).exit;
    expect(code).toBe(5);
    expect(err).toMatch(/磁盘已满|无法读写/);
    expect(await start('', [store, server.url, 'resume']).exit).toEqual({ code: 0, err: '' });
    expect(bodies(store)).toEqual(whole);
  });

  it('says that the disk is full, and goes on when there is room again', async ({ skip }) => {
    const disk = mkdtempSync(join(tmpdir(), 'duwang-disk-'));
    const mount = (...more: string[]): boolean =>
      spawnSync('sh', ['-c', `mount -t tmpfs -o ${more.join(',')} tmpfs ${disk}`], { stdio: 'ignore' }).status === 0;
    if (!mount('size=900k')) {
      rmSync(disk, { recursive: true });
      skip('no right to mount a small disk here');
    }
    try {
      const store = join(disk, 'store');
      const { code, err } = await start('', [store, server.url]).exit;
      expect(code).toBe(5);
      expect(err).toContain('磁盘已满');
      expect(mount('remount', 'size=50m')).toBe(true);
      expect(await start('', [store, server.url, 'resume']).exit).toEqual({ code: 0, err: '' });
      expect(bodies(store)).toEqual(whole);
    } finally {
      spawnSync('sh', ['-c', `umount -l ${disk}`]); // a closed database lets go of its file a little later
      rmSync(disk, { recursive: true, force: true });
    }
  });

  if (!canInject)
    process.stdout.write('no strace here that may inject faults: EIO and ENOSPC of single calls are not tried\n');
  it.skipIf(!canInject).each([
    ['a disk that fails', 'pwrite64:error=EIO:when=60+', /无法读写/],
    ['a disk that is full all at once', 'pwrite64:error=ENOSPC:when=60+', /磁盘已满/],
    ['a disk that cannot promise', 'fsync:error=EIO:when=3+', /无法读写/],
  ])('says so of %s, and goes on later without a loss', async (_what, fault, message) => {
    const store = join(dir, fault.replace(/\W/g, '-'));
    const traced = `strace -f -qq -o /dev/null -e trace=${fault.replace(/:.*/, '')} -e inject=${fault}`;
    const { code, err } = await start('', [store, server.url], traced).exit;
    expect(code).toBe(5);
    expect(err).toMatch(message);
    expect(await start('', [store, server.url, 'resume']).exit).toEqual({ code: 0, err: '' });
    expect(bodies(store)).toEqual(whole);
  });

  it('goes on where it was stopped and continued', async () => {
    const store = join(dir, 'stopped');
    const before = server.log.length;
    const running = start('', [store, server.url]);
    while (server.log.length < before + 20) await new Promise((resolve) => setTimeout(resolve, 5));
    running.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    running.kill('SIGCONT');
    expect(await running.exit).toEqual({ code: 0, err: '' });
    expect(bodies(store)).toEqual(whole);
  });
});

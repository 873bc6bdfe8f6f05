import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findingsDocument, gateDocument } from '../../src/contract/findings-document.ts';
import { smallSite, temporaryFolder } from '../support/cli.ts';

// The real program in a process of its own, as `npm test` builds it.
const program = resolve('bin/duwang.js');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(cwd: string, args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (part: Buffer) => (said.stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.stderr += part.toString()));
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code) => {
      done({ code, ...said });
    });
  });
  return { child, ended };
}

const run = (cwd: string, ...args: readonly string[]): Promise<Ended> => start(cwd, args).ended;
const replay = ['audit', '--replay', 'site', '--base', 'http://jyj.example.gov.cn/', '--out', 'out'];

describe('exit codes', () => {
  it.each<[number, readonly string[]]>([
    [0, ['--version']],
    [0, replay],
    [1, [...replay, '--fail-on', 'info>0']],
    [2, [...replay, '--fail-on', 'everything']],
    [3, [...replay, '--min-coverage', '100']],
    [4, [...replay, '--max-pages', '1']],
    [5, [...replay, '--store', 'damaged']],
  ])('%i: %j', async (code, args) => {
    const folder = temporaryFolder({ ...smallSite, 'damaged/index.db': 'this is no database'.repeat(100) });
    const ended = await run(folder, ...args);
    expect(ended).toMatchObject({ code });
    expect(ended.stderr).not.toContain('    at '); // no stack for what is no bug of ours
  });
});

it('ends without a word where its reader has had enough', async () => {
  const line = `${JSON.stringify({ file: 'a', path: 'site/index.html', url: 'http://jyj.example.gov.cn/' })}\n`;
  const folder = temporaryFolder({ ...smallSite, 'list.jsonl': line.repeat(300) });
  const { child, ended } = start(folder, ['inspect', '--batch', 'list.jsonl']);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { code, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}

const links = (hrefs: readonly string[], words = ''): string =>
  `<!doctype html><meta charset="utf-8"><title>示例县教育局</title><ul>${hrefs.map((href) => `<li><a href="${href}">${href}栏目</a></li>`).join('')}</ul><p>${words}</p>`;
const seen = (folder: string) =>
  findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8')));

/** A site of a hundred pages that answers slowly; `asked` counts. */
async function slowSite(): Promise<{ readonly url: string; readonly asked: Map<string, number> }> {
  const asked = new Map<string, number>();
  const pages = Array.from({ length: 100 }, (_, index) => `/p${index}/`);
  const url = await serve((request, response) => {
    const path = request.url ?? '/';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    if (path !== '/' && !pages.includes(path)) {
      response.writeHead(404).end();
      return;
    }
    setTimeout(() => {
      const words = `第${path}号栏目的说明：${path.repeat(20)}`;
      response.writeHead(200, { 'content-type': 'text/html' }).end(links(path === '/' ? pages : ['/'], words));
    }, 50);
  });
  return { url, asked };
}

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((done) => setTimeout(done, 20));
};

it('Ctrl-C once: finishes what is in flight, and the report says that it is partial', async () => {
  const { url, asked } = await slowSite();
  const folder = temporaryFolder();
  const { child, ended } = start(folder, ['audit', url, '--type', 'department', '--out', 'out']);
  await until(() => asked.size > 5);
  child.kill('SIGINT');
  expect((await ended).code).toBe(4);
  expect(seen(folder).units).toMatchObject([{ ending: 'interrupted' }]);
  expect(gateDocument.parse(JSON.parse(readFileSync(join(folder, 'out/gate.json'), 'utf8')))).toMatchObject({
    exitCode: 4,
    passed: false,
  });
  expect(seen(folder).findings.filter(({ evidence }) => evidence.some(({ role }) => role === 'searched'))).toEqual([]);
});

it('Ctrl-C twice: stops at once; --resume goes on from what was stored', async () => {
  const { url, asked } = await slowSite();
  const folder = temporaryFolder();
  const args = ['audit', url, '--type', 'department', '--out', 'out'];
  const { child, ended } = start(folder, args);
  await until(() => asked.size > 20);
  child.kill('SIGINT');
  await new Promise((done) => setTimeout(done, 5));
  child.kill('SIGINT');
  expect((await ended).code).toBe(4);
  const resumed = await run(folder, ...args, '--resume');
  expect(resumed.code).not.toBe(4);
  expect(seen(folder).units).toMatchObject([
    { ending: 'done', coverage: { urls: { fetched: expect.any(Number) as number } } },
  ]);
  expect(seen(folder).units[0]?.coverage.urls.fetched).toBeGreaterThanOrEqual(101);
});

it('asks no private address that nobody typed, and says so', async () => {
  let asked = 0;
  const inside = await serve((_, response) => {
    asked += 1;
    response.end('secret');
  });
  const url = await serve((request, response) => {
    if (request.url === '/away.html') response.writeHead(302, { location: inside }).end();
    else
      response
        .writeHead(request.url === '/robots.txt' ? 404 : 200, { 'content-type': 'text/html' })
        .end(links(['/away.html', '/a.html']));
  });
  const folder = temporaryFolder();
  await run(folder, 'audit', url, '--type', 'department', '--out', 'out');
  expect(asked).toBe(0);
  expect(seen(folder).units[0]?.coverage.urls.skipped).toMatchObject({ 'private-address': 1 });
});

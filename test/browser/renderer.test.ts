import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/fetch/browser/find-browser.ts';
import { createRenderer, type Renderer, type RenderAnswer } from '../../src/fetch/browser/renderer.ts';
import { createGuard } from '../../src/fetch/guard.ts';

const executablePath = findBrowser(undefined);

const pages: Readonly<Record<string, string>> = {
  '/list': `<ul id="l"></ul><script>fetch('/rows.json').then(r=>r.json()).then(rows=>{l.innerHTML=rows.map(r=>'<li>'+r+'</li>').join('')})</script>`,
  '/late': `<ul id="l"></ul><script>setTimeout(()=>{l.innerHTML='<li>迟来的一条</li>'},400)</script>`,
  '/loop': `<p>before</p><script>for(;;){}</script>`,
  '/huge': `<script>document.body.dataset.x='x'.repeat(20e6)</script>`,
  '/dialog': `<script>alert('a');confirm('b');prompt('c');document.write('<p>after</p>')</script>`,
  '/popup': `<script>open('/other');open('/other');document.write('<p>after</p>')</script>`,
  '/download': `<iframe src="/file.bin"></iframe><p>text</p>`,
  '/reach': `<script>fetch('http://127.0.0.1:PORT2/secret').then(r=>r.text()).then(t=>document.write(t)).catch(()=>document.write('<p>refused</p>'))</script>`,
  '/storage': `<script>const seen=localStorage.getItem('seen')||document.cookie;localStorage.setItem('seen','1');document.cookie='seen=1';document.write('<p>'+(seen||'first')+'</p>')</script>`,
  '/media': `<img src="/a.png"><link rel="stylesheet" href="/s.css"><video src="/v.mp4" autoplay></video><p>text</p>`,
  '/worker': `<script>navigator.serviceWorker?.register('/sw.js').then(()=>document.write('<p>registered</p>'),()=>document.write('<p>no worker</p>'))</script>`,
};

let server: Server;
let other: Server;
let origin = '';
let secretOrigin = '';
let renderer: Renderer;
let asked: string[] = [];
let stolen = 0;

const listen = (one: Server): Promise<string> =>
  new Promise((resolve) =>
    one.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(one.address() as AddressInfo).port}`);
    }),
  );

beforeAll(async () => {
  if (executablePath === undefined) return;
  other = createServer((_request, response) => {
    stolen += 1;
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('<p>secret</p>');
  });
  secretOrigin = await listen(other);
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    if (path === '/rows.json') response.end('["一","二"]');
    else if (path === '/file.bin')
      response.writeHead(200, { 'content-disposition': 'attachment', 'content-type': 'application/x' }).end('x');
    else if (path === '/gone') response.writeHead(404).end('<p>404</p>');
    else if (path === '/hang') response.writeHead(200, { 'content-type': 'text/html' }).write('<p>…');
    else
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<!doctype html><body>${(pages[path] ?? '<p>plain</p>').replace('PORT2', new URL(secretOrigin).port)}`);
  });
  origin = await listen(server);
  renderer = createRenderer({
    executablePath,
    guard: createGuard({ allowOrigins: [origin] }),
    userAgent: 'duwang-test',
    admit: () => Promise.resolve(true),
    concurrency: 2,
    retireAfter: 3,
    deadlineMs: 6_000,
  });
});

afterAll(async () => {
  if (executablePath === undefined) return;
  await renderer.close();
  for (const one of [server, other]) {
    one.closeAllConnections();
    await new Promise((resolve) => one.close(resolve));
  }
});

const render = (path: string, quietMs?: number): Promise<RenderAnswer> =>
  renderer.render({
    url: `${origin}${path}`,
    signal: new AbortController().signal,
    ...(quietMs !== undefined && { quietMs }),
  });

async function htmlOf(path: string, quietMs?: number): Promise<string> {
  const answer = await render(path, quietMs);
  return answer.outcome === 'rendered' ? answer.html : `${answer.reason}: ${answer.detail}`;
}

describe.skipIf(executablePath === undefined)('the browser (skipped: no Chromium on this machine)', () => {
  it('waits for what a script fetches', async () => {
    expect(await htmlOf('/list')).toContain('<li>一</li><li>二</li>');
  });

  it('waits longer when asked to', async () => {
    expect(await htmlOf('/late', 900)).toContain('迟来的一条');
  });

  it('reaches no address that the guard refuses, and leaves no trace there', async () => {
    expect(await htmlOf('/reach', 300)).toContain('refused');
    expect(stolen).toBe(0);
  });

  it.each(['/dialog', '/popup'])('%s: goes on behind dialogs and without new windows', async (path) => {
    expect(await htmlOf(path)).toContain('after');
  });

  it('downloads nothing and registers no worker', async () => {
    expect(await htmlOf('/download')).toContain('text');
    asked = [];
    await htmlOf('/worker', 300);
    expect(asked).not.toContain('/sw.js'); // the page is told that it registered, and nothing is fetched
  });

  it('is a stranger on every page', async () => {
    expect(await htmlOf('/storage')).toContain('first');
    expect(await htmlOf('/storage')).toContain('first');
  });

  it('asks for no pictures and no films', async () => {
    asked = [];
    await htmlOf('/media');
    expect(asked).toEqual(expect.arrayContaining(['/media', '/s.css']));
    expect(asked).not.toEqual(expect.arrayContaining([expect.stringMatching(/\.(png|mp4)$/)]));
  });

  it('says what failed', async () => {
    expect(await render('/gone')).toMatchObject({ outcome: 'failed', reason: 'http-status' });
    expect(await render('/huge')).toMatchObject({ outcome: 'failed', reason: 'too-large' });
  });

  it('loses one page to a loop or to a server that hangs, and goes on', async () => {
    const [loop, hang, list] = await Promise.all([render('/loop'), render('/hang'), render('/list')]);
    expect([loop.outcome, hang.outcome]).toEqual(['failed', 'failed']);
    expect(list.outcome).toBe('rendered');
    expect(await htmlOf('/list')).toContain('<li>一</li>');
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    const answer = renderer.render({ url: `${origin}/hang`, signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 300);
    expect(await answer).toMatchObject({ outcome: 'failed' });
  });
});

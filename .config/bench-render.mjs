// How fast script-filled pages are rendered, beside a plain playwright loop that intercepts pictures as most people write it.
//   node .config/bench-render.mjs [--pages 60] [--concurrency 2]
// Pages of 40 rows that a script fetches, with a style sheet, a library and six pictures, served on loopback.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const option = (name, fallback) => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? fallback : args[at + 1];
};
const pages = Number(option('pages', '60'));
const concurrency = Number(option('concurrency', '2'));
const dist = option('dist', join(root, 'dist'));
if (!existsSync(join(dist, 'src/fetch/browser/renderer.js')))
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
const built = (path) => import(join(dist, 'src', path));
const { findBrowser } = await built('fetch/browser/find-browser.js');
const executablePath = findBrowser(undefined);
if (executablePath === undefined) process.stderr.write('bench: no Chromium on this machine; rendering not measured\n');
else await run();

async function run() {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const urls = Array.from({ length: pages }, (_, index) => `${origin}/list-${index}.html`);
  await measure('renderer', () => byRenderer(urls, origin));
  await measure('plain playwright', () => byPlaywright(urls));
  server.closeAllConnections();
  server.close();
}

function answer({ url }, response) {
  const say = (type, body) => response.writeHead(200, { 'content-type': type }).end(body);
  if (url.endsWith('.css')) say('text/css', 'li{color:#333}');
  else if (url.endsWith('.js')) say('text/javascript', `${'// a library\n'.repeat(2000)}var ready=1`);
  else if (url.endsWith('.json'))
    say(
      'application/json',
      JSON.stringify(
        Array.from({ length: 40 }, (_, index) => [`/${index}.html`, `关于第${index}号事项的通知`, '2026-02-02']),
      ),
    );
  else if (url.endsWith('.png')) say('image/png', Buffer.alloc(20_000));
  else
    say(
      'text/html; charset=utf-8',
      `<!doctype html><title>通知公告</title><link rel="stylesheet" href="/a.css"><script src="/lib.js"></script><ul id="l"></ul>${'<img src="/a.png">'.repeat(6)}
<script>fetch('/rows.json').then(r=>r.json()).then(rows=>{l.innerHTML=rows.map(([h,t,d])=>'<li><a href="'+h+'">'+t+'</a><span>'+d+'</span></li>').join('')})</script>`,
    );
}

async function measure(name, work) {
  const started = performance.now();
  const rows = await work();
  const seconds = (performance.now() - started) / 1000;
  if (rows !== pages * 40) throw new Error(`${name}: ${rows} rows, ${pages * 40} were there`);
  process.stdout.write(
    `${JSON.stringify({ stage: `render: ${name}`, pages, concurrency, seconds: Number(seconds.toFixed(2)), perSecond: Number((pages / seconds).toFixed(1)) })}\n`,
  );
}

function rowsIn(html) {
  return html.split('<li><a href="/').length - 1;
}

async function byRenderer(urls, origin) {
  const { createRenderer } = await built('fetch/browser/renderer.js');
  const { createGuard } = await built('fetch/guard.js');
  const renderer = createRenderer({
    executablePath,
    guard: createGuard({ allowOrigins: [origin] }),
    userAgent: 'duwang-bench',
    concurrency,
  });
  const { signal } = new AbortController();
  const admits = args.includes('--polite') ? { admits: () => Promise.resolve(true) } : {};
  const answers = await Promise.all(urls.map((url) => renderer.render({ url, signal, ...admits })));
  await renderer.close();
  return answers.reduce((sum, one) => sum + (one.outcome === 'rendered' ? rowsIn(one.html) : 0), 0);
}

async function byPlaywright(urls) {
  const { chromium } = await import('playwright');
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  let next = 0;
  let rows = 0;
  const worker = async () => {
    for (let url = urls[next++]; url !== undefined; url = urls[next++]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.route('**/*', (route) =>
        route.request().resourceType() === 'image' ? route.abort() : route.continue(),
      );
      await page.goto(url);
      await page.waitForSelector('li');
      const html = await page.content(); // not within the sum: the other worker adds while this one waits
      rows += rowsIn(html);
      await context.close();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await browser.close();
  return rows;
}

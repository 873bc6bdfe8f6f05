// How fast the crawl is, on a generated site served on loopback. Not a test: figures, one JSON line a stage.
//   node .config/bench-crawl.mjs [--pages 20000] [--stages raw,links,archive,crawl,again,same] [--concurrency 32] [--threads N] [--batch N]
// Each stage runs in a process of its own, so that start-up counts and memory is its own. Needs the kit of ../shared/bench
// (its site generator) and a built dist/; serves by nginx where it is installed, else by a small Node server.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const option = (name, fallback) => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? fallback : args[at + 1];
};
const kit = join(root, '../shared/bench');
const pages = Number(option('pages', '20000'));
const work = option('dir', join(tmpdir(), `duwang-bench-${process.getuid?.() ?? 0}`));
const dist = option('dist', join(root, 'dist'));
const stage = option('stage');

if (stage) await runStage(stage, option('url'), option('store'));
else await runAll();

async function runAll() {
  if (!existsSync(join(kit, 'gen.mjs'))) {
    process.stderr.write('bench: ../shared/bench is not there, so there is no site to crawl; nothing measured\n');
    return;
  }
  if (!existsSync(join(dist, 'src/crawl/crawl.js')))
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
  const site = join(work, `site-${pages}`);
  if (!existsSync(join(site, 'manifest.json'))) {
    mkdirSync(work, { recursive: true });
    execFileSync(process.execPath, [join(kit, 'gen.mjs'), '--out', site, '--pages', String(pages), '--gz'], {
      stdio: 'ignore',
    });
  }
  const server = await serve(site);
  try {
    const stages = option('stages', 'raw,links,archive,crawl,again,same').split(',');
    for (const name of stages) {
      const store = join(work, `store-${name === 'same' ? 'plain' : pages}`);
      if (name !== 'again') rmSync(store, { recursive: true, force: true });
      const url = name === 'same' ? server.plain : server.url;
      const pass = args.filter(
        (arg, at) => !['--stages', '--dir'].includes(arg) && !['--stages', '--dir'].includes(args[at - 1]),
      );
      const run = (asked, stdio) =>
        spawnSync(
          process.execPath,
          [...process.execArgv, self, ...pass, '--stage', asked, '--url', url, '--store', store, '--site', site],
          { stdio },
        );
      if (name === 'same') run('crawl', 'ignore'); // the first night, so that the second finds every body unchanged
      run(name, 'inherit');
    }
  } finally {
    server.stop();
  }
}

/** nginx with one worker, gzip files as they lie; `plain` is the same site without validators (no ETag, no Last-Modified). */
async function serve(site) {
  const www = join(site, 'www');
  const port = Number(option('port', '9471')); // the same every time: the next night asks the same URLs
  if (spawnSync('nginx', ['-v']).status !== 0) return serveByNode(www);
  const run = join(work, 'nginx');
  mkdirSync(run, { recursive: true });
  const conf = join(run, 'nginx.conf');
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${run}/${name};`)
    .join(' ');
  const host = (at, more) =>
    `server { listen 127.0.0.1:${at} backlog=4096; root ${www}; index index.html; gzip_static on; gzip_vary on; ${more}
     location /r/ { rewrite ^/r(/.*)$ $1 redirect; } }`;
  writeFileSync(
    conf,
    `worker_processes 1; worker_rlimit_nofile 65535; pid ${run}/pid; error_log ${run}/error.log crit; daemon off;
     ${process.getuid?.() === 0 ? 'user root;' : ''} events { worker_connections 8192; }
     http { include /etc/nginx/mime.types; sendfile on; tcp_nodelay on; keepalive_requests 100000000; access_log off; ${temp}
     ${host(port, 'etag on;')} ${host(port + 500, 'etag off; if_modified_since off; add_header Last-Modified "";')} }`,
  );
  const nginx = spawn('nginx', ['-c', conf], { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  return {
    url: `http://127.0.0.1:${port}/`,
    plain: `http://127.0.0.1:${port + 500}/`,
    stop: () => nginx.kill('SIGTERM'),
  };
}

function serveByNode(www) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).replace(/^\/r\//, '/');
    const file = join(www, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file) || !file.startsWith(www) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    const etag = `"${statSync(file).size}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { 'content-type': 'text/html', etag }).end(readFileSync(file));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}/`;
      resolve({ url, plain: url, stop: () => server.close() });
    });
  });
}

async function runStage(name, url, dir) {
  const built = (path) => import(join(dist, 'src', path));
  const { createHttpFetcher } = await built('fetch/http.js');
  const options = { userAgent: 'duwang-bench (+http://127.0.0.1/)', allowOrigins: [new URL(url).origin] };
  const started = performance.now();
  const done = (count, more = {}) => {
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage();
    process.stdout.write(
      `${JSON.stringify({
        stage: name,
        pages: count,
        seconds: Number(seconds.toFixed(2)),
        perSecond: Math.round(count / seconds),
        cpuMsPerPage: Number(((user + system) / 1000 / count).toFixed(3)),
        rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
        load: Number(loadavg()[0].toFixed(1)),
        ...more,
      })}\n`,
    );
  };
  if (name === 'raw' || name === 'links') {
    const { scanPage } = name === 'links' ? await built('extract/scan.js') : {};
    await fetchList(url, createHttpFetcher(options), scanPage, done);
    return;
  }
  const { openStore } = await built('store/open-store.js');
  const { crawl } = await built('crawl/crawl.js');
  const modules = { archive: join(root, '.config/bench-reader.mjs') };
  const module = modules[name] ?? join(dist, 'src/crawl/readers.js');
  const { readers } = await import(module);
  const ground = { from: 'command-line', sure: true, why: { zh: '', en: '' } };
  const unit = {
    id: 'bench',
    name: 'bench',
    type: 'county',
    entry: [url],
    scope: { kind: 'host' },
    grounds: { name: ground, type: ground, region: ground },
  };
  const store = openStore(dir);
  const threads = option('threads');
  const batch = option('batch');
  let fetched = 0;
  const [result] = await crawl({
    units: [unit],
    store,
    fetcher: createHttpFetcher(options),
    readers,
    version: 'bench',
    limits: {
      delayMs: 0,
      concurrency: Number(option('concurrency', '32')),
      ...(threads === undefined ? {} : { threads: Number(threads) }),
      ...(batch === undefined ? {} : { batch: Number(batch) }),
    },
    threads: { source: { kind: 'http', options }, readers: module },
    onProgress: (progress) => {
      fetched = progress.done;
      if (args.includes('--watch')) process.stderr.write(`${JSON.stringify(progress)}\n`);
    },
  });
  done(fetched, { ending: result.ending });
  store.close();
}

/** Every URL of the site from a list: nothing but fetching, or with links, title, labels and days of each page scanned. */
async function fetchList(url, fetcher, scanPage, done) {
  const paths = readFileSync(join(option('site'), 'urls.txt'), 'utf8')
    .trim()
    .split('\n');
  let next = 0;
  let links = 0;
  const signal = new AbortController().signal;
  const worker = async () => {
    while (next < paths.length) {
      const target = new URL(paths[next++], url).href;
      const answer = await fetcher.fetch({ url: target, signal, refuses: () => undefined });
      if (answer.outcome !== 'fetched') continue;
      const contentType = answer.headers.find(([key]) => key === 'content-type')?.[1] ?? '';
      if (scanPage) links += scanPage({ bytes: answer.body, url: answer.url, contentType, mode: 'http' }).links.length;
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  done(paths.length, scanPage ? { links } : {});
  await fetcher.close();
}

// Sets up a fresh checkout with nothing but Node and npm: dependencies, build, a browser if one can be had. What is
// there already is left alone, so that a second run does no work.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isBuilt } from './source-hash.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const minute = 60_000;

/** Everything that a run needs; ends the process with one clear line where something cannot be had without which nothing runs. */
export async function setUp() {
  refuseOldNode();
  if (!hasDependencies()) run('安装依赖 (installing dependencies)', 'npm', ['ci', '--no-audit', '--no-fund']);
  if (!isBuilt(root)) run('构建 (building)', process.execPath, ['.config/build.mjs']);
  await haveBrowser();
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  end(`需要 Node 20.19 以上 (needs Node ≥ 20.19), 现在是 (this is) ${process.versions.node}`);
}

/** Whether every package of the lockfile lies in node_modules in its version; what this platform does not need may be absent. */
export function hasDependencies(folder = root) {
  const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  const wanted = packagesIn(join(folder, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) =>
      path === '' || installed[path]?.version === version || (installed[path] === undefined && (optional || peer)),
  );
}

function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/** Runs a step that has to succeed. */
function run(what, command, args) {
  say(what);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) end(`${what}: 失败 (failed), ${command} ${args.join(' ')}`);
}

/** Tries a step; what it says is only for those who ask with DUWANG_SETUP_LOG. */
function attempt(command, args, timeout) {
  const stdio = process.env.DUWANG_SETUP_LOG ? ['ignore', 2, 2] : 'ignore';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { cwd: root, stdio, timeout, env }).status === 0;
}

/** An installed browser, else playwright's own, else Debian's where apt may be asked; else one line that says what is lost. */
async function haveBrowser() {
  const tried = join(root, 'node_modules', '.duwang', 'no-browser');
  const { findBrowser } = await import(pathToFileURL(join(root, 'dist/src/fetch/browser/find-browser.js')).href);
  if (findBrowser(undefined) !== undefined) return;
  if (!existsSync(tried)) {
    say('寻找浏览器 (looking for a browser)');
    const playwright = join(root, 'node_modules/playwright/cli.js');
    if (
      attempt(process.execPath, [playwright, 'install', 'chromium'], 5 * minute) &&
      findBrowser(undefined) !== undefined
    )
      return;
    if (await mayUseApt()) installFromDebian();
    if (findBrowser(undefined) !== undefined) return;
    mkdirSync(join(root, 'node_modules', '.duwang'), { recursive: true });
    writeFileSync(tried, 'delete this file to look again\n');
  }
  say(
    '没有浏览器：脚本填充的页面不判，没有截图；安装 chromium 后再运行即可 ' +
      '(no browser: pages filled by script are not judged, no screenshots; install chromium, or npx playwright install chromium)',
  );
}

/** Root in a container or CI need not be asked; a person at a terminal is. */
async function mayUseApt() {
  if (process.env.DUWANG_APT === '0' || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(
    '用 apt 安装 chromium 和中文字体？(install chromium and a Chinese font with apt?) [y/N] ',
  );
  prompt.close();
  return /^y/i.test(answer.trim());
}

function installFromDebian() {
  attempt('apt-get', ['update'], 5 * minute);
  const install = (name) => attempt('apt-get', ['install', '-y', '--no-install-recommends', name], 10 * minute);
  if (install('chromium-headless-shell') || install('chromium')) install('fonts-noto-cjk');
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function end(text) {
  say(text);
  process.exit(1);
}

/** Runs a program of ours in the foreground and ends with its exit code. Ctrl-C reaches it from the terminal by itself. */
export function handOver(args, env = {}) {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

import { lookup } from 'node:dns/promises';
import { statfsSync, accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { spawnSync } from 'node:child_process';
import { proxyFromEnvironment } from '../../fetch/proxy.ts';
import { makeCalendar } from '../../audit/calendar.ts';
import type { Calendar } from '../../contract/standards.ts';
import { dayInChina } from '../../lib/day.ts';
import { toError } from '../../lib/error.ts';
import { readConfig, setting } from '../config/read-config.ts';
import type { CommonFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { storeDir } from '../run/prepare.ts';

interface Finding {
  readonly what: { readonly zh: string; readonly en: string };
  /** `warn`: the job runs, and something is lost. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
}

/** `duwang doctor`: what of the machine the job needs. Exit 5 where it cannot run. */
export async function doctor(flags: CommonFlags, { io, lang }: Call): Promise<number> {
  const config = readConfig(flags.config, io.cwd);
  const findings = [
    nodeVersion(),
    await browser(),
    fonts(),
    disk(storeDir(flags, config, io)),
    clock(io.now()),
    holidays(io.now(), makeCalendar(setting(config, 'calendar'))),
    await dns(),
    proxy(io.env),
  ];
  const marks = { ok: '✓', warn: '!', fail: '✗' };
  for (const { what, state, detail } of findings) io.stdout(`${marks[state]} ${what[lang]}: ${detail}\n`);
  return findings.some(({ state }) => state === 'fail') ? 5 : 0;
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isFit = major > 20 || (major === 20 && minor >= 19);
  return {
    what: { zh: 'Node', en: 'Node' },
    state: isFit ? 'ok' : 'fail',
    detail: `${process.versions.node} (≥ 20.19)`,
  };
}

async function browser(): Promise<Finding> {
  const { findBrowser } = await import('../../fetch/browser/find-browser.ts');
  const path = findBrowser(undefined);
  const what = { zh: '浏览器', en: 'browser' };
  if (path !== undefined) return { what, state: 'ok', detail: path };
  return {
    what,
    state: 'warn',
    detail:
      '无：脚本填充的页面不判，没有截图 (none: pages filled by script are not judged) → npx playwright install chromium',
  };
}

function fonts(): Finding {
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  const what = { zh: '中文字体', en: 'Chinese fonts' };
  const first = typeof stdout === 'string' ? stdout.split('\n').find((line) => line.trim() !== '') : undefined;
  if (first !== undefined) return { what, state: 'ok', detail: first };
  return {
    what,
    state: 'warn',
    detail: '无：截图里没有汉字 (none: screenshots show no Chinese) → apt-get install fonts-noto-cjk',
  };
}

function disk(store: string): Finding {
  const what = { zh: '磁盘', en: 'disk' };
  let folder = store;
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const free = (bavail * bsize) / 1e9;
    return { what, state: free < 0.2 ? 'fail' : free < 2 ? 'warn' : 'ok', detail: `${free.toFixed(1)} GB · ${store}` };
  } catch (thrown) {
    return { what, state: 'fail', detail: toError(thrown).message };
  }
}

function clock(now: number): Finding {
  const iso = new Date(now).toISOString();
  // Nothing that is published can be younger than this program.
  const isSane = iso > '2026-01-01' && iso < '2100-01-01';
  return { what: { zh: '时钟', en: 'clock' }, state: isSane ? 'ok' : 'fail', detail: iso };
}

/** The State Council's notice on a year comes out in the autumn before: from then on that year is asked for too. */
function holidays(now: number, calendar: Calendar): Finding {
  const today = dayInChina(now);
  const year = Number(today.slice(0, 4));
  const missing = [year, ...(today.slice(5) >= '11-15' ? [year + 1] : [])].filter((one) => !calendar.knows(one));
  return {
    what: { zh: '节假日', en: 'holidays' },
    state: missing.length === 0 ? 'ok' : 'warn',
    detail:
      missing.length === 0
        ? String(year)
        : `缺 ${missing.join('、')}：把国务院办公厅的节假日安排写入 duwang.yaml 的 calendar (missing: add them to calendar in duwang.yaml)`,
  };
}

async function dns(): Promise<Finding> {
  const what = { zh: '域名解析', en: 'DNS' };
  try {
    const { address } = await lookup('www.gov.cn');
    return { what, state: 'ok', detail: `www.gov.cn → ${address}` };
  } catch (thrown) {
    return { what, state: 'warn', detail: toError(thrown).message };
  }
}

function proxy(env: Call['io']['env']): Finding {
  const found = proxyFromEnvironment(env);
  // A proxy may be named with its password.
  const shown = [found?.http, found?.https]
    .map((url) => url?.replace(/\/\/[^@/]*@/, '//***@'))
    .filter((url) => url !== undefined);
  return {
    what: { zh: '代理', en: 'proxy' },
    state: 'ok',
    detail: shown.length === 0 ? '–' : [...new Set(shown)].join(' '),
  };
}

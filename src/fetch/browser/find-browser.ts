import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { UserError } from '../../lib/error.ts';

const names = [
  'chromium',
  'chromium-browser',
  'chromium-headless-shell',
  'chrome-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const places = [
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium/chromium-headless-shell',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The Chromium to use: the one that was named, one that is installed, or the one that playwright downloaded; undefined
 * where there is none. Throws a `UserError` when the one that was named cannot be run.
 */
export function findBrowser(named: string | undefined, path = process.env['PATH'] ?? ''): string | undefined {
  if (named !== undefined) {
    if (runs(named)) return named;
    throw new UserError(`找不到可执行的浏览器：${named}`, { hint: '--browser 后面写 chromium 可执行文件的完整路径' });
  }
  const installed = path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...installed, ...places].find(runs) ?? [chromium.executablePath()].find(runs);
}

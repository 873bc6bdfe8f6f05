/// <reference lib="dom" />
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright';
import { toError } from '../lib/error.ts';
import { drawCaption, drawMark, dressPlainly, wipeMark, type Marked } from './mark.ts';

/** What to take a picture of: the stored page, and where in it the finding lies. */
export interface Shot {
  readonly finding: string;
  readonly url: string;
  /** The stored body as text, already decoded; personal data masked where the picture is for others. */
  readonly html: string;
  readonly selector?: string;
  readonly quotes: readonly string[];
  /** Words that lead to the neighbourhood where the words themselves are not on the page: something is missing there. */
  readonly near: readonly string[];
  /** Rule, time, address, hash: a line each, drawn above the page. */
  readonly caption: readonly string[];
}

/** A WebP of at most 400 kB. */
export interface Picture {
  readonly finding: string;
  readonly kind: 'page' | 'close-up';
  readonly bytes: Uint8Array;
  /** Whether the words were found, only their neighbourhood, or neither: then the picture shows the top of the page. */
  readonly found: 'exact' | 'near' | 'not';
}

/** What stands beside the words of a page. */
export interface Asset {
  readonly body: Uint8Array;
  readonly contentType: string;
}

export interface ShootOptions {
  readonly executablePath: string;
  readonly sandbox: boolean;
  /** Answers what the stored page asks for to look as it does (style sheets, pictures); undefined is refused. Absent: all is. */
  readonly asset?: (url: string, kind: 'stylesheet' | 'image' | 'font') => Promise<Asset | undefined>;
  /** After so many ms no further page is begun: pictures are worth a while, not the night. */
  readonly budgetMs?: number;
}

/** What came of shooting. */
export interface Shots {
  readonly pictures: readonly Picture[];
  readonly failed: readonly { readonly finding: string; readonly why: string }[];
}

const flags = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

const WIDTH = 1280;
/** A page may be endless; evidence is not. In CSS pixels. */
const MAX_HEIGHT = 4_000;
/** A picture above this size, in bytes, is taken again: coarser, then with less of the page. */
const MAX_BYTES = 400_000;
/** The whole page is drawn a little smaller than life: still to be read, at half the size. */
const PAGE_SCALE = 0.75;

/** A page waits for its style sheets so long, in ms; on a polite visit to a real site they come a second apart. */
const LOAD_MS = 30_000;

/** For a page whose style sheets were not stored: black on white, with room between the lines. */
const plainStyle =
  'body{font:15px/1.7 "Noto Sans CJK SC",sans-serif;margin:0 18px 24px;color:#222}a{color:#0b57a4;text-decoration:none}li{margin:2px 0}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:3px 8px}body :not(img,input,td,th){width:auto!important;min-width:0!important;float:none!important}';

/**
 * Takes the pictures of some findings, from the stored pages: what the page said is what was stored, scripts do not run;
 * its style comes from where the caller has it. A page that cannot be drawn is
 * left out, with its reason.
 */
export async function shoot(shots: readonly Shot[], options: ShootOptions): Promise<Shots> {
  const browser = await chromium.launch({
    executablePath: options.executablePath,
    headless: true,
    chromiumSandbox: options.sandbox,
    args: [...flags],
  });
  const pictures: Picture[] = [];
  const failed: { finding: string; why: string }[] = [];
  const until = performance.now() + (options.budgetMs ?? Infinity);
  try {
    for (const group of byPage(shots)) {
      if (performance.now() > until) {
        failed.push(...group.map(({ finding }) => ({ finding, why: 'no time left' })));
        continue;
      }
      try {
        pictures.push(...(await shootPage(browser, group, options)));
      } catch (error) {
        const why = toError(error).message.split('\n')[0] ?? '';
        failed.push(...group.map(({ finding }) => ({ finding, why })));
      }
    }
  } finally {
    await browser.close();
  }
  return { pictures, failed };
}

/** Findings on one and the same stored page are drawn one after the other, and the page is loaded once. */
function byPage(shots: readonly Shot[]): Iterable<readonly [Shot, ...Shot[]]> {
  const groups = new Map<string, [Shot, ...Shot[]]>();
  for (const shot of shots) {
    const key = `${shot.url}\n${shot.html}`;
    const group = groups.get(key);
    if (group) group.push(shot);
    else groups.set(key, [shot]);
  }
  return groups.values();
}

async function shootPage(
  browser: Browser,
  group: readonly [Shot, ...Shot[]],
  options: ShootOptions,
): Promise<readonly Picture[]> {
  const context = await browser.newContext({
    viewport: { width: WIDTH, height: 900 },
    javaScriptEnabled: false,
    acceptDownloads: false,
    serviceWorkers: 'block',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  try {
    const { page, isBare } = await open(context, group[0], options);
    const cdp = await context.newCDPSession(page);
    const pictures: Picture[] = [];
    if (isBare) await page.evaluate(dressPlainly, plainStyle);
    for (const shot of group) pictures.push(...(await shootOne(page, cdp, shot)));
    return pictures;
  } finally {
    await context.close();
  }
}

interface Opened {
  readonly page: Page;
  /** Whether it has no style, or none of the style sheets that it asked for came. */
  readonly isBare: boolean;
}

async function open(context: BrowserContext, { url, html }: Shot, { asset }: ShootOptions): Promise<Opened> {
  const page = await context.newPage();
  const sheets = { asked: 0, came: 0 };
  page.setDefaultTimeout(LOAD_MS);
  await page.route('**/*', async (route) => {
    const request = route.request();
    const kind = request.resourceType();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      await route.fulfill({ status: 200, body: html, contentType: 'text/html; charset=utf-8' });
      return;
    }
    const answer = isDrawn(kind) ? await asset?.(request.url(), kind) : undefined;
    if (kind === 'stylesheet') sheets.asked += 1;
    if (answer && kind === 'stylesheet') sheets.came += 1;
    if (answer) await route.fulfill({ status: 200, body: Buffer.from(answer.body), contentType: answer.contentType });
    else await route.abort();
  });
  // What hangs on the live site may hang for ever: the page is drawn with what has come by then.
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForLoadState('load', { timeout: LOAD_MS }).catch(() => undefined);
  const hasOwn = (await page.locator('style').count()) > 0;
  return { page, isBare: sheets.came === 0 && (sheets.asked > 0 || !hasOwn) };
}

const isDrawn = (kind: string): kind is 'stylesheet' | 'image' | 'font' =>
  kind === 'stylesheet' || kind === 'image' || kind === 'font';

async function shootOne(page: Page, cdp: CDPSession, shot: Shot): Promise<readonly Picture[]> {
  const { finding, selector, quotes, near, caption } = shot;
  const marked = await page.evaluate(drawMark, { selector, quotes, near, caption });
  const full = await page.evaluate(() => document.documentElement.scrollHeight);
  const height = Math.min(MAX_HEIGHT, full);
  const found = marked ? (marked.exact ? 'exact' : 'near') : 'not';
  const whole = await capture(cdp, { x: 0, y: 0, width: WIDTH, height, scale: PAGE_SCALE });
  const close = marked && (await closeUp(page, cdp, around(marked.box, full)));
  await page.evaluate(wipeMark);
  return [
    { finding, kind: 'page', bytes: whole, found },
    ...(close ? [{ finding, kind: 'close-up', bytes: close, found } as const] : []),
  ];
}

/** The place from near, the caption above it. */
async function closeUp(page: Page, cdp: CDPSession, clip: Clip): Promise<Uint8Array> {
  const above = await page.evaluate(drawCaption, { left: clip.x, bottom: clip.y, width: clip.width });
  const top = Math.max(0, clip.y - above);
  return capture(cdp, { ...clip, y: top, height: clip.height + clip.y - top });
}

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** By the protocol and not by playwright: it writes no WebP, and looks at the page several times before each picture. */
async function capture(cdp: CDPSession, clip: Clip, quality = 70): Promise<Uint8Array> {
  const { data } = await cdp.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    clip,
    captureBeyondViewport: true,
  });
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length <= MAX_BYTES) return bytes;
  if (quality > 40) return capture(cdp, clip, quality - 30);
  return clip.height < 800 ? bytes : capture(cdp, { ...clip, height: clip.height / 2 }, quality);
}

/** The element with some of what stands around it, no larger than a screen. */
function around({ x, y, width, height }: Marked['box'], pageHeight: number): Clip {
  const left = Math.max(0, Math.min(x - 60, WIDTH - 640));
  const top = Math.max(0, y - 60);
  return {
    x: left,
    y: top,
    width: Math.min(WIDTH - left, Math.max(640, width + 120)),
    height: Math.max(160, Math.min(pageHeight - top, 800, height + 160)),
    scale: 1,
  };
}

/** An HTML text of ours as PDF, A4. */
export async function printPdf(html: string, executablePath: string, sandbox: boolean): Promise<Uint8Array> {
  const browser = await chromium.launch({ executablePath, headless: true, chromiumSandbox: sandbox, args: [...flags] });
  try {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.setContent(html, { waitUntil: 'load' });
    return await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true });
  } finally {
    await browser.close();
  }
}

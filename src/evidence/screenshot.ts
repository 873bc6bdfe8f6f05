/// <reference lib="dom" />
import { chromium, type Browser, type Page } from 'playwright';
import { toError } from '../lib/error.ts';

/** What to take a picture of: the stored page, and where in it the finding lies. */
export interface Shot {
  readonly finding: string;
  readonly url: string;
  /** The stored body as text, already decoded. */
  readonly html: string;
  readonly selector: string | undefined;
  readonly quote: string | undefined;
  /** Rule, time, address, hash: a line each, drawn above the page. */
  readonly caption: readonly string[];
  /** What must not be seen in a copy for others: each is painted over. */
  readonly masked?: readonly string[];
}

export interface Picture {
  readonly finding: string;
  readonly kind: 'page' | 'close-up';
  readonly bytes: Uint8Array;
  /** Whether the element or the quote was found; if not, the picture shows the top of the page. */
  readonly found: boolean;
}

export interface ShootOptions {
  readonly executablePath: string;
  readonly sandbox: boolean;
  /** Answers what the stored page asks for (pictures, style sheets), from the store; undefined is refused. */
  readonly stored: (url: string) => { readonly body: Uint8Array; readonly contentType: string } | undefined;
}

const flags = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

const WIDTH = 1280;
/** A page may be endless; evidence is not. In CSS pixels. */
const MAX_HEIGHT = 4_000;
/** A picture above this size, in bytes, is taken again with less of the page. */
const MAX_BYTES = 2_000_000;

/**
 * Takes the pictures of some findings, from the stored pages and never from the web: scripts do not run, nothing is
 * fetched that the store does not hold. A page that cannot be drawn is left out, with its reason.
 */
export async function shoot(
  shots: readonly Shot[],
  options: ShootOptions,
): Promise<{ readonly pictures: readonly Picture[]; readonly failed: readonly { finding: string; why: string }[] }> {
  const browser = await chromium.launch({
    executablePath: options.executablePath,
    headless: true,
    chromiumSandbox: options.sandbox,
    args: [...flags],
  });
  const pictures: Picture[] = [];
  const failed: { finding: string; why: string }[] = [];
  try {
    for (const shot of shots) {
      try {
        pictures.push(...(await shootOne(browser, shot, options)));
      } catch (error) {
        failed.push({ finding: shot.finding, why: toError(error).message.split('\n')[0] ?? '' });
      }
    }
  } finally {
    await browser.close();
  }
  return { pictures, failed };
}

async function shootOne(browser: Browser, shot: Shot, { stored }: ShootOptions): Promise<readonly Picture[]> {
  const context = await browser.newContext({
    viewport: { width: WIDTH, height: 900 },
    javaScriptEnabled: false,
    acceptDownloads: false,
    serviceWorkers: 'block',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      const answer =
        url === shot.url
          ? { body: Buffer.from(shot.html, 'utf8'), contentType: 'text/html; charset=utf-8' }
          : stored(url);
      if (answer) await route.fulfill({ status: 200, body: Buffer.from(answer.body), contentType: answer.contentType });
      else await route.abort();
    });
    await page.goto(shot.url, { waitUntil: 'load' });
    const box = await mark(page, shot);
    const height = Math.min(MAX_HEIGHT, await page.evaluate(() => document.documentElement.scrollHeight));
    const whole = await capped(page, { x: 0, y: 0, width: WIDTH, height });
    const found = box !== undefined;
    const close = box && (await page.screenshot({ clip: around(box, height), fullPage: true, type: 'png' }));
    return [
      { finding: shot.finding, kind: 'page', bytes: whole, found },
      ...(close ? [{ finding: shot.finding, kind: 'close-up', bytes: close, found } as const] : []),
    ];
  } finally {
    await context.close();
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function capped(page: Page, clip: Box): Promise<Uint8Array> {
  const bytes = await page.screenshot({ clip, fullPage: true, type: 'png' });
  return bytes.length <= MAX_BYTES || clip.height < 800 ? bytes : capped(page, { ...clip, height: clip.height / 2 });
}

/** The element with some of what stands around it, no larger than a screen. */
function around({ x, y, width, height }: Box, pageHeight: number): Box {
  const left = Math.max(0, x - 60);
  const top = Math.max(0, y - 80);
  return {
    x: left,
    y: top,
    width: Math.max(320, Math.min(WIDTH - left, width + 120)),
    height: Math.max(120, Math.min(pageHeight - top, 800, height + 160)),
  };
}

/** Draws the caption and the frame around the place; masks what must not be seen. Answers where the place is. */
async function mark(page: Page, { selector, quote, caption, masked }: Shot): Promise<Box | undefined> {
  return page.evaluate(
    ({ selector, quote, caption, masked }) => {
      const squeeze = (text: string): string => text.replace(/\s+/g, '');
      const bySelector = (): Element | undefined => {
        try {
          return selector === undefined ? undefined : (document.querySelector(selector) ?? undefined);
        } catch {
          return undefined; // the browser reads the page otherwise than our reader did
        }
      };
      const byQuote = (): Element | undefined => {
        const wanted = squeeze(quote ?? '').slice(0, 40);
        if (wanted === '' || wanted.includes('*')) return undefined;
        const holding = [...document.body.querySelectorAll('*')].filter((one) =>
          squeeze(one.textContent).includes(wanted),
        );
        return holding.at(-1);
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const secret of masked ?? [])
          if (node.nodeValue?.includes(secret) === true)
            node.nodeValue = node.nodeValue.replaceAll(secret, '█'.repeat(secret.length));
      const element = bySelector() ?? byQuote();
      const banner = document.createElement('div');
      banner.style.cssText =
        'all:initial;display:block;background:#fff6e5;border-bottom:2px solid #a3171b;padding:8px 14px;font:13px/1.6 "Noto Sans CJK SC",sans-serif;color:#111;overflow-wrap:anywhere';
      for (const line of caption) {
        const row = document.createElement('div');
        row.style.cssText = 'display:block';
        row.textContent = line;
        banner.append(row);
      }
      document.body.prepend(banner);
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      element.style.setProperty('outline', '3px solid #d1242f', 'important');
      element.style.setProperty('outline-offset', '3px', 'important');
      const { x, y, width, height } = element.getBoundingClientRect();
      return width === 0 || height === 0 ? undefined : { x: x + scrollX, y: y + scrollY, width, height };
    },
    { selector, quote, caption: [...caption], masked: masked ? [...masked] : undefined },
  );
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

import { existsSync, statSync } from 'node:fs';

import type { FetchAnswer, Fetcher, FetchRequest } from '../contract/fetch.ts';
import type { Hop } from '../contract/capture.ts';
import { UserError } from '../lib/error.ts';
import { canonicalUrl } from '../lib/url.ts';
import { refusalReason } from './classify.ts';
import { locationUrl, isRedirect } from './redirect.ts';
import type { Archive, Stored } from './replay-archive.ts';
import { openFolder } from './replay-folder.ts';
import { openWarc } from './replay-warc.ts';

/** Stored pages as a fetcher; `base` is where they were found on the web. */
export interface Replay {
  readonly fetcher: Fetcher;
  readonly base: string;
}

const mostHops = 10;

/**
 * A fetcher that answers from stored pages and never asks the network: a folder as wget or a browser leaves it, a WARC,
 * or a WACZ. What is not there is skipped with `not-in-archive`. The same question always gets the same answer.
 *
 * @throws UserError where the source is none of these, or no base is given and the archive names none.
 */
export async function createReplayFetcher({ source, base }: { source: string; base?: string }): Promise<Replay> {
  if (!existsSync(source)) throw new UserError(`${source}: 没有这个文件或目录 / no such file or directory`);
  const archive = statSync(source).isDirectory() ? openFolder(source, baseOf(base)) : await openWarc(source);
  const start = base ?? archive.first;
  if (start === undefined) {
    archive.close();
    throw new UserError(`${source}: 不知道网站地址 / the address of the site is not known`, {
      hint: '用 --base 给出，例如 --base http://www.example.gov.cn/ / give it with --base',
    });
  }
  const fetcher: Fetcher = {
    fetch: (request) => Promise.resolve(answer(archive, request)),
    close: () => {
      archive.close();
      return Promise.resolve();
    },
  };
  return { fetcher, base: canonicalUrl(start) };
}

function baseOf(base: string | undefined): string {
  if (base !== undefined && URL.canParse(base) && /^https?:/i.test(base)) return base;
  throw new UserError(
    base === undefined ? '回放目录需要 --base / a folder needs --base' : `--base ${base}: 不是网址 / not a URL`,
    {
      hint: '给出网站首页的网址，例如 --base http://www.example.gov.cn/ / give the address of the home page',
    },
  );
}

function answer(archive: Archive, { url: asked, refuses }: FetchRequest): FetchAnswer {
  const hops: Hop[] = [];
  let url = asked;
  for (;;) {
    const here = { url, hops, tookMs: 0 };
    const refusal = refuses(url);
    if (refusal) return { ...here, outcome: 'skipped', reason: refusal, detail: url };
    const found = archive.find(url);
    if (!found) return { ...here, outcome: 'skipped', reason: 'not-in-archive', detail: url };
    const next = 'movedTo' in found ? found.movedTo : nextOf(found, url);
    if (next === undefined) return 'movedTo' in found ? unreachable() : { ...here, ...answered(found) };
    hops.push({ url, status: 'movedTo' in found ? 301 : found.status, location: next, kind: 'http' });
    if (hops.length > mostHops || hops.some((hop) => hop.url === next)) {
      return { ...here, outcome: 'failed', reason: 'redirect-loop', detail: next };
    }
    url = next;
  }
}

function unreachable(): never {
  throw new Error('a move always has a place to go');
}

function nextOf({ status, headers }: Stored, url: string): string | undefined {
  if (!isRedirect(status)) return undefined;
  const location = headers.find(([name]) => name === 'location')?.[1];
  return location === undefined ? undefined : locationUrl(location, new URL(url))?.href;
}

type Outcome = FetchAnswer extends infer A ? (A extends unknown ? Omit<A, 'url' | 'hops' | 'tookMs'> : never) : never;

function answered({ at, status, headers, body, cut }: Stored): Outcome {
  if (cut !== undefined) return { at, outcome: 'failed', reason: 'incomplete', status, detail: cut };
  if (status !== 200 && status !== 203) {
    const reason = refusalReason({ status, headers: headers.map(([name, value]) => [name, value]), body });
    return { at, outcome: 'failed', reason, status, detail: `HTTP ${status}` };
  }
  return { at, outcome: 'fetched', status, headers, body, received: { bytes: body, coding: '' } };
}

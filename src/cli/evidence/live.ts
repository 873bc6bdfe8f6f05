import type { Fetched } from '../../contract/capture.ts';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import { failTexts, skipTexts } from '../../contract/reasons.ts';
import type { LiveLook } from '../../evidence/live-look.ts';
import type { CapturedBody } from '../../evidence/pack-archive.ts';
import { timeInChina } from '../../lib/day.ts';
import { defined } from '../../lib/defined.ts';
import { sha256 } from '../../lib/hash.ts';
import type { Text } from '../../lib/template.ts';
import type { Web } from '../run/web.ts';
import { isPage, shownBy } from './take-pictures.ts';

/** The looks, and what was seen, to be kept beside what is stored. */
export interface LookedAgain {
  readonly looks: readonly LiveLook[];
  /** Each with the hash of the stored body that it was held against: what is masked in the one is masked in the other. */
  readonly seen: readonly (CapturedBody & { readonly stored: string })[];
}

interface LookOptions {
  readonly web: Web;
  /** The captures of the pack, by what findings cite. */
  readonly byHash: (hash: string) => Fetched | undefined;
  /** Whether a body says a quote. */
  readonly says: (capture: Fetched, body: Uint8Array, quote: string) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Asks for the page of each finding once more, politely, and says whether it is still what is stored. What a browser or a
 * data source made is not to be compared with bytes from a server, and is said not to be.
 */
export async function lookAgain(findings: FindingsDocument['findings'], options: LookOptions): Promise<LookedAgain> {
  const looks: LiveLook[] = [];
  const seen = new Map<string, CapturedBody & { readonly stored: string }>();
  for (const finding of findings) {
    const shown = shownBy(finding);
    const capture = shown && options.byHash(shown.capture);
    if (!shown || !capture || !isPage(capture)) continue;
    const common = {
      finding: finding.id,
      url: capture.url,
      stored: { hash: shown.capture, at: shown.fetchedAt },
    };
    if (capture.mode !== 'http') {
      looks.push({ ...common, live: { at: iso(options) }, says: 'not-compared', text: texts['not-compared'] });
      continue;
    }
    looks.push({ ...common, ...(await lookAt(capture, shown.quote, seen, options)) });
  }
  return { looks, seen: [...seen.values()] };
}

const iso = ({ now }: LookOptions): string => new Date(now()).toISOString();

const texts: Readonly<Record<LiveLook['says'], Text>> = {
  same: { zh: '与存档逐字节相同', en: 'the same as stored, byte for byte' },
  'quote-stands': { zh: '页面已变，引文仍在', en: 'the page has changed; the quote still stands' },
  'quote-gone': {
    zh: '页面已变，引文已不在；存档与现状两者都保留',
    en: 'the page has changed and the quote is gone; both are kept',
  },
  changed: { zh: '页面已变；存档与现状两者都保留', en: 'the page has changed; both are kept' },
  'not-reached': { zh: '没有取到', en: 'not reached' },
  'not-compared': {
    zh: '证据出自浏览器渲染或数据接口，未与线上页面比对',
    en: 'rendered or from a data source: not compared',
  },
};

async function lookAt(
  capture: Fetched,
  quote: string | undefined,
  seen: Map<string, CapturedBody & { readonly stored: string }>,
  options: LookOptions,
): Promise<Pick<LiveLook, 'live' | 'says' | 'text'>> {
  const known = seen.get(capture.url);
  if (known) return compared(capture, known, quote, options);
  const answer = await options.web.ask(capture.url);
  const at = iso(options);
  if (answer.outcome === 'failed' || answer.outcome === 'skipped') {
    const why = answer.outcome === 'failed' ? failTexts[answer.reason] : skipTexts[answer.reason];
    const status = answer.outcome === 'failed' ? defined({ status: answer.status }) : {};
    const said = texts['not-reached'];
    const text = { zh: `${said.zh}：${why.text.zh}`, en: `${said.en}: ${why.text.en}` };
    return { live: { at, ...status }, says: 'not-reached', text: stamped(text, at) };
  }
  const { url, status, headers, body, remote, tls, clockOffset, hops } = answer;
  const live: Fetched = {
    id: `live-${capture.id}`,
    asked: capture.asked,
    at,
    depth: capture.depth,
    hops,
    outcome: 'fetched',
    url,
    status,
    headers,
    contentType: headers.find(([name]) => name === 'content-type')?.[1] ?? '',
    body: sha256(body),
    bytes: body.length,
    complete: true,
    mode: 'http',
    ...defined({ remote, tls, clockOffset }),
  };
  const held = { capture: live, body, stored: capture.redactedFrom ?? capture.body };
  seen.set(capture.url, held);
  return compared(capture, held, quote, options);
}

async function compared(
  stored: Fetched,
  { capture, body }: CapturedBody,
  quote: string | undefined,
  { says }: LookOptions,
): Promise<Pick<LiveLook, 'live' | 'says' | 'text'>> {
  const live = { at: capture.at, hash: capture.body, status: capture.status };
  const word =
    capture.body === (stored.redactedFrom ?? stored.body)
      ? 'same'
      : quote === undefined
        ? 'changed'
        : (await says(capture, body, quote))
          ? 'quote-stands'
          : 'quote-gone';
  return { live, says: word, text: stamped(texts[word], capture.at) };
}

function stamped({ zh, en }: Text, at: string): Text {
  const time = timeInChina(at);
  return { zh: `${time} 复看：${zh}`, en: `looked at again ${time}: ${en}` };
}

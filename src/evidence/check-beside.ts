import { z } from 'zod';
import type { Fetched } from '../contract/capture.ts';
import type { Files } from './archive.ts';
import { liveLook } from './live-look.ts';
import { paths } from './pack.ts';
import { parseJson, type PackContent, type Told, type VerifyTools } from './pack-content.ts';
import { hmacOf, isSaidAt, personalMark } from './personal.ts';
import { readQuote } from './quote.ts';

/** Holds what a pack says beside its findings against its own captures: looks at live pages, places of personal data. */
export async function checkBeside(files: Files, content: PackContent, tools: VerifyTools, told: Told): Promise<void> {
  if (files.has(paths.live)) await checkLooks(files, content, tools, told);
  checkPersonal(files, content, tools, told);
}

/** What was said of the live pages is so: what was seen of each is in the pack, and says or does not say the quote. */
async function checkLooks(files: Files, content: PackContent, { wordsOf }: VerifyTools, told: Told): Promise<void> {
  const looks = parseJson(files, paths.live, z.array(liveLook), told) ?? [];
  for (const { finding, url, stored, live, says } of looks) {
    const cited = bodyOf(stored.hash, content);
    if (cited?.capture.url !== url || cited.capture.at !== stored.at)
      told(paths.live, `speaks of a stored page that is not in the pack: ${url}`, finding);
    if (live.hash === undefined) continue;
    const held = bodyOf(live.hash, content, live.at);
    if (!held) {
      told(paths.live, `speaks of ${live.hash} of ${live.at}, which is not in the pack`, finding);
      continue;
    }
    if (held.capture.status !== live.status)
      told(paths.live, `says ${live.status}, it was ${held.capture.status}`, finding);
    const quote = quoteOf(finding, stored.hash, content);
    const actual = live.hash === stored.hash ? 'same' : wordFor(quote, await wordsOf(held.capture, held.body));
    if (actual !== says) told(paths.live, `says ${says}, and it is ${actual}`, finding);
  }
}

/**
 * What names a person stands where it is said to stand: in the masked copy the asterisks and what was left of it, in the
 * body itself the thing, whose keyed hash only the holder of the store can make.
 */
function checkPersonal(files: Files, content: PackContent, { store }: VerifyTools, told: Told): void {
  const marks = files.has(paths.personal) ? (parseJson(files, paths.personal, z.array(personalMark), told) ?? []) : [];
  const marked = new Set(marks.map(({ finding }) => finding));
  for (const { id, family, evidence } of content.document.findings) {
    const isMasked = evidence.some(({ quote }) => quote?.includes('*') === true);
    if (family === 'exposed-personal-data' && isMasked && !marked.has(id)) told(paths.personal, 'says no place', id);
  }
  for (const mark of marks) {
    const body = bodyOf(mark.capture, content);
    const quote = quoteOf(mark.finding, mark.capture, content);
    if (!body || quote === undefined || !isSaidAt(body.body, mark, quote))
      told(paths.personal, `${mark.from}–${mark.to} of ${mark.capture} is not what is quoted`, mark.finding);
    const original = store?.body(mark.capture);
    if (store && (!original || hmacOf(original, mark, store.key) !== mark.hmac))
      told(paths.personal, 'is not what the store holds', mark.finding);
  }
}

function quoteOf(finding: string, hash: string, { document }: PackContent): string | undefined {
  const evidence = document.findings.find(({ id }) => id === finding)?.evidence;
  return evidence?.find(({ capture }) => capture === hash)?.quote;
}

/** A capture and its body, by the hash of what was fetched, and when: a masked copy stands for it. */
function bodyOf(
  hash: string,
  { captures, bodies }: PackContent,
  at?: string,
): { capture: Fetched; body: Uint8Array } | undefined {
  for (const capture of captures) {
    if (capture.outcome !== 'fetched' || (capture.redactedFrom ?? capture.body) !== hash) continue;
    if (at !== undefined && capture.at !== at) continue;
    const body = bodies.get(capture.body);
    return body && { capture, body };
  }
  return undefined;
}

function wordFor(quote: string | undefined, words: readonly string[]): 'changed' | 'quote-stands' | 'quote-gone' {
  if (quote === undefined) return 'changed';
  return readQuote(quote, words) ? 'quote-stands' : 'quote-gone';
}

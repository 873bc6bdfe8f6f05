import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { LiveLook } from '../../evidence/live-look.ts';
import { hmacOf, rangeOf, type PersonalMark } from '../../evidence/personal.ts';
import { readQuote } from '../../evidence/quote.ts';
import type { Picture } from '../../evidence/screenshot.ts';
import { UserError } from '../../lib/error.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { Call } from '../call.ts';
import { readFindings } from '../commands/report.ts';
import type { CommonFlags } from '../flags.ts';
import { noticesOf } from '../notice/notices.ts';
import { prepare, type Bench } from '../run/prepare.ts';
import type { Web } from '../run/web.ts';
import { liveAssets } from './assets.ts';
import { choose } from './choose.ts';
import { webOf } from './exhibition.ts';
import { gather, type Gathered } from './gather.ts';
import { guardedBy, guardedCopy, isPersonal, type Guarded } from './guarded.ts';
import { lookAgain, type LookedAgain } from './live.ts';
import { personalKey } from './personal-key.ts';
import { studioOf, takePictures } from './take-pictures.ts';
import { wordsOf } from './words-of.ts';
import type { CapturedBody } from '../../evidence/pack-archive.ts';

/** What `evidence pack` and `evidence sheet` are told. */
export interface PackFlags extends CommonFlags {
  readonly findings?: string;
  readonly unit?: string;
  readonly notice?: string;
  readonly to?: string;
  readonly key?: string;
  readonly tsa?: string;
  readonly withPersonalData?: boolean;
  readonly redact?: boolean;
  /** The pages are asked for once more. */
  readonly live?: boolean;
  /** Commander's `--no-pictures`. */
  readonly pictures?: boolean;
  readonly browser?: string;
}

/** What a pack or a sheet is made of. */
export interface Taken {
  readonly document: FindingsDocument;
  readonly gathered: Gathered;
  readonly pictures: readonly Picture[];
  readonly live: readonly LiveLook[] | undefined;
  readonly personal: readonly PersonalMark[];
}

/** Takes out of the store what was asked for: findings, captures, pictures, and a look at the live pages. */
export async function take(ids: readonly string[], flags: PackFlags, call: Call): Promise<Taken> {
  const { io, lang } = call;
  const { pictures: isDrawn = true, ...rest } = flags;
  const bench = await prepare(rest, io);
  const all = readFindings(resolve(io.cwd, flags.findings ?? newestFindings(io.cwd)));
  const document = chosen(all, ids, flags, bench);
  const store = openStore(bench.store, 'read');
  const desk: Desk = { bench, store, call };
  const whole = guardedBy(all);
  const guarded = flags.withPersonalData ? { ...whole, masked: new Map() } : whole;
  const stored = gather(document, store, guarded);
  const web = flags.live ? liveWeb(stored, desk) : undefined;
  try {
    const looked = web && (await look(document, stored, { web, desk }));
    const seen = (looked?.seen ?? []).map((one) => liveCopy(one, guarded));
    const gathered = { ...stored, bodies: [...stored.bodies, ...seen] };
    const live = looked?.looks;
    if (live) io.stderr(changesSaid(live, lang));
    const personal = personalMarks(document, store);
    if (!isDrawn) return { document, gathered, pictures: [], live, personal };
    const studio = studioOf(stored.bodies, flags.browser, lang, web && liveAssets(web));
    const { pictures, complaint } = await takePictures(document.findings, studio);
    if (complaint !== undefined) io.stderr(`${complaint}\n`);
    return { document, gathered, pictures, live, personal };
  } finally {
    await web?.close();
    store.close();
  }
}

function chosen(
  all: FindingsDocument,
  ids: readonly string[],
  { notice, unit, withPersonalData = false }: PackFlags,
  { store }: Bench,
): FindingsDocument {
  const noticed = notice === undefined ? [] : noticesOf(store).read(notice).findings;
  return choose(all, { ids: [...ids, ...noticed], unmasked: withPersonalData, ...(unit !== undefined && { unit }) });
}

/** Where what names a person stands in the bodies as they were fetched. */
function personalMarks({ findings }: FindingsDocument, store: Store): readonly PersonalMark[] {
  const key = personalKey(store);
  return findings.filter(isPersonal).flatMap(({ id, evidence }) =>
    evidence.flatMap(({ capture, quote }) => {
      const body = store.body(capture);
      const range = body && quote !== undefined ? rangeOf(body, quote) : undefined;
      if (!body || !range) return [];
      const [from, to] = range;
      return [{ finding: id, capture, from, to, hmac: hmacOf(body, { from, to }, key) }];
    }),
  );
}

interface Desk {
  readonly bench: Bench;
  readonly store: Store;
  readonly call: Call;
}

/** The web as a crawl of these units asks it. */
function liveWeb({ snapshots }: Gathered, { bench, store, call }: Desk): Web {
  const units = snapshots.map(({ unit }) => unit);
  return webOf({ units, config: bench.config, store, flags: {}, call });
}

/** Asks the web for the pages of the findings once more. */
function look(
  document: FindingsDocument,
  { bodies }: Gathered,
  { web, desk }: { readonly web: Web; readonly desk: Desk },
): Promise<LookedAgain> {
  const byHash = new Map(bodies.map(({ capture }) => [capture.redactedFrom ?? capture.body, capture]));
  return lookAgain(document.findings, {
    web,
    byHash: (hash) => byHash.get(hash),
    says: async (capture, body, quote) => readQuote(quote, await wordsOf(capture, body)),
    now: desk.call.io.now,
  });
}

/** What was seen live, masked where what was stored is. */
function liveCopy({ capture, body, stored }: LookedAgain['seen'][number], guarded: Guarded): CapturedBody {
  const findings = guarded.masked.get(stored);
  return guardedCopy(capture, body, { ...guarded, masked: new Map(findings ? [[capture.body, findings]] : []) });
}

function changesSaid(looks: readonly LiveLook[], lang: Call['lang']): string {
  const changed = looks.filter(({ says }) => says !== 'same' && says !== 'not-compared');
  const words = {
    zh: `复看线上页面 ${looks.length} 处，${changed.length} 处与存档不同或没有取到；两者都保留`,
    en: `${looks.length} live pages looked at again, ${changed.length} changed or not reached; both are kept`,
  };
  return [words[lang], ...changed.slice(0, 10).map(({ url, text }) => `  ${url} ${text[lang]}`), ''].join('\n');
}

/** The findings.json that lies here. */
export function newestFindings(cwd: string): string {
  const file = join(cwd, 'findings.json');
  if (existsSync(file)) return file;
  throw new UserError('请用 --findings 指出 findings.json (name it with --findings)');
}

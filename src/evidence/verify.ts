import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Snapshot } from '../contract/capture.ts';
import { findingsDocument } from '../contract/findings-document.ts';
import { UserError } from '../lib/error.ts';
import { canonicalJson, sha256 } from '../lib/hash.ts';
import { fileAt, unzip, zip, type Files } from './archive.ts';
import { checkArchive } from './check-archive.ts';
import { readChain } from './chain.ts';
import { checkBeside } from './check-beside.ts';
import { checkDigest } from './check-digest.ts';
import { paths } from './pack.ts';
import { parseJson, type PackContent, type Told, type VerifyTools } from './pack-content.ts';
import { readQuote } from './quote.ts';
import { looksLikeWarc, readWarc, type ReadRecord } from './read-warc.ts';

/** One thing that is wrong with a pack: in which of its files, at which record. */
export interface Problem {
  readonly file: string;
  readonly record?: string;
  readonly what: string;
}

/** The answer of `evidence verify`. A pack without problems is what it was when it was made. */
export interface Verification {
  readonly problems: readonly Problem[];
  /** Whose signature holds; undefined where the pack bears none. */
  readonly signedBy: string | undefined;
  /** When a time-stamping authority saw it, as an ISO instant. */
  readonly stampedAt: string | undefined;
  readonly counts: {
    readonly files: number;
    readonly records: number;
    readonly findings: number;
    readonly quotes: number;
  };
  /** Only of packs that duwang made. */
  readonly content: PackContent | undefined;
}

const resource = z.object({
  path: z.string(),
  hash: z.string().optional(),
  bytes: z.number().optional(),
  stats: z.object({ hash: z.string(), bytes: z.number() }).optional(),
  hashing: z.string().optional(),
});
const description = z.looseObject({
  profile: z.string(),
  software: z.string().optional(),
  chainHead: z.string().optional(),
  resources: z.array(resource).min(1),
});
/**
 * Doubts a WACZ: every file against the package, the package against its digest, the digest against signature and
 * time-stamp; in packs of ours also the ZIP itself, the chain of captures, and each quote against its page.
 * A bare WARC is held to the digests of its own records. Needs no network and nothing of the machine that made it. Throws a `UserError` (exit 6) for what is no ZIP.
 */
export async function verifyPack(bytes: Uint8Array, file: string, tools: VerifyTools): Promise<Verification> {
  if (looksLikeWarc(bytes)) return verifyWarc(bytes, file, tools);
  const files = unzip(bytes, file);
  const problems: Problem[] = [];
  const told = (where: string, what: string, record?: string): void => {
    problems.push({ file: where, what, ...(record !== undefined && { record }) });
  };
  const pack = parseJson(files, paths.package, description, told);
  const ours = isOurs(files, pack);
  if (ours) checkZip(files, { bytes, file }, told);
  if (pack) checkResources(files, pack.resources, told);
  const { signedBy, stampedAt } = await checkDigest(files, ours, tools, told);
  checkSigner(signedBy, tools, told);
  const records = checkArchives(files, told);
  const content = ours && pack ? readContent(files, pack, records, told) : undefined;
  const isTouched = problems.some((problem) => problem.file === paths.warc);
  if (content) checkArchive(files, { ...content, software: pack?.software ?? '' }, isTouched, told);
  const quotes = content && problems.length === 0 ? await checkSayings(files, content, tools, told) : 0;
  const counts = {
    files: files.size,
    records: records.length,
    findings: content?.document.findings.length ?? 0,
    quotes,
  };
  return { problems, signedBy, stampedAt, counts, content: problems.length === 0 ? content : undefined };
}

function checkSigner(signedBy: string | undefined, { signer }: VerifyTools, told: Told): void {
  if (signer !== undefined && signedBy !== signer)
    told(paths.digest, `is signed by ${signedBy ?? 'nobody'}, not by ${signer}`);
}

function verifyWarc(bytes: Uint8Array, file: string, { signer }: VerifyTools): Verification {
  const { records, problems: found } = readWarc(bytes);
  const unsigned = signer === undefined ? [] : [{ file, what: `is a bare WARC, not signed by ${signer}` }];
  const problems = [...unsigned, ...found.map(({ record, what }) => ({ file, record: String(record), what }))];
  return {
    problems,
    signedBy: undefined,
    stampedAt: undefined,
    counts: { files: 1, records: records.length, findings: 0, quotes: 0 },
    content: undefined,
  };
}

/** Whoever takes our name off a pack does not make it one of somebody else's. */
function isOurs(files: Files, pack: { readonly software?: string | undefined } | undefined): boolean {
  return pack?.software?.startsWith('duwang ') === true || files.has(paths.captures) || files.has(paths.findings);
}

/** What a pack says, held against what it holds; for one whose bytes are in order. Answers how many quotes were found. */
async function checkSayings(files: Files, content: PackContent, tools: VerifyTools, told: Told): Promise<number> {
  const quotes = await checkQuotes(content, tools, told);
  checkRuns(content, told);
  await checkBeside(files, content, tools, told);
  return quotes;
}

/** Our ZIP is a function of its contents: where a byte of it differs, it was touched. */
function checkZip(files: Files, { bytes, file }: { bytes: Uint8Array; file: string }, told: Told): void {
  const expected = zip(files);
  if (Buffer.from(expected).equals(bytes)) return;
  const at = expected.findIndex((byte, index) => byte !== bytes[index]);
  const where = at < 0 ? undefined : fileAt(files, at);
  told(file, `the ZIP is not written as its contents are, from byte ${at < 0 ? expected.length : at}`, where);
}

function checkResources(files: Files, resources: readonly z.output<typeof resource>[], told: Told): void {
  const listed = new Set<string>([paths.package, paths.digest]);
  for (const entry of resources) {
    if (listed.has(entry.path)) told(entry.path, 'is listed twice');
    listed.add(entry.path);
    const content = files.get(entry.path);
    const wrong = content ? faultOf(content, entry) : 'is listed and missing';
    if (wrong !== undefined) told(entry.path, wrong);
  }
  for (const path of files.keys()) if (!listed.has(path)) told(path, 'is listed nowhere');
}

/** What is wrong with a file by what the package says of it. Older packages name the algorithm apart from the value. */
function faultOf(content: Uint8Array, { hash, bytes, stats, hashing }: z.output<typeof resource>): string | undefined {
  const length = bytes ?? stats?.bytes;
  if (length !== undefined && length !== content.length) return `has ${content.length} bytes, not ${length}`;
  const prefixed = hash?.split(':') ?? [];
  const [algorithm, value] = prefixed.length === 2 ? prefixed : [hashing ?? 'sha256', hash ?? stats?.hash ?? ''];
  if (algorithm !== 'sha256' && algorithm !== 'sha512')
    return `is hashed by ${String(algorithm)}, which is not believed`;
  const actual = createHash(algorithm).update(content).digest('hex');
  return actual === value ? undefined : `is ${algorithm}:${actual}, not what the package lists`;
}

function checkArchives(files: Files, told: Told): readonly ReadRecord[] {
  const all: ReadRecord[] = [];
  for (const [path, bytes] of files) {
    if (!/\.warc(?:\.gz)?$/.test(path)) continue;
    const { records, problems } = readWarc(bytes);
    for (const { record, what } of problems) told(path, what, String(record));
    if (records.length === 0) told(path, 'holds no record');
    all.push(...records);
  }
  return all;
}

function readContent(
  files: Files,
  pack: z.output<typeof description>,
  records: readonly ReadRecord[],
  told: Told,
): PackContent | undefined {
  const document = parseJson(files, paths.findings, findingsDocument, told);
  const snapshots = parseJson(files, paths.snapshots, z.array(z.looseObject({ id: z.string() })), told);
  const { captures, faults } = readChain(textOf(files, paths.captures), pack.chainHead ?? '');
  for (const { record, what } of faults) told(paths.captures, what, String(record));
  if (!document || !snapshots || faults.length > 0) return undefined;
  for (const [path, value] of [
    [paths.findings, document],
    [paths.snapshots, snapshots],
  ] as const)
    if (canonicalJson(value) !== textOf(files, path)) told(path, 'is not canonical JSON');
  const bodies = new Map(
    records.filter(({ type }) => type === 'response').map(({ payload, bytes }) => [payload, bytes]),
  );
  // Written by us from snapshots; the package vouches for every byte.
  return { document, snapshots: snapshots as unknown as Snapshot[], captures, bodies };
}

function textOf(files: Files, path: string): string {
  return Buffer.from(files.get(path) ?? []).toString('utf8');
}

/** What was seen when a live page was looked at again is of no run. */
const LIVE = 'live-';

/**
 * Where a pack holds all captures of a run as they were stored, they are those that were judged: findings.json names the
 * hash of the run. A run of which only the cited pages are here, or with a masked copy, cannot be held against it.
 */
function checkRuns({ document, snapshots, captures }: PackContent, told: Told): void {
  const byId = new Map(captures.map((capture) => [capture.id, capture]));
  for (const { id, hash } of document.inputs.snapshots) {
    const snapshot = snapshots.find((one) => one.id === id);
    if (!snapshot) {
      told(paths.snapshots, 'is not the run that was judged', id);
      continue;
    }
    const here = snapshot.captures.flatMap((each) => byId.get(each) ?? []);
    const isWhole = here.length === snapshot.captures.length;
    if (!isWhole || here.some((one) => one.outcome === 'fetched' && one.redactedFrom !== undefined)) continue;
    if (sha256(canonicalJson({ snapshot, captures: here })) !== hash)
      told(paths.captures, 'are not those of the run that was judged', id);
  }
  const listed = new Set(snapshots.flatMap((snapshot) => snapshot.captures));
  for (const { id } of captures) if (!listed.has(id) && !id.startsWith(LIVE)) told(paths.captures, 'is of no run', id);
}

/** Each finding's evidence lies in the pack, and each quote is really in its page. Answers how many quotes were found. */
async function checkQuotes(
  { document, captures, bodies }: PackContent,
  { wordsOf }: VerifyTools,
  told: Told,
): Promise<number> {
  // A masked copy stands for the body that was cited.
  const byBody = new Map(
    captures.flatMap((capture) =>
      capture.outcome === 'fetched' ? [[capture.redactedFrom ?? capture.body, capture] as const] : [],
    ),
  );
  const words = new Map<string, readonly string[]>();
  let quotes = 0;
  for (const { id, evidence } of document.findings) {
    for (const { capture: hash, quote } of evidence) {
      const capture = byBody.get(hash);
      const body = capture && bodies.get(capture.body);
      if (!capture || !body) {
        told(paths.findings, `cites ${hash}, which is not in the pack`, id);
        continue;
      }
      if (quote === undefined) continue;
      const known = words.get(hash) ?? (await wordsOf(capture, body));
      words.set(hash, known);
      if (readQuote(quote, known)) quotes += 1;
      else told(paths.findings, `quotes what ${capture.url} does not say: ${quote}`, id);
    }
  }
  return quotes;
}

/** The problems as a `UserError` of exit 6, or nothing. */
export function asError(
  { problems }: Pick<Verification, 'problems'>,
  file: string,
  title = '证据包未通过核验 / the pack does not verify',
): UserError | undefined {
  if (problems.length === 0) return undefined;
  const lines = problems
    .slice(0, 20)
    .map(({ file: where, record, what }) => `${where}${record === undefined ? '' : ` #${record}`}: ${what}`);
  return new UserError(`${title}\n${lines.join('\n')}`, {
    where: { file },
    exitCode: 6,
  });
}

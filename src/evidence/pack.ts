import type { KeyObject } from 'node:crypto';
import type { Capture, Snapshot } from '../contract/capture.ts';
import type { FindingsDocument } from '../contract/findings-document.ts';
import { canonicalJson, sha256 } from '../lib/hash.ts';
import { zip } from './archive.ts';
import { chainLines } from './chain.ts';
import { signText } from './keys.ts';
import type { LiveLook } from './live-look.ts';
import { archive, pageLines, type CapturedBody } from './pack-archive.ts';
import type { PersonalMark } from './personal.ts';

/** All that goes into a pack. The same input gives the same bytes. */
export interface PackInput {
  /** findings.json, with the findings of the pack only. */
  readonly document: FindingsDocument;
  /** The captures that the findings cite; with an absence, all that was searched. */
  readonly bodies: readonly CapturedBody[];
  /** What else the snapshots list: failed, skipped. Without them nobody could read again what was absent. */
  readonly others: readonly Capture[];
  readonly snapshots: readonly Snapshot[];
  /** The findings as a page for people. */
  readonly sheet: string;
  /** Screenshots by file name. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** What the live pages said when they were looked at again; their bodies are among `bodies`. */
  readonly live?: readonly LiveLook[];
  /** Where what names a person stands. */
  readonly personal?: readonly PersonalMark[];
  readonly key?: KeyObject;
  /** Gets an RFC 3161 token for a message. */
  readonly timestamp?: (message: Uint8Array) => Promise<Uint8Array>;
}

/** Where things lie in a pack. */
export const paths = {
  warc: 'archive/data.warc.gz',
  index: 'indexes/index.cdx',
  pages: 'pages/pages.jsonl',
  captures: 'duwang/captures.jsonl',
  snapshots: 'duwang/snapshots.json',
  findings: 'duwang/findings.json',
  sheet: 'duwang/findings.html',
  live: 'duwang/live.json',
  personal: 'duwang/personal.json',
  pictures: 'duwang/pictures/',
  package: 'datapackage.json',
  digest: 'datapackage-digest.json',
} as const;

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');

/** Builds a WACZ: what the findings rest on, readable by any replay tool, and what `verify` needs to doubt it. */
export async function buildPack(input: PackInput): Promise<Uint8Array> {
  const bodies = [...input.bodies].sort((a, b) => (a.capture.id < b.capture.id ? -1 : 1));
  const captures = [...bodies.map(({ capture }) => capture), ...input.others].sort((a, b) => (a.id < b.id ? -1 : 1));
  const created = lastInstant(captures);
  const software = `duwang ${input.document.tool.version}`;
  const { warc, index } = archive(bodies, created, software);
  const chain = chainLines(captures);
  const files = new Map<string, Uint8Array>([
    [paths.warc, warc],
    [paths.index, text(index)],
    [paths.pages, text(pageLines(bodies.map(({ capture }) => capture)))],
    [paths.captures, text(chain.lines)],
    [paths.snapshots, text(canonicalJson(input.snapshots))],
    [paths.findings, text(canonicalJson(input.document))],
    [paths.sheet, text(input.sheet)],
    ...(input.personal ? [[paths.personal, text(canonicalJson(input.personal))] as const] : []),
    ...(input.live ? [[paths.live, text(canonicalJson(input.live))] as const] : []),
    ...[...input.pictures].map(([name, bytes]) => [paths.pictures + name, bytes] as const),
  ]);
  const description = text(
    canonicalJson({
      profile: 'data-package',
      wacz_version: '1.1.1',
      software,
      created,
      title: input.document.units.map(({ name }) => name).join('、'),
      chainHead: chain.head,
      resources: [...files]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, bytes]) => ({
          name: path.split('/').at(-1) ?? path,
          path,
          hash: sha256(bytes),
          bytes: bytes.length,
        })),
    }),
  );
  const digest = await digestOf(description, created, software, input);
  return zip(new Map([...files, [paths.package, description], [paths.digest, text(digest)]]));
}

/** When a pack was made, as far as its bytes may say: when the last of its captures was. */
export function lastInstant(captures: readonly Pick<Capture, 'at'>[]): string {
  return (
    captures
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? '1980-01-01T00:00:00Z'
  );
}

async function digestOf(description: Uint8Array, created: string, software: string, input: PackInput): Promise<string> {
  const hash = sha256(description);
  if (!input.key && !input.timestamp) return canonicalJson({ path: paths.package, hash });
  const signed = { hash, created, software };
  const signature = input.key ? signText(canonicalJson(signed), input.key) : {};
  const stamped = text(canonicalJson({ ...signed, ...signature }));
  const token = input.timestamp ? { timestamp: Buffer.from(await input.timestamp(stamped)).toString('base64') } : {};
  return canonicalJson({ path: paths.package, hash, signedData: { ...signed, ...signature, ...token } });
}

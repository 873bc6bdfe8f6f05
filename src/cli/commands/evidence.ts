import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeKeys, readPrivateKey, readSigner } from '../../evidence/keys.ts';
import type { LiveLook } from '../../evidence/live-look.ts';
import { buildPack, paths } from '../../evidence/pack.ts';
import type { Picture } from '../../evidence/screenshot.ts';
import { renderSheet, type SheetPicture } from '../../evidence/sheet.tsx';
import { fetchStamp } from '../../evidence/timestamp.ts';
import { asError, verifyPack, type Verification } from '../../evidence/verify.ts';
import { UserError } from '../../lib/error.ts';
import { openStore } from '../../store/open-store.ts';
import type { Call } from '../call.ts';
import { deriveAbsences } from '../evidence/derive.ts';
import { doubtStore } from '../evidence/doubt-store.ts';
import { personalKey } from '../evidence/personal-key.ts';
import { nameOf } from '../evidence/take-pictures.ts';
import { take, type PackFlags } from '../evidence/take.ts';
import { wordsOf } from '../evidence/words-of.ts';
import { citedBodies } from '../run/cited.ts';
import { writeWhole } from '../run/outputs.ts';

/** `duwang evidence pack`: writes a WACZ with all that the findings rest on; prints where it lies. */
export async function packEvidence(ids: readonly string[], flags: PackFlags, call: Call): Promise<number> {
  if (flags.withPersonalData && flags.redact)
    throw new UserError('--redact 与 --with-personal-data 只能选一个 (choose one of the two)');
  const { document, gathered, pictures, live, personal } = await take(ids, flags, call);
  const { io, lang } = call;
  const keyFile = flags.key === undefined ? undefined : resolve(io.cwd, flags.key);
  const { tsa } = flags;
  const bytes = await buildPack({
    document,
    ...gathered,
    sheet: renderSheet(
      document,
      picturesOf(pictures, (picture) => `pictures/${nameOf(picture)}`),
      lang,
      textsOf(live),
    ),
    ...(live && { live }),
    ...(personal.length > 0 && { personal }),
    pictures: new Map(pictures.map((picture) => [nameOf(picture), picture.bytes])),
    ...(keyFile !== undefined && { key: readPrivateKey(readText(keyFile), keyFile) }),
    ...(tsa !== undefined && { timestamp: (message: Uint8Array) => fetchStamp(tsa, message) }),
  });
  const file = resolve(
    io.cwd,
    flags.to ?? `evidence-${flags.notice ?? flags.unit ?? document.findings[0]?.unit ?? ''}.wacz`,
  );
  writeWhole(file, bytes);
  if (flags.withPersonalData) {
    const words = {
      zh: '注意：证据包内含未脱敏的个人信息，仅限内部使用',
      en: 'mind: the pack holds personal data unmasked, for internal use only',
    };
    io.stderr(`${words[lang]}\n`);
  }
  io.stdout(`${file}\n`);
  return 0;
}

/** `duwang evidence sheet`: one A4 page for each finding, as HTML, or as PDF where the name ends so. */
export async function writeSheet(ids: readonly string[], flags: PackFlags, call: Call): Promise<number> {
  const { document, pictures, live } = await take(ids, flags, call);
  const { io, lang } = call;
  const html = renderSheet(
    document,
    picturesOf(pictures, ({ bytes }) => bytes),
    lang,
    textsOf(live),
  );
  const file = resolve(io.cwd, flags.to ?? 'evidence-sheet.html');
  if (file.endsWith('.pdf')) {
    const { findBrowser } = await import('../../fetch/browser/find-browser.ts');
    const { isRoot } = await import('../../fetch/browser/renderer.ts');
    const { printPdf } = await import('../../evidence/screenshot.ts');
    const executablePath = findBrowser(flags.browser);
    if (executablePath === undefined)
      throw new UserError('没有浏览器，不能生成 PDF (no browser, no PDF)', { hint: '.html', exitCode: 5 });
    writeWhole(file, await printPdf(html, executablePath, !isRoot()));
  } else writeWhole(file, Buffer.from(html, 'utf8'));
  io.stdout(`${file}\n`);
  return 0;
}

interface VerifyFlags {
  readonly authority?: readonly string[];
  readonly store?: string;
  readonly signer?: string;
}

/** `duwang evidence verify`: offline; exit 6, and the file and record that is wrong, where it does not hold. */
export async function verifyEvidence(name: string, flags: VerifyFlags, { io, lang }: Call): Promise<number> {
  const file = resolve(io.cwd, name);
  if (isFolder(file)) return verifyStore(file, name, { io, lang });
  const verification = await doubt(file, name, flags, io);
  const wrong = asError(verification, name);
  if (wrong) throw wrong;
  const { counts, signedBy, stampedAt, content } = verification;
  const derived = content ? await deriveAbsences(content, io) : undefined;
  const lost = (derived?.lost ?? []).map((id) => ({
    file: paths.findings,
    record: id,
    what: '证据包里的页面重读后，这条“缺失”不再成立 / read again, this absence is none',
  }));
  const untrue = asError({ problems: lost }, name);
  if (untrue) throw untrue;
  const said = {
    zh: [
      `核验通过：${counts.files} 个文件，${counts.records} 条记录，${counts.findings} 条问题，${counts.quotes} 处引文均在原页面`,
      `签名：${signedBy ?? '无'}`,
      `时间戳：${stampedAt ?? '无'}`,
      ...(derived
        ? [
            derived.otherRules
              ? '缺失类问题未重判：本机规则版本与证据包不同'
              : `缺失类问题重读后仍缺失：${derived.confirmed} 条`,
          ]
        : ['不是 duwang 的证据包：只核对了文件和记录的校验值']),
    ],
    en: [
      `verified: ${counts.files} files, ${counts.records} records, ${counts.findings} findings, ${counts.quotes} quotes found in their pages`,
      `signature: ${signedBy ?? 'none'}`,
      `time-stamp: ${stampedAt ?? 'none'}`,
      ...(derived
        ? [
            derived.otherRules
              ? 'absences not judged again: this duwang has other rules'
              : `absences read again and still absent: ${derived.confirmed}`,
          ]
        : ['not a pack of duwang: only files and records were held to their digests']),
    ],
  };
  io.stdout(`${said[lang].join('\n')}\n`);
  return 0;
}

/** The same for a store: each run against its head, each body against its hash. */
async function verifyStore(dir: string, name: string, { io, lang }: Call): Promise<number> {
  const store = openStore(dir, 'read');
  try {
    const { problems, counts } = doubtStore(store, await citedBodies(dir));
    const wrong = asError({ problems }, name, '存档未通过核验 / the store does not verify');
    if (wrong) throw wrong;
    const { snapshots, captures, bodies } = counts;
    const said = {
      zh: `核验通过：${snapshots} 次抓取，${captures} 条记录，${bodies} 份正文`,
      en: `verified: ${snapshots} runs, ${captures} captures, ${bodies} bodies`,
    };
    io.stdout(`${said[lang]}\n`);
    return 0;
  } finally {
    store.close();
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function doubt(file: string, name: string, flags: VerifyFlags, io: Call['io']): Promise<Verification> {
  const authorities = (flags.authority ?? []).map((path) => readText(resolve(io.cwd, path)));
  const key = flags.signer === undefined ? undefined : resolve(io.cwd, flags.signer);
  const tools = { wordsOf, authorities, ...(key !== undefined && { signer: readSigner(readText(key), key) }) };
  const bytes = readBytes(file);
  if (flags.store === undefined) return verifyPack(bytes, name, tools);
  const store = openStore(resolve(io.cwd, flags.store), 'read');
  try {
    return await verifyPack(bytes, name, { ...tools, store: { key: personalKey(store), body: store.body } });
  } finally {
    store.close();
  }
}

/** `duwang evidence keygen`: an Ed25519 pair, the private part readable by its owner alone. Never writes over a key. */
export function generateKeys({ to }: { readonly to?: string }, { io }: Call): number {
  const base = resolve(io.cwd, to ?? 'duwang-evidence');
  const [own, open] = [`${base}.key`, `${base}.pub`];
  for (const file of [own, open])
    if (existsSync(file)) throw new UserError('已有密钥，不覆盖 (a key is there already)', { where: { file } });
  const { privateKey, publicKey } = makeKeys();
  writeFileSync(own, privateKey, { mode: 0o600 });
  writeFileSync(open, publicKey);
  io.stdout(`${own}\n${open}\n`);
  return 0;
}

/** The close-up where there is one: a sheet has one page. */
function picturesOf(
  pictures: readonly Picture[],
  sourceOf: (picture: Picture) => SheetPicture['source'],
): ReadonlyMap<string, readonly SheetPicture[]> {
  const best = new Map<string, Picture>();
  for (const picture of pictures)
    if (picture.kind === 'close-up' || !best.has(picture.finding)) best.set(picture.finding, picture);
  return new Map(
    [...best].map(([finding, picture]) => [
      finding,
      [{ source: sourceOf(picture), caption: pictureWords(picture.kind, picture.found) }],
    ]),
  );
}

/** What a picture shows, in the words of a caption. */
function pictureWords(kind: Picture['kind'], found: Picture['found']): string {
  if (found === 'not') return '存档页面（问题在于整页，未标出具体位置）';
  const where = found === 'exact' ? '红框为问题处' : '虚线框为相关位置';
  return kind === 'close-up' ? `存档页面局部，${where}` : `存档页面，${where}`;
}

function readText(file: string): string {
  return Buffer.from(readBytes(file)).toString('utf8');
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new UserError('读不到文件 (cannot be read)', { where: { file }, cause });
  }
}

function textsOf(live: readonly LiveLook[] | undefined): ReadonlyMap<string, LiveLook['text']> {
  return new Map((live ?? []).map(({ finding, text }) => [finding, text]));
}

import type { FileReading, Reading } from '../../contract/page.ts';
import type { PageInput } from '../../contract/reader.ts';
import { decode } from '../decode.ts';
import type { FileCaps } from './caps.ts';
import { GaveUp } from './gave-up.ts';
import { readOfd } from './ofd.ts';
import type { Outcome } from './outcome.ts';
import { readPdf } from './pdf.ts';
import { withoutRadicals } from './radicals.ts';
import { formatOfBytes, looksLikePage, promisedFormat } from './sniff.ts';
import { entryName, unpack } from './unpack.ts';
import { readDoc, readDocx } from './word.ts';
import { readWorkbook } from './workbook.ts';

/**
 * Whether a body is a file to be read with `readFile`, and not a page. The bytes have the last word: HTML that is called
 * .xlsx is a page, a PDF that is sent as text/html is a file.
 */
export function isFile(url: string, contentType: string, bytes: Uint8Array): boolean {
  if (formatOfBytes(bytes) !== undefined) return true;
  const promised = promisedFormat(url, contentType);
  return promised !== undefined && !looksLikePage(bytes);
}

/**
 * Reads an attachment: its words in `text`, its tables in `tables`. Never throws for what stands in the file: what
 * cannot be read has `file.gaveUp` with the reason, and no text.
 */
export async function readFile(input: PageInput, caps: FileCaps): Promise<Reading> {
  const sniffed = formatOfBytes(input.bytes);
  const promised = promisedFormat(input.url, input.contentType);
  const format = nameFormat(sniffed?.format ?? promised ?? 'unknown', promised);
  try {
    if (input.bytes.length === 0) throw new GaveUp('empty file');
    if (input.bytes.length > caps.bytes) throw new GaveUp(`more than ${caps.bytes} bytes`);
    if (sniffed !== undefined && 'refused' in sniffed) throw new GaveUp(sniffed.refused);
    if (sniffed === undefined && format !== 'txt') throw new GaveUp(`not a ${format} file`);
    const outcome = await open(format, input, caps);
    if (outcome.text.length > caps.characters) throw new GaveUp(`more than ${caps.characters} characters`);
    return makeReading(input, fileOf(format, outcome), outcome);
  } catch (error) {
    // A parser that throws is one more way for a hostile file to be unreadable; what it says is not for people.
    const gaveUp =
      error instanceof GaveUp ? error.message : `damaged file: ${error instanceof Error ? error.name : 'unknown'}`;
    return makeReading(input, { format, gaveUp }, { text: '', tables: [] });
  }
}

function fileOf(format: FileReading['format'], { pages, unread }: Outcome): FileReading {
  return { format, ...(pages !== undefined && { pages }), ...(unread !== undefined && { unread }) };
}

/** WPS and ET are DOC and XLS inside: the name says which it was. */
function nameFormat(format: FileReading['format'], promised: FileReading['format'] | undefined): FileReading['format'] {
  if (format === 'doc' && promised === 'wps') return 'wps';
  if (format === 'xls' && promised === 'et') return 'et';
  return format;
}

async function open(format: FileReading['format'], input: PageInput, caps: FileCaps): Promise<Outcome> {
  switch (format) {
    case 'pdf':
      return readPdf(input.bytes, caps);
    case 'docx':
      return readDocx(input.bytes, caps);
    case 'doc':
    case 'wps':
      return readDoc(input.bytes);
    case 'xlsx':
    case 'xls':
    case 'et':
      return readWorkbook(input.bytes, caps);
    case 'ofd':
      return readOfd(input.bytes, caps);
    case 'zip':
      return readZip(input, caps);
    case 'txt':
      return { text: decode(input.bytes, input.contentType).text, tables: [] };
    case 'image':
    case 'unknown':
      throw new GaveUp('unknown kind of file');
  }
}

/** An archive of files that are read, one after the other. One that cannot be read is told: nobody may say what is not in it. */
async function readZip(input: PageInput, caps: FileCaps, depth = 0): Promise<Outcome> {
  if (depth > 2) throw new GaveUp('archives too deep in one another');
  const { entries, unsafe } = unpack(input.bytes, caps, () => true);
  if (unsafe.length > 0) throw new GaveUp(`unsafe entry name: ${unsafe[0]?.slice(-100) ?? ''}`);
  if (entries.size === 0) throw new GaveUp('empty archive');
  const texts: string[] = [];
  const tables: Outcome['tables'][number][] = [];
  const unread: { readonly name: string; readonly why: string }[] = [];
  const left = { ...caps, entries: caps.entries - entries.size };
  for (const [raw, bytes] of entries) {
    const name = entryName(raw);
    const url = `${input.url}#${encodeURIComponent(name)}.`;
    const outcome = await readEntry(name, { ...input, bytes, url, contentType: '' }, left, depth);
    if ('why' in outcome) {
      unread.push(outcome);
      continue;
    }
    texts.push(name, outcome.text);
    tables.push(...outcome.tables);
    unread.push(...(outcome.unread ?? []).map((one) => ({ ...one, name: `${name}/${one.name}` })));
  }
  const [first] = unread;
  if (texts.length === 0 && first !== undefined) throw new GaveUp(`${first.name}: ${first.why}`);
  return { text: texts.join('\n'), tables, ...(unread.length > 0 && { unread }) };
}

type Unread = NonNullable<Outcome['unread']>[number];

async function readEntry(name: string, input: PageInput, caps: FileCaps, depth: number): Promise<Outcome | Unread> {
  const sniffed = formatOfBytes(input.bytes);
  if (sniffed !== undefined && 'refused' in sniffed) return { name, why: sniffed.refused };
  const format = sniffed?.format ?? promisedFormat(name, '');
  if (format === undefined) return { text: '', tables: [] };
  if (sniffed === undefined && format !== 'txt' && format !== 'zip') return { name, why: `not a ${format} file` };
  try {
    return format === 'zip' ? await readZip(input, caps, depth + 1) : await open(format, input, caps);
  } catch (error) {
    return { name, why: error instanceof GaveUp ? error.message : 'damaged file' };
  }
}

function makeReading(input: PageInput, file: FileReading, { text, tables }: Outcome): Reading {
  const words = withoutRadicals(text);
  const title = nameOf(input.url);
  return {
    url: input.url,
    mode: input.mode,
    encoding: { name: 'utf-8', how: 'default', sure: true },
    kind: 'article',
    ...(title !== '' && { title }),
    breadcrumb: [],
    contradictions: [],
    list: { state: 'none' },
    rows: [],
    fields: [],
    attachments: [],
    metas: [],
    links: [],
    forms: [],
    media: { images: 0, videos: 0 },
    file,
    text: words,
    mainText: words,
    tables: tables.map((table) => ({ ...table, rows: table.rows.map((row) => row.map(withoutRadicals)) })),
  };
}

/** The name of the file, without its extension: all that a file says of itself. */
function nameOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z0-9]{1,5}$/i, '');
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // GBK escapes: better as they are than wrong
  }
}

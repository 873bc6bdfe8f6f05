import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { PageInput } from '../../contract/reader.ts';
import { UserError } from '../../lib/error.ts';
import type { Call } from '../call.ts';
import { pageReader, type PageReader } from '../run/doors.ts';
import { describePage } from './describe-page.ts';

export interface InspectFlags {
  readonly url?: string;
  readonly json?: boolean;
  readonly batch?: string;
  readonly allowPrivate?: boolean;
}

const batchLine = z.object({ file: z.string(), path: z.string(), url: z.string() });

/** `duwang inspect`: how a page is read. */
export async function inspect(source: string | undefined, flags: InspectFlags, call: Call): Promise<number> {
  const reader = await pageReader();
  if (flags.batch !== undefined) return inspectBatch(resolve(call.io.cwd, flags.batch), reader, call);
  if (source === undefined) throw new UserError('没有说看哪一页 (no page named)', { hint: 'duwang inspect URL|FILE' });
  const reading = await reader.readPage(await inputOf(source, flags, call));
  call.io.stdout(
    flags.json ? `${JSON.stringify(reader.toSchema(reading), null, 2)}\n` : describePage(reading, call.lang),
  );
  return 0;
}

/** A line a page, in the order of the list; what cannot be read stops nothing. */
async function inspectBatch(list: string, reader: PageReader, { io }: Call): Promise<number> {
  if (!existsSync(list)) throw new UserError('没有这个清单 (no such list)', { where: { file: list } });
  let number = 0;
  let misses = 0;
  for await (const line of createInterface({ input: createReadStream(list), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const { file, path, url } = parseLine(line, list, number);
    const bytes = readIfThere(resolve(io.cwd, path));
    if (!bytes) {
      misses += 1;
      io.stderr(`${list}:${number}: ${path}: 读不到 (cannot be read)\n`);
      continue;
    }
    const page = reader.toSchema(await reader.readPage({ bytes, url, contentType: '', mode: 'http' }));
    io.stdout(`${JSON.stringify({ file, page })}\n`);
  }
  return misses > 0 ? 2 : 0;
}

function parseLine(line: string, file: string, number: number): z.output<typeof batchLine> {
  try {
    return batchLine.parse(JSON.parse(line));
  } catch (cause) {
    throw new UserError('不是 {"file","path","url"} (not such a line)', { where: { file, line: number }, cause });
  }
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The page that was meant: a file, or what a URL answers. */
export async function inputOf(source: string, { url, allowPrivate }: InspectFlags, { io }: Call): Promise<PageInput> {
  if (!/^https?:\/\//i.test(source)) {
    const path = resolve(io.cwd, source);
    const bytes = readIfThere(path);
    if (!bytes) throw new UserError('读不到这个文件 (cannot read this file)', { where: { file: path } });
    return { bytes, url: url ?? pathToFileURL(path).href, contentType: '', mode: 'http' };
  }
  const { createHttpFetcher } = await import('../../fetch/http.ts');
  const fetcher = createHttpFetcher({
    userAgent: 'Mozilla/5.0 (compatible; duwang)',
    allowOrigins: [source],
    allowPrivate: allowPrivate ?? false,
  });
  const { signal } = new AbortController();
  const answer = await fetcher.fetch({ url: source, signal, refuses: () => undefined });
  await fetcher.close();
  if (answer.outcome === 'failed' || answer.outcome === 'skipped')
    throw new UserError(`${source}: ${answer.reason} ${answer.detail}`, { exitCode: 3 });
  const contentType = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  return { bytes: answer.body, url: url ?? answer.url, contentType, mode: 'http' };
}

import { unzipSync, zipSync } from 'fflate';
import { UserError } from '../lib/error.ts';

/** The files of a pack, by their path in it. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** ZIP holds a local time without zone; the same one for every file of every pack, wherever it is made. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * Packs files into a ZIP whose bytes depend on nothing but their names and contents: they are stored as they are, so that
 * a compressor of another version makes no difference. WACZ asks that of its WARC files anyway, and pictures gain nothing.
 */
export function zip(files: Files): Uint8Array {
  return zipSync(
    Object.fromEntries(sorted(files).map(([path, bytes]) => [path, [bytes, { level: 0, mtime: NO_TIME }]])),
  );
}

/** Which file a byte of a ZIP of ours speaks of; undefined for what speaks of all. */
export function fileAt(files: Files, at: number): string | undefined {
  const names = sorted(files).map(([path, bytes]) => ({ path, name: Buffer.byteLength(path), size: bytes.length }));
  let end = 0;
  for (const { path, name, size } of names) {
    end += LOCAL_HEADER + name + size;
    if (at < end) return path;
  }
  for (const { path, name } of names) {
    end += CENTRAL_HEADER + name;
    if (at < end) return path;
  }
  return undefined;
}

/** Bytes before the name of a file, where it lies and in the directory behind all files. */
const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;

function sorted(files: Files): readonly (readonly [path: string, bytes: Uint8Array])[] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

const MAX_TOTAL = 1 << 30;
const MAX_FILES = 100_000;

/**
 * Opens a ZIP. Throws a `UserError` where it is none, would grow too large, names a path out of its folder, or names one
 * twice: of two files of one name nobody could say which one is meant.
 */
export function unzip(bytes: Uint8Array, file: string): Files {
  let total = 0;
  const names = new Set<string>();
  let current = '';
  const refuse = (why: string): never => {
    throw new UserError(`${file}${current === '' ? '' : ` ${current}`}：${why}`, { where: { file }, exitCode: 6 });
  };
  const files = ((): Readonly<Record<string, Uint8Array>> => {
    try {
      return unzipSync(bytes, {
        filter({ name, originalSize }) {
          current = name;
          total += originalSize;
          if (name === '') refuse('有文件没有名字 / a file without a name');
          if (names.has(name)) refuse('在 ZIP 里出现两次 / stands in the ZIP twice');
          names.add(name);
          if (total > MAX_TOTAL || names.size > MAX_FILES) refuse('解开后过大 / too large when unpacked');
          if (/^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/i.test(name)) refuse('路径越界 / path out of the pack');
          return !name.endsWith('/');
        },
      });
    } catch (error) {
      if (error instanceof UserError) throw error;
      return refuse('不是完整的 ZIP（WACZ）或 WARC 文件 / neither a whole ZIP (WACZ) nor a WARC');
    }
  })();
  return new Map(Object.entries(files));
}

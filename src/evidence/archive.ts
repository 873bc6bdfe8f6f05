import { unzipSync, zipSync } from 'fflate';
import { UserError } from '../lib/error.ts';

/** The files of a pack, by their path in it. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** ZIP holds a local time without zone; the same one for every file of every pack, wherever it is made. */
const NO_TIME = new Date(1980, 0, 1);
/** What is compressed already is stored, which WACZ asks for its WARC files anyway. */
const stored = /\.(?:gz|png|webp|jpe?g|pdf|tsr)$/;

/** Packs files into a ZIP whose bytes depend on nothing but their names and contents. */
export function zip(files: Files): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(
    Object.fromEntries(
      sorted.map(([path, bytes]) => [path, [bytes, { level: stored.test(path) ? 0 : 6, mtime: NO_TIME }]]),
    ),
  );
}

const MAX_TOTAL = 1 << 30;
const MAX_FILES = 100_000;

/** Opens a ZIP. Throws a `UserError` where it is none, would grow too large, or names a path out of its folder. */
export function unzip(bytes: Uint8Array, file: string): Files {
  let total = 0;
  let count = 0;
  const refuse = (why: string): never => {
    throw new UserError(`${file}：${why}`, { where: { file }, exitCode: 6 });
  };
  const files = ((): Readonly<Record<string, Uint8Array>> => {
    try {
      return unzipSync(bytes, {
        filter({ name, originalSize }) {
          total += originalSize;
          count += 1;
          if (total > MAX_TOTAL || count > MAX_FILES) refuse('解开后过大 / too large when unpacked');
          if (/^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/i.test(name))
            refuse(`路径越界 / path out of the pack: ${name}`);
          return !name.endsWith('/');
        },
      });
    } catch (error) {
      if (error instanceof UserError) throw error;
      return refuse('不是完整的 ZIP 文件 / not a whole ZIP file');
    }
  })();
  return new Map(Object.entries(files));
}

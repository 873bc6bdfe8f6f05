import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../lib/error.ts';

/** What is kept of a notice: enough to pack its evidence, and to hold the answer against it. */
const noticeRecord = z.object({
  number: z.string().regex(/^\d{4}-\d{3,}$/),
  unit: z.string(),
  run: z.string(),
  issuedOn: z.string(),
  deadline: z.string(),
  findings: z.array(z.string()).min(1),
});
export type NoticeRecord = z.output<typeof noticeRecord>;

/** The notices of a store, one small file each. */
export interface Notices {
  /** The next free number of a year. */
  readonly next: (year: string) => string;
  readonly keep: (record: NoticeRecord) => void;
  /** @throws UserError where there is no such notice. */
  readonly read: (number: string) => NoticeRecord;
}

/** Opens them. */
export function noticesOf(store: string): Notices {
  const folder = join(store, 'notices');
  const fileOf = (number: string): string => join(folder, `${number}.json`);
  const all = (): readonly string[] =>
    existsSync(folder) ? readdirSync(folder).flatMap((name) => /^(\d{4}-\d{3,})\.json$/.exec(name)?.[1] ?? []) : [];
  return {
    next: (year) => {
      const last = Math.max(
        0,
        ...all()
          .filter((number) => number.startsWith(`${year}-`))
          .map((number) => Number(number.slice(5))),
      );
      return `${year}-${String(last + 1).padStart(3, '0')}`;
    },
    keep: (record) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = fileOf(record.number);
      writeFileSync(`${file}.new`, JSON.stringify(noticeRecord.parse(record), null, 2));
      renameSync(`${file}.new`, file);
    },
    read: (number) => {
      if (!all().includes(number))
        throw new UserError(`没有这份通知 (no such notice): ${number}`, {
          hint: all().slice(-5).join(' ') || 'duwang notice --unit …',
        });
      return noticeRecord.parse(JSON.parse(readFileSync(fileOf(number), 'utf8')));
    },
  };
}

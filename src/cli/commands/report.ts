import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findingsDocument } from '../../contract/findings-document.ts';
import { UserError } from '../../lib/error.ts';
import { renderReport } from '../../report/html/render-report.ts';
import type { Call } from '../call.ts';
import { writeFolder } from '../run/outputs.ts';

/** `duwang report`: the HTML report of a findings.json; prints where it lies. */
export function reportOnly(file: string, { out }: { readonly out?: string }, { io, lang }: Call): number {
  const path = resolve(io.cwd, file);
  const folder = out === undefined ? join(dirname(path), 'report') : resolve(io.cwd, out);
  writeFolder(folder, renderReport(readFindings(path), lang), isReport);
  io.stdout(`${join(folder, 'index.html')}\n`);
  return 0;
}

const reportNames = new Set(['index.html', 'search', 'units']);
const isReport = (name: string): boolean => reportNames.has(name);

/** Reads a findings.json. Throws a UserError where it is none, or of another version. */
export function readFindings(path: string): ReturnType<typeof findingsDocument.parse> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UserError('读不到 findings.json (cannot be read)', { where: { file: path }, cause });
  }
  const parsed = findingsDocument.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `不是这个版本的 findings.json (not of this version): ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    {
      where: { file: path },
    },
  );
}

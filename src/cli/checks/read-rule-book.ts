import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { readStandards, type RuleBook, type StandardsText } from '../../audit/standards.ts';
import { sha256, canonicalJson } from '../../lib/hash.ts';
import { readText } from '../config/read-config.ts';
import { packageRoot } from '../package-root.ts';
import { filesBelow } from './files-below.ts';

const yaml = /\.ya?ml$/;

/** The rules of the house, of the folders of checks (`standards/` beside them) and of the office, as one book. */
export function readRuleBook(
  checkFolders: readonly string[],
  officeFiles: readonly string[],
): { readonly book: RuleBook; readonly hash: string } {
  const house = join(packageRoot().root, 'checks', 'standards');
  const own = filesBelow(house, yaml).map((path): StandardsText => ({
    file: relative(packageRoot().root, path),
    text: readFileSync(path, 'utf8'),
  }));
  const theirs = checkFolders
    .flatMap((folder) =>
      filesBelow(folder, yaml).filter((path) => /[\\/]standards[\\/]/.test(path.slice(folder.length))),
    )
    .concat(officeFiles)
    .map((path): StandardsText => ({ file: path, text: readText(path) }));
  const texts = [...own, ...theirs];
  // Where the files lie is nobody's business: their names and texts are.
  const hash = sha256(canonicalJson(texts.map(({ file, text }) => [basename(file), text])));
  return { book: readStandards(texts), hash };
}

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readerHash } from '../../.config/source-hash.mjs';
import { readerVersion } from '../../src/crawl/reader-version.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'duwang-reader-'));
mkdirSync(join(copy, 'src'));
for (const room of ['extract', 'lib', 'contract'])
  cpSync(join(root, 'src', room), join(copy, 'src', room), { recursive: true });
cpSync(join(root, 'package-lock.json'), join(copy, 'package-lock.json'));
afterAll(() => {
  rmSync(copy, { recursive: true });
});

/** What the version becomes with other words in a file; the file is put back. */
function withWords(file: string, change: (words: string) => string): string {
  const path = join(copy, file);
  const words = readFileSync(path, 'utf8');
  writeFileSync(path, change(words));
  const hash = readerHash(copy);
  writeFileSync(path, words);
  return hash;
}

test('the version follows from what reads, wherever it lies', () => {
  expect(readerHash(copy)).toBe(readerHash(root));
  expect(readerHash(copy)).toMatch(/^[\da-f]{16}$/);
});

test.each(['src/extract/rows.ts', 'src/extract/file/pdf.ts', 'src/extract/site/names.ts', 'src/lib/day.ts'])(
  'a change of %s is another version',
  (file) => {
    expect(withWords(file, (words) => `${words}\n`)).not.toBe(readerHash(copy));
  },
);

test('another release of the parser is another version', () => {
  const older = (words: string): string => words.replace(/("node_modules\/parse5": \{\s+"version": ")[^"]+/, '$10.0.0');
  expect(withWords('package-lock.json', older)).not.toBe(readerHash(copy));
});

test('what builds the site from readings is no part of them', () => {
  expect(withWords('src/extract/site/build-site.ts', (words) => `${words}\n`)).toBe(readerHash(copy));
});

test('what runs from its source has a version too', () => {
  expect(readerVersion).toMatch(/^[\da-f]{16}$/);
});

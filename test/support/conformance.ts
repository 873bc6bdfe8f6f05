import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, it } from 'vitest';

const root = join(import.meta.dirname, '../../../shared/conformance');

/** One public suite: its files, read when asked for. */
export interface Suite {
  readonly bytes: (file: string) => Buffer;
  readonly text: (file: string) => string;
  readonly json: (file: string) => unknown;
  readonly files: (folder?: string) => string[];
}

/** The tests of a public suite, which stands beside the repository or nowhere: then one skipped test says so. */
export function describeSuite(name: string, tests: (suite: Suite) => void): void {
  const folder = join(root, name);
  if (!existsSync(folder)) {
    describe(name, () => {
      it.skip(`the public suite ${name} is not at hand (../shared/conformance)`, () => undefined);
    });
    return;
  }
  const bytes = (file: string) => readFileSync(join(folder, file));
  describe(name, () => {
    tests({
      bytes,
      text: (file) => bytes(file).toString('utf8'),
      json: (file) => JSON.parse(bytes(file).toString('utf8')) as unknown,
      files: (under = '') => readdirSync(join(folder, under)).sort(),
    });
  });
}

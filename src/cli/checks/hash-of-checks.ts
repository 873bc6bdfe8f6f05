import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { canonicalJson, sha256 } from '../../lib/hash.ts';
import { filesBelow } from './files-below.ts';
import type { KnownCheck } from './known-check.ts';

/** The hash of every check that runs: what it declares, its code, and all code that lies in the folders of third parties. */
export function hashOfChecks(checks: readonly KnownCheck[], folders: readonly string[]): string {
  const declared = checks.map(({ check }) => {
    // Options are a zod schema, whose defaults the configuration's hash does not know.
    return Object.entries(check).map(([key, value]: [string, unknown]) => [
      key,
      key === 'options' ? defaultsOf(check) : plain(value),
    ]);
  });
  const files = folders.flatMap((folder) =>
    filesBelow(folder, /\.[cm]?[jt]s$/).map((file) => [basename(file), readFileSync(file, 'utf8')]),
  );
  return sha256(canonicalJson([declared, files]));
}

function defaultsOf({ options }: KnownCheck['check']): unknown {
  const parsed = options.safeParse({});
  return parsed.success ? parsed.data : undefined;
}

function plain(value: unknown): unknown {
  return typeof value === 'function' ? Function.prototype.toString.call(value) : value;
}

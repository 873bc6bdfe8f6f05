import type { LastAnswer } from '../store/last-answers.ts';
import { trailVersion, waysOfLinks, type Trail, type Way } from './follow.ts';
import type { JobResult } from './job.ts';
import type { Session, UnitRun } from './session.ts';
import type { Leads } from './ways.ts';

/**
 * A trail as it is stored. A run of links that was met here first stands in it; one that was met before is named by its
 * hash, and loaded only if on a later night nobody brings it.
 */
export interface KeptTrail {
  readonly ways: readonly Way[];
  readonly runs: readonly (readonly [hash: string, plain?: readonly Way[]])[];
  readonly newest?: string;
  readonly signature?: number;
}

/** What stored answers must have been read and followed with, to hold. */
export function answerVersion({ request }: Session): string {
  return `${request.readers.version} ${trailVersion}`;
}

/**
 * A trail made ready to be stored, as JSON of a `KeptTrail`: to be called before it is followed. What it is made of is
 * JSON already, and stays so.
 */
export function keepTrail({ runsSeen }: UnitRun, { ways, runs, newest, signature }: Trail): string {
  const kept = runs.map(({ hash, plain }) => (runsSeen.has(hash) ? `["${hash}"]` : `["${hash}",${plain}]`));
  const more = JSON.stringify({ newest, signature }).slice(1); // `}` where there is neither
  return `{"ways":${ways},"runs":[${kept.join(',')}]${more === '}' ? '' : ','}${more}`;
}

/** Where a page leads: by what was read just now, or on an earlier night. */
export function leadsOf(
  run: UnitRun,
  { result, last }: { readonly result: JobResult; readonly last: LastAnswer | undefined },
): Leads | undefined {
  const trail = result.reading?.followed.trail ?? result.glance;
  if (!trail) return result.same && last ? leadsOfLast(run, last) : undefined;
  const { ways, runs, newest, signature } = trail;
  return {
    ways: parsed(ways),
    runs: runs.map(({ hash, plain }) => ({ hash, plain: () => parsed(plain) })),
    newest,
    signature,
  };
}

/** Where a page led when it was read. */
export function leadsOfLast({ group }: UnitRun, { said }: LastAnswer): Leads {
  // Written by us, from a `KeptTrail`.
  const { ways, runs, newest, signature } = said.trail as KeptTrail;
  return {
    ways,
    runs: runs.map(([hash, plain]) => ({ hash, plain: () => plain ?? parsed(waysOfLinks(group.linksOfRun(hash))) })),
    newest,
    signature,
  };
}

function parsed(ways: string): readonly Way[] {
  // Written by us, in `followed`.
  return JSON.parse(ways) as readonly Way[];
}

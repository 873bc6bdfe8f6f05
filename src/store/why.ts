import type { Capture } from '../contract/capture.ts';
import type { UnitId } from '../contract/unit.ts';
import type { GroupFile } from './group-file.ts';

/** The memory of one URL. */
export interface Why {
  readonly url: string;
  /** Each run and unit that knew it: the page that first linked to it, how deep, as what. */
  readonly found: readonly {
    readonly run: number;
    readonly unit: UnitId;
    readonly as: string;
    readonly depth: number;
    readonly from: string | undefined;
    readonly waiting: boolean;
  }[];
  /** Each fetch and each decision, oldest first. */
  readonly captures: readonly { readonly run: number; readonly unit: UnitId | undefined; readonly capture: Capture }[];
}

/** Asks the group files that may know of a URL. */
export function whyOf(url: string, groups: readonly GroupFile[]): Why {
  const unique = [...new Set(groups)];
  return {
    url,
    found: unique.flatMap((group) =>
      group.knownAs(url).map(({ run, url: known, settled }) => {
        // Written by us: what the frontier remembers of a URL.
        const memory = JSON.parse(known.json) as { kind?: string; depth?: number; from?: string };
        return {
          run,
          unit: known.unit,
          as: memory.kind ?? '',
          depth: memory.depth ?? 0,
          from: memory.from,
          waiting: !settled,
        };
      }),
    ),
    captures: unique.flatMap((group) =>
      group.history(url).map(({ run, unit, capture }) => ({ run, unit: unit === '' ? undefined : unit, capture })),
    ),
  };
}

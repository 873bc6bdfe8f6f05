import type { Unit } from '../../contract/unit.ts';
import { hostOf, isWithinScope } from '../../lib/url.ts';

/** Where the columns of a unit may stand. */
export interface Bounds {
  /** Whether a column at this address is the unit's own. */
  readonly holds: (url: string) => boolean;
  /** Whether the address lies on a host of the unit. */
  readonly sameHost: (url: string) => boolean;
  /** Whether the unit has its hosts for itself: then every menu on them is its own. */
  readonly wholeHost: boolean;
}

/**
 * The bounds of a unit. `arrived` are the addresses at which its entries answered: a unit that is registered at
 * http://a.example/ and answers at https://www.a.example/web/ is not elsewhere.
 */
export function boundsOf(unit: Unit, arrived: readonly string[]): Bounds {
  const entry = [...unit.entry, ...arrived];
  const hosts = new Set(entry.map(bareHost));
  const known = new Map<string, boolean>();
  return {
    holds: (url) => {
      const before = known.get(url);
      if (before !== undefined) return before;
      const within = isWithinScope(url, { entry, scope: unit.scope });
      known.set(url, within);
      return within;
    },
    sameHost: (url) => hosts.has(bareHost(url)),
    wholeHost: unit.scope.kind === 'host' || unit.scope.kind === 'domain',
  };
}

function bareHost(url: string): string {
  return hostOf(url).replace(/^www\./, '');
}

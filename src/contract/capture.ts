import type { Mode } from './seen.ts';
import type { Unit } from './unit.ts';

/** Why a request brought nothing that can be judged. Closed: every report has a sentence and a remedy for each. */
export const failReasons = [
  'dns',
  'refused',
  'reset',
  'connect-timeout',
  'first-byte-timeout',
  'idle-timeout',
  'total-timeout',
  'tls',
  'protocol',
  'incomplete',
  'too-large',
  'decoding',
  'redirect-loop',
  'bad-redirect',
  'http-status',
  'rate-limited',
  'waf',
  'captcha',
  'login',
  'maintenance',
  'parked',
  'soft-404',
  'browser-crash',
  'robots-unreachable',
  'host-down',
] as const;
export type FailReason = (typeof failReasons)[number];

/** Why a URL was known and not asked for. */
export const skipReasons = [
  'robots',
  'out-of-scope',
  'private-address',
  'unsupported-scheme',
  'max-pages',
  'max-depth',
  'host-budget',
  'quiet-hours',
  'trap',
  'depth-policy',
  'interrupted',
  'no-browser',
  'not-in-archive',
  'too-long',
  'bad-url',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** One redirect: what was asked, what it answered, where it pointed. */
export interface Hop {
  readonly url: string;
  readonly status: number;
  readonly location: string;
  readonly kind: 'http' | 'meta-refresh' | 'script';
}

interface Asked {
  /** Unique within a store; what a snapshot lists. */
  readonly id: string;
  /** The canonical URL that was asked for. */
  readonly asked: string;
  /** When the answer began, or the decision fell, as an ISO instant. */
  readonly at: string;
  readonly depth: number;
  /** The page that first linked here; absent for entries and sitemap URLs. */
  readonly from?: string;
  readonly hops: readonly Hop[];
}

/** An answer that came back whole, whatever its status. */
export interface Fetched extends Asked {
  readonly outcome: 'fetched';
  /** Where it arrived. */
  readonly url: string;
  readonly status: number;
  /** Lower-case names; credentials and cookies removed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly contentType: string;
  /** `sha256:` and the hash of the decoded body. */
  readonly body: string;
  /** Length of the decoded body. */
  readonly bytes: number;
  readonly complete: true;
  readonly mode: Mode;
  readonly remote?: string;
  /** `problem` is why the certificate was not believed, in the machine's own word (CERT_HAS_EXPIRED …). */
  readonly tls?: {
    readonly digest: string;
    readonly notAfter: string;
    readonly verified: boolean;
    readonly problem?: string;
  };
  /** Server's Date minus ours, in ms, where it sent one. */
  readonly clockOffset?: number;
  /** Only in packs made for others: the hash of the body before personal data was masked in it. */
  readonly redactedFrom?: string;
  /** For `browser` and `data-source`: the capture that this one grew from. */
  readonly grewFrom?: string;
}

/** A request that failed, or came back cut. Its bytes, if kept, are kept as incomplete and never read as a page. */
export interface Failed extends Asked {
  readonly outcome: 'failed';
  readonly url: string;
  readonly reason: FailReason;
  readonly status?: number;
  /** What the machine said, made safe to print. */
  readonly detail: string;
}

/** A URL that was found and deliberately not asked for. */
export interface Skipped extends Asked {
  readonly outcome: 'skipped';
  readonly reason: SkipReason;
  readonly detail: string;
}

/** What came of one URL in one run. */
export type Capture = Fetched | Failed | Skipped;

/** Why a crawl ended where it did. Anything but `done` forbids to call a thing missing. */
export type Ending = 'done' | 'interrupted' | 'max-pages' | 'host-budget' | 'quiet-hours' | 'entry-failed';

/** The sealed list of the captures of one unit's run: the only thing that reading and checks ever see. */
export interface Snapshot {
  readonly id: string;
  readonly unit: Unit;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly ending: Ending;
  /** Version of duwang, and of its page reader, that made it. */
  readonly tool: { readonly version: string; readonly reader: string };
  /** Set when robots.txt was not obeyed, with the reason that the person gave. */
  readonly ignoredRobots?: string;
  /** What every request said, lower-case names, without credentials; a request adds but its conditions and its cookies. */
  readonly sent?: readonly (readonly [name: string, value: string])[];
  /**
   * The clock of the wall when it was sealed minus the clock of the run, in ms: the times of a run are of a clock that
   * never jumps, set by the wall once, and this is how far the wall went its own way.
   */
  readonly wallDrift?: number;
  /** The hash of all its captures as they were stored when it was sealed, in their order; written last. */
  readonly head?: string;
  /** The ids of its captures, in the order of `asked`. */
  readonly captures: readonly string[];
}

import type { FailReason, Hop, SkipReason } from './capture.ts';

/** One URL to ask for. The fetcher never throws for what the world does: it answers. */
export interface FetchRequest {
  readonly url: string;
  /** Sent only to the origin of `url`: credentials and cookies never leave it. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Validators of the last capture; absent where a full answer is wanted. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** Whether an answer with these bytes is the one that is known: then it comes back `not-modified`, and is not even decoded. */
  readonly knows?: (answer: {
    readonly url: string;
    readonly contentType: string;
    readonly received: { readonly bytes: Uint8Array; readonly coding: string };
  }) => boolean;
  readonly signal: AbortSignal;
  /** Asked before the first request and before every hop; a reason ends the chase as skipped. Addresses are the fetcher's own matter. */
  readonly refuses: (url: string) => SkipReason | undefined;
  /** Awaited before each request after the first one (a hop, a second try), so that the gap to a host is kept there too. */
  readonly pace?: (url: string) => Promise<void>;
  /** For a page that a browser shows: awaited before each request that it makes by itself, to any origin; false refuses it. */
  readonly admits?: (url: string) => Promise<boolean>;
}

interface Answered {
  /** Where it arrived, or where it got stuck. */
  readonly url: string;
  readonly hops: readonly Hop[];
  /** From sending to the last byte, in ms, for politeness. */
  readonly tookMs: number;
  /** When it came, as an ISO instant, where that was not now: an archive answers. */
  readonly at?: string;
  readonly remote?: string;
}

/**
 * What came of it. `fetched` is whole: a cut body is `failed` with reason `incomplete`. `not-modified` with a status other
 * than 304: the body came, and was the known one.
 */
export type FetchAnswer = Answered &
  (
    | {
        readonly outcome: 'fetched' | 'not-modified';
        readonly status: number;
        /** Lower-case names, in order; cookies and credentials removed. */
        readonly headers: readonly (readonly [name: string, value: string])[];
        /** Decoded by content coding, not by charset. Empty for not-modified. */
        readonly body: Uint8Array;
        /** The bytes as they came, with their coding, to be archived as received. */
        readonly received: { readonly bytes: Uint8Array; readonly coding: string };
        /** `problem` is why the certificate was not believed, in the machine's own word (CERT_HAS_EXPIRED …). */
        readonly tls?: {
          readonly digest: string;
          readonly notAfter: string;
          readonly verified: boolean;
          readonly problem?: string;
        };
        readonly clockOffset?: number;
      }
    | {
        readonly outcome: 'failed';
        readonly reason: FailReason;
        readonly status?: number;
        readonly detail: string;
        /** What the server asked us to wait, already capped. */
        readonly retryAfterMs?: number;
      }
    | { readonly outcome: 'skipped'; readonly reason: SkipReason; readonly detail: string }
  );

/** Asks for one URL, redirects included. */
export interface Fetcher {
  readonly fetch: (request: FetchRequest) => Promise<FetchAnswer>;
  readonly close: () => Promise<void>;
}

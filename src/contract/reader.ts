import type { Capture, Snapshot } from './capture.ts';
import type { Reading } from './page.ts';
import type { Mode } from './seen.ts';
import type { Site } from './site.ts';
import type { Unit } from './unit.ts';

/** A body to be read as a page. */
export interface PageInput {
  readonly bytes: Uint8Array;
  /** Where it arrived: what its links are relative to. */
  readonly url: string;
  /** The Content-Type header; '' where there was none. */
  readonly contentType: string;
  readonly mode: Mode;
}

/** A capture and, where it came back, what was read on it. A reading may load its `text`, `mainText` and `tables` late. */
export interface ReadCapture {
  readonly capture: Capture;
  readonly reading: Reading | undefined;
}

/** All that a site is built from. */
export interface SiteInput {
  readonly unit: Unit;
  readonly snapshot: Snapshot;
  readonly captures: readonly ReadCapture[];
  /** Earlier readings, newest first, where the store has them. */
  readonly history?: readonly Site[];
}

import type { Check, PortfolioCheck } from '../../contract/check.ts';

/** Any check, of one site or of all. */
export type SomeCheck = Check | PortfolioCheck;

/** A check and the file that it came from; ours come from the house. */
export interface KnownCheck {
  readonly check: SomeCheck;
  readonly file: string | undefined;
}

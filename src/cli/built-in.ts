import type { Check, PortfolioCheck } from '../contract/check.ts';

/**
 * The checks of the house, sorted by id. To add one: import it from `../../checks/<family>/<id>.ts` above, and put its
 * name into the list where its id belongs in the alphabet. `test/checks` holds the list against the folder.
 */
export const builtInChecks: readonly (Check | PortfolioCheck)[] = [];

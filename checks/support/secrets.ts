import type { Text } from '../../src/lib/template.ts';
import type { Place } from '../../src/contract/seen.ts';
import { rangeOf, selectorAt, type Passage } from './passages.ts';

/** A thing that ought not to stand where it stands. */
export interface Secret {
  readonly secret: string;
  /** What may be shown of it. */
  readonly masked: string;
  readonly start: number;
  readonly end: number;
  /** Why a person has to look first; absent where there is no doubt. */
  readonly doubt?: Text;
}

/** What a finding says of a secret: masked, placed, and keyed by a token that nobody can turn back. */
export interface Told {
  readonly data: { readonly masked: string; readonly where: Text; readonly line: number; readonly range: string };
  readonly at: Place;
  readonly key: string;
  readonly review: Text | false;
}

/** So many of one page are told; a list of thousands is as bad as one of these, and is mended as a whole. */
const MOST = 200;

/** Words for every new secret of a passage. `told` holds the tokens of this page: one number is one finding. */
export function* tell(
  passage: Passage,
  secrets: Iterable<Secret>,
  veil: (secret: string) => string,
  told: Set<string>,
): Generator<Told> {
  for (const { secret, masked, start, end, doubt } of secrets) {
    const key = veil(secret);
    if (told.has(key)) continue;
    if (told.size >= MOST) return;
    told.add(key);
    const { line, from, to } = rangeOf(passage.text, start, end);
    const selector = selectorAt(passage, start, end);
    yield {
      data: { masked, where: { zh: passage.zh, en: passage.en }, line, range: `${from}-${to}` },
      at: { ...passage.at, ...(selector !== undefined && { selector }), quote: masked },
      key,
      review: doubt ?? false,
    };
  }
}

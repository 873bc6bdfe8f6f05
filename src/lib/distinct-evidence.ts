interface Piece {
  readonly capture: string;
  readonly url: string;
  readonly quote?: string | undefined;
}

/**
 * The pieces of evidence as a reader is shown them: a page that is named with its words is not named once more without
 * them (a thing may be shown on a page that was searched, too), and none twice.
 */
export function distinctEvidence<T extends Piece>(evidence: readonly T[]): readonly T[] {
  const keyOf = ({ capture, url }: Piece): string => `${capture} ${url}`;
  const quoted = new Set(evidence.filter(({ quote }) => quote !== undefined).map(keyOf));
  const shown = new Set<string>();
  return evidence.filter((piece) => {
    const key = `${keyOf(piece)} ${piece.quote ?? ''}`;
    if (shown.has(key) || (piece.quote === undefined && quoted.has(keyOf(piece)))) return false;
    shown.add(key);
    return true;
  });
}

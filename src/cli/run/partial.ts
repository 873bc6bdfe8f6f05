const partial: ReadonlySet<string> = new Set(['interrupted', 'max-pages', 'host-budget', 'quiet-hours']);

/** Whether a crawl that ended so left something for `--resume`. */
export function isPartial(ending: string): boolean {
  return partial.has(ending);
}

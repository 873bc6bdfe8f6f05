import { type HeaderLines } from './headers.ts';

const mostCookies = 50;
const mostChars = 4_096;

/**
 * The cookies of one chase of redirects, each kept for the very origin that set it. Enough for a wall that sets a
 * cookie and sends the visitor back; nothing of it outlives the chase.
 */
export class ChaseCookies {
  readonly #jars = new Map<string, Map<string, string>>();
  /** Grows with each cookie that says something new: the same URL may then be asked again. */
  version = 0;

  take(origin: string, lines: HeaderLines): void {
    for (const [name, value] of lines) {
      if (name !== 'set-cookie') continue;
      const [pair = '', ...attributes] = value.split(';');
      const cut = pair.indexOf('=');
      const key = pair.slice(0, cut).trim();
      if (cut < 1 || key === '' || pair.length > mostChars || /[^\x20-\x7e]/.test(pair)) continue;
      this.#set(
        origin,
        key,
        attributes.some((text) => /^\s*max-age\s*=\s*["-]?0?\s*$/i.test(text)) ? '' : pair.slice(cut + 1).trim(),
      );
    }
  }

  #set(origin: string, key: string, value: string): void {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    if (jar.get(key) === value || (jar.size >= mostCookies && !jar.has(key))) return;
    jar.set(key, value);
    this.#jars.set(origin, jar);
    this.version += 1;
  }

  /** The value of a `Cookie` header for this origin; undefined where it set none. */
  for(origin: string): string | undefined {
    const jar = this.#jars.get(origin);
    return jar === undefined ? undefined : [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
  }
}

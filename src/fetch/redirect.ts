/** Statuses that send the visitor on, where a Location says where to. */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * Where a Location points: its bytes escaped one by one, since nobody says in which charset a server writes it. Undefined
 * where it is no URL. The fragment of neither side goes on.
 */
export function locationUrl(location: string, base: URL): URL | undefined {
  const bytes = location
    .replace(/^[\0-\x20]+|[\0-\x20]+$/g, '')
    .replace(/[\x80-\xff]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  try {
    const url = new URL(bytes, base);
    url.hash = '';
    url.username = '';
    url.password = '';
    return url;
  } catch {
    return undefined;
  }
}

const refresh = /^\s{0,9}\d{0,4}(?:\.\d{0,3})?\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}["']?([^"']{1,2000})/i;

/** Where a `Refresh` header sends the visitor, as browsers follow it; undefined where that is nowhere else. */
export function refreshUrl(header: string, from: string): string | undefined {
  const target = refresh.exec(header)?.[1];
  const url = target === undefined ? undefined : locationUrl(target, new URL(from));
  return url !== undefined && /^https?:$/.test(url.protocol) && url.href !== from ? url.href : undefined;
}

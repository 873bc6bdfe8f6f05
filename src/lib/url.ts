/** An absolute http(s) URL resolved against a base, or undefined where the text is none (`javascript:`, `mailto:`, broken). */
export function resolveUrl(href: string, base: string): string | undefined {
  if (!URL.canParse(href.trim(), base)) return undefined;
  const url = new URL(href.trim(), base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

/** The identity of a URL: without fragment, with the host in lower case, default ports and session ids gone. */
export function canonicalUrl(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  return parsed.href;
}

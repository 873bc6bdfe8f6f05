/** Through whom the web is asked, as the conventional variables name it. */
export interface ProxySettings {
  readonly http?: string;
  readonly https?: string;
  /** Hosts asked directly: names, suffixes (`.example.cn`), `host:port`, or `*`. */
  readonly no?: readonly string[];
}

/** Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in small letters first. Undefined where none is set. */
export function proxyFromEnvironment(env: Readonly<Record<string, string | undefined>>): ProxySettings | undefined {
  const read = (name: string) => {
    const value = env[name] ?? env[name.toUpperCase()];
    return value === undefined || value.trim() === '' ? undefined : value.trim();
  };
  const all = read('all_proxy');
  // HTTP_PROXY in capitals can be set by a request header under CGI; this is no CGI.
  const http = read('http_proxy') ?? all;
  const https = read('https_proxy') ?? all;
  if (http === undefined && https === undefined) return undefined;
  const no = read('no_proxy')
    ?.split(/[\s,]+/)
    .filter((host) => host !== '');
  return { ...(http && { http }), ...(https && { https }), ...(no && { no }) };
}

/** The proxy for one URL; undefined where it is asked directly. */
export function proxyFor(url: URL, settings: ProxySettings | undefined): string | undefined {
  if (settings === undefined) return undefined;
  const proxy = url.protocol === 'https:' ? settings.https : settings.http;
  return proxy === undefined || settings.no?.some((host) => isBypassed(url, host)) === true ? undefined : proxy;
}

function isBypassed(url: URL, entry: string): boolean {
  if (entry === '*') return true;
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const [, host = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (only !== undefined && only !== port) return false;
  const name = host.replace(/^\*?\./, '');
  return url.hostname === name || url.hostname.endsWith(`.${name}`);
}

/** A file that pages share: a script. */
export interface StaticFile {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** What was asked for once in a run and need not be asked for again. */
export interface StaticCache {
  /** The file, asked for by whoever comes first; undefined where it cannot be kept, and each asks for himself. */
  readonly of: (url: string, ask: () => Promise<StaticFile | undefined>) => Promise<StaticFile | undefined>;
}

const MOST_BYTES = 64 * 1024 * 1024;
/** A file above this is no library that pages share. */
export const biggestStatic = 4 * 1024 * 1024;

/** An empty one. It forgets everything when it is full: a run has few sites, and they few scripts. */
export function createStaticCache(): StaticCache {
  const files = new Map<string, Promise<StaticFile | undefined>>();
  const size = { bytes: 0 };
  return {
    of(url, ask) {
      const known = files.get(url);
      if (known) return known;
      const asked = ask().catch(() => undefined);
      files.set(url, asked);
      void asked.then((file) => {
        size.bytes += file?.body.length ?? 0;
        if (!file) files.delete(url);
        if (size.bytes <= MOST_BYTES) return;
        files.clear();
        size.bytes = 0;
      });
      return asked;
    },
  };
}

/** What an archive holds for a URL. */
export interface Stored {
  /** As an ISO instant. */
  readonly at: string;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Decoded by content coding. */
  readonly body: Uint8Array;
  /** Set where the record was cut. */
  readonly cut?: string;
}

/** Stored pages that can be asked by URL. */
export interface Archive {
  /** A stored answer, the URL under which it is kept (a folder with its slash), or nothing. */
  readonly find: (url: string) => Stored | { readonly movedTo: string } | undefined;
  /** The first page, where the archive itself says which that is. */
  readonly first: string | undefined;
  readonly close: () => void;
}

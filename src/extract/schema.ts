import type { Reading } from '../contract/page.ts';

/** A reading under the keys in which pages are labelled by hand: what `duwang inspect --json` prints. */
export interface PageSummary {
  readonly url: string;
  readonly encoding: string;
  readonly kind: Reading['kind'];
  readonly siteName: string | null;
  readonly title: string | null;
  readonly breadcrumb: readonly string[];
  readonly column: string | null;
  readonly published: string | null;
  readonly rows: readonly { readonly title: string; readonly href: string; readonly date: string | null }[];
  readonly latest: string | null;
  /** `true` only where the list was seen to be empty; `null` where a script fills it. */
  readonly empty: boolean | null;
  readonly nextPage: string | null;
  readonly pages: number | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly attachments: readonly string[];
  readonly redirectTo: string | null;
}

/** A reading as a person would label the page. */
export function summarize(reading: Reading): PageSummary {
  return {
    url: reading.url,
    encoding: reading.encoding.name,
    kind: reading.kind,
    siteName: reading.siteName ?? null,
    title: reading.title ?? null,
    breadcrumb: reading.breadcrumb.map(({ name }) => name),
    column: reading.column ?? null,
    published: reading.published?.day ?? null,
    rows: reading.rows.map(({ title, href, date }) => ({ title, href, date: date?.text ?? null })),
    latest: reading.latest ?? null,
    empty: emptiness(reading),
    nextPage: reading.next ?? null,
    pages: reading.pages ?? null,
    fields: Object.fromEntries(reading.fields.map(({ label, value }) => [label, value])),
    attachments: reading.attachments.map(({ href }) => href),
    redirectTo: reading.redirectTo ?? null,
  };
}

function emptiness({ list }: Reading): boolean | null {
  if (list.state === 'script') return null;
  return list.state === 'empty' || list.state === 'placeholder';
}

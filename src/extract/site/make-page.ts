import type { Fetched } from '../../contract/capture.ts';
import type { Attachment, FileText, Page, Reading } from '../../contract/page.ts';
import type { Place, Seen } from '../../contract/seen.ts';
import { isBarrier, whole } from './unseen.ts';

/** A fetched capture and what was read on it. */
export interface ReadFetched {
  readonly capture: Fetched;
  readonly reading: Reading;
}

/** The stored capture of a page, as evidence. */
export function placeOf(capture: Fetched): Place {
  const place = { url: capture.url, capture: capture.body, fetchedAt: capture.at };
  return capture.mode === 'http' ? place : { ...place, mode: capture.mode };
}

const absentOrNot = [
  ...(['disguise', 'siteName', 'title', 'column', 'published', 'latest'] as const),
  ...(['next', 'pages', 'redirectTo', 'hiddenLinks', 'footer', 'file', 'spots'] as const),
] as const;
type Optional = Pick<Reading, (typeof absentOrNot)[number]>;

/** What stands around a page: its key, what scripts showed, and the attachments that were fetched. */
export interface Surroundings {
  readonly key: string;
  readonly rendered: Reading | undefined;
  /** Set where a data source of the page's script was read. */
  readonly hasData: boolean;
  readonly files: (attachments: readonly Attachment[]) => readonly FileText[] | undefined;
}

/** A reading as a part of its site. Its text and tables stay where they are until somebody asks. */
export function makePage({ capture, reading }: ReadFetched, around: Surroundings): Page {
  const { rendered } = around;
  const present = absentOrNot.filter((key) => reading[key] !== undefined).map((key) => [key, reading[key]] as const);
  return {
    ...(Object.fromEntries(present) as Optional), // each key with its own value: the type of the whole is lost on the way
    key: around.key,
    seen: seenOf(reading, around.hasData),
    at: placeOf(capture),
    url: reading.url,
    mode: reading.mode,
    encoding: reading.encoding,
    kind: reading.kind,
    breadcrumb: reading.breadcrumb,
    contradictions: reading.contradictions,
    list: reading.list,
    rows: reading.rows,
    fields: reading.fields,
    attachments: reading.attachments,
    metas: reading.metas,
    links: reading.links,
    forms: reading.forms,
    media: reading.media,
    get text() {
      return reading.text;
    },
    get mainText() {
      return reading.mainText;
    },
    get tables() {
      return reading.tables;
    },
    rendered: rendered && {
      get text() {
        return rendered.text;
      },
    },
    files: around.files(reading.attachments),
  };
}

function seenOf(reading: Reading, hasData: boolean): Seen {
  if (isBarrier(reading.disguise)) return { whole: false, reason: 'blocked' };
  if (reading.file?.gaveUp !== undefined || reading.file?.unread !== undefined)
    return { whole: false, reason: 'unparsed' };
  if (reading.list.state === 'script' && !hasData) return { whole: false, reason: 'unrendered' };
  return whole;
}

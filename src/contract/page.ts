import type { Day } from '../lib/day.ts';
import type { Mode, Place, Subject } from './seen.ts';

/** What a page is for. `error` covers an error text saved as a page; `redirect` a page that only sends on. */
export type PageKind = 'home' | 'column' | 'article' | 'directory' | 'redirect' | 'error' | 'other';

/** How bytes became text. `sure` is false where the result has signs of a wrong guess (mojibake): wording is then not judged. */
export interface Encoding {
  readonly name: string;
  readonly how: 'bom' | 'header' | 'meta' | 'validity' | 'default';
  readonly sure: boolean;
}

/** One step of a breadcrumb. `url` is absolute; absent where the step is plain text. */
export interface Crumb {
  readonly name: string;
  readonly url?: string;
}

/** A day that stands on a page, with where and how. */
export interface DatedFact {
  readonly day: Day;
  readonly from: 'shown' | 'field' | 'label' | 'script';
  readonly quote: string;
}

/** The date of a row: a full day, or month and day where the page gives no year. */
export interface RowDate {
  /** `YYYY-MM-DD`, or `MM-DD` as shown. */
  readonly text: string;
  readonly quote: string;
}

/** One row of the main list of a column page. */
export interface Row {
  /** The whole title: the title attribute where the anchor text is cut. */
  readonly title: string;
  /** As written in the attribute. */
  readonly href: string;
  /** Absolute; absent where href leads nowhere (`javascript:`, `#`). */
  readonly url?: string;
  readonly date?: RowDate;
  readonly pinned?: true;
  readonly selector?: string;
}

/**
 * Whether the main list has rows: `filled`, `empty` (nothing there), `placeholder` (暂无信息 and the like),
 * `script` (to be filled by script: neither empty nor full), `none` (the page is no list).
 */
export interface ListState {
  readonly state: 'filled' | 'empty' | 'placeholder' | 'script' | 'none';
  readonly quote?: string;
  readonly selector?: string;
  /** Where a script would fetch the rows, when that is plain to see; absolute. */
  readonly source?: string;
  /** The thing behind the last row that brings more rows by a script (加载更多): its words, or what it calls. */
  readonly more?: string;
  /**
   * Of a list that is filled or empty: the scripts of its own that the page loads, by path, those of known libraries left
   * out. Each could fill a list without a word of it on the page; one that filled lists load too has none to fill.
   */
  readonly scripts?: readonly string[];
}

/** A label and its value, as a metadata block or an element list shows them. Label without blanks and colon. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly selector?: string;
}

/** A file that an article offers. */
export interface Attachment {
  readonly href: string;
  /** Absolute; absent where href leads nowhere. */
  readonly url?: string;
  readonly title: string;
}

/** A meta element of the head, as written, in document order. */
export interface MetaTag {
  readonly name: string;
  readonly content: string;
}

/** A link out of a page. `area` tells navigation from content. */
export interface Link {
  readonly url: string;
  readonly text: string;
  readonly area: 'nav' | 'main' | 'side' | 'footer';
}

/** A table of the content, row by row, blanks collapsed; a spanned cell stands in each place that it covers. */
export interface Table {
  readonly caption?: string;
  readonly rows: readonly (readonly string[])[];
}

/** What stands in the footer of a page. Absent keys were not found. */
export interface Footer {
  readonly text: string;
  readonly siteCode?: string;
  readonly icp?: string;
  readonly police?: string;
  readonly host?: string;
  readonly contact?: string;
  readonly sitemap?: string;
  /** The 党政机关网站标识 script or link, and the 找错 entry with the code it carries. */
  readonly conac?: boolean;
  readonly findError?: { readonly href: string; readonly siteCode?: string };
  /** The page has no script at all: what its footer does not show, nothing will put in. */
  readonly unscripted?: true;
}

/** Where in the text of a page something stands that must not be quoted, and the element that holds it. */
export interface Spot {
  /** Characters of `text` before it. */
  readonly from: number;
  readonly selector: string;
}

/** Signs that a page is no content at all, though its status may be 200. */
export type Disguise = 'soft-404' | 'waf' | 'captcha' | 'login' | 'maintenance' | 'parked';

/** How an attachment was read: its text stands in `text`, its tables in `tables`, unless it gave up. */
export interface FileReading {
  readonly format: 'pdf' | 'docx' | 'doc' | 'xlsx' | 'xls' | 'wps' | 'et' | 'ofd' | 'zip' | 'txt' | 'image' | 'unknown';
  readonly pages?: number;
  readonly gaveUp?: string;
  /** The files of an archive that could not be read, and why; what is in the others stands in `text`. */
  readonly unread?: readonly { readonly name: string; readonly why: string }[];
}

/**
 * One body understood: a pure function of its bytes, its URL, its content type and how it was fetched. Plain data,
 * so that it can be cached. `text` and `tables` are the heavy part: whoever holds many readings may load them late.
 */
export interface Reading {
  readonly url: string;
  readonly mode: Mode;
  readonly encoding: Encoding;
  readonly kind: PageKind;
  readonly disguise?: Disguise;
  readonly siteName?: string;
  /** Article: its headline; column: the name of the column. */
  readonly title?: string;
  readonly breadcrumb: readonly Crumb[];
  /** The column that this page is, or belongs to. */
  readonly column?: string;
  readonly published?: DatedFact;
  /** Labels or fields that contradict what the page shows (PubDate against the shown date, ColumnName against the crumb). */
  readonly contradictions: readonly { readonly label: string; readonly says: string; readonly shown: string }[];
  readonly list: ListState;
  readonly rows: readonly Row[];
  /** The newest full day among the rows; undefined where no row shows a year. */
  readonly latest?: Day;
  /** The page after this one; absolute. */
  readonly next?: string;
  /** How many pages the list says it has. */
  readonly pages?: number;
  readonly fields: readonly Field[];
  readonly attachments: readonly Attachment[];
  readonly redirectTo?: string;
  readonly metas: readonly MetaTag[];
  readonly links: readonly Link[];
  /** Links to other hosts, one of each, in boxes that are not shown (暗链, or a list that a script opens). */
  readonly hiddenLinks?: readonly { readonly url: string; readonly text: string }[];
  readonly footer?: Footer;
  /** Forms of the page: where they post, and the names of their inputs (依申请 form, search box, message board). */
  readonly forms: readonly { readonly action: string; readonly inputs: readonly string[] }[];
  /** Pictures and films of the content, for the forms of an interpretation (图解, 视频). */
  readonly media: { readonly images: number; readonly videos: number };
  readonly file?: FileReading;
  /** The visible text, block by block, a line each; comments, scripts and styles left out. */
  readonly text: string;
  /** Long numbers and house numbers of the text, in order: what may be a person's particulars. */
  readonly spots?: readonly Spot[];
  /** The visible text of the content region only; equal to `text` where no such region was found. */
  readonly mainText: string;
  readonly tables: readonly Table[];
}

/** A capture understood, as part of a site. */
export interface Page extends Subject, Reading {
  readonly at: Place;
  readonly rendered: { readonly text: string } | undefined;
  /** Its attachments with their text; undefined where the crawl did not collect attachments. */
  readonly files: readonly FileText[] | undefined;
}

/** An attachment with what came out of it. `text` is undefined where it could not be read: `why` says the reason. */
export interface FileText {
  readonly url: string;
  readonly title: string;
  readonly at: Place | undefined;
  readonly text: string | undefined;
  readonly tables: readonly Table[];
  readonly why?: string;
}

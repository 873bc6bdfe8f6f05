import { anchorOf } from '../../report/html/finding-card.tsx';
import type { Exhibit, Exhibits } from '../../report/html/exhibit.tsx';
import { worstFirst } from '../../report/overview.ts';
import type { Fetched } from '../../contract/capture.ts';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { CapturedBody } from '../../evidence/pack-archive.ts';
import type { ShootOptions } from '../../evidence/screenshot.ts';
import { decode } from '../../extract/decode.ts';
import { showPage } from '../../extract/show-page.ts';
import { timeInChina } from '../../lib/day.ts';
import type { Store } from '../../store/open-store.ts';
import type { Lang } from '../lang.ts';
import { guardedBy, guardedCopy, isSecret, type Guarded } from './guarded.ts';
import { isPage, nameOf, shownBy, takePictures } from './take-pictures.ts';

type Finding = FindingsDocument['findings'][number];

/** How much a report shows beside its words. */
export interface ExhibitOptions {
  /** So many findings, the worst first, get a picture; 0: no browser is asked for. */
  readonly pictures: number;
  readonly browser: string | undefined;
  readonly lang: Lang;
  /** All findings of the run, where fewer are shown: what any of them protects is protected. */
  readonly guarding?: FindingsDocument;
  /** What a page needs to look as it does: its style sheets, from the live site. */
  readonly asset?: ShootOptions['asset'];
}

/** The exhibits, and the files that they name, by path from the folder of the report. */
export interface Exhibition {
  readonly exhibits: Exhibits;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly complaint: string | undefined;
}

/** More stored pages than a reader opens; beyond them an evidence pack shows any. */
const MOST_PAGES = 1_500;
/** Pictures are worth a while. */
const PICTURES_MS = 120_000;

/** Takes out of the store what a report shows: stored pages made harmless, pictures of the worst findings. */
export async function exhibitsOf(
  document: FindingsDocument,
  store: Pick<Store, 'body' | 'readSnapshot' | 'readCaptures'>,
  options: ExhibitOptions,
): Promise<Exhibition> {
  const findings = worstFirst(document.findings);
  const guarded = guardedBy(options.guarding ?? document);
  const cited = citedCaptures(document, store);
  const files = new Map<string, string | Uint8Array>();
  const exhibits = new Map<string, Exhibit>();
  for (const [hash, quoting] of byShown(findings)) {
    const capture = cited.get(hash);
    const withheld = withheldBy(hash, guarded);
    const stored = withheld === undefined && capture ? storedPage(capture, quoting, store, files) : undefined;
    for (const finding of quoting) {
      const anchor = stored?.found.has(anchorOf(finding)) === true ? { anchor: anchorOf(finding) } : {};
      exhibits.set(finding.id, {
        ...(withheld !== undefined && { withheld: isSecret(finding) ? 'secret' : withheld }),
        ...(stored && { stored: { path: stored.path, ...anchor } }),
      });
    }
  }
  const complaint = await addPictures(findings, { guarded, cited, store, files, exhibits }, options);
  return { exhibits, files, complaint };
}

/** What a report may not show whole, and why. */
function withheldBy(hash: string, { masked, secret }: Guarded): Exhibit['withheld'] {
  if (secret.has(hash)) return 'secret';
  return masked.has(hash) ? 'personal' : undefined;
}

function byShown(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const hash = shownBy(finding)?.capture;
    if (hash !== undefined) groups.set(hash, [...(groups.get(hash) ?? []), finding]);
  }
  return groups;
}

function citedCaptures(
  { findings, inputs }: FindingsDocument,
  store: Pick<Store, 'readSnapshot' | 'readCaptures'>,
): ReadonlyMap<string, Fetched> {
  const wanted = new Set(findings.flatMap((finding) => shownBy(finding)?.capture ?? []));
  const found = new Map<string, Fetched>();
  if (wanted.size === 0) return found;
  for (const { id } of inputs.snapshots)
    for (const { capture } of store.readCaptures({ id }))
      if (capture.outcome === 'fetched' && wanted.has(capture.body) && !found.has(capture.body))
        found.set(capture.body, capture);
  return found;
}

function storedPage(
  capture: Fetched,
  findings: readonly Finding[],
  store: Pick<Store, 'body'>,
  files: Map<string, string | Uint8Array>,
): { readonly path: string; readonly found: ReadonlySet<string> } | undefined {
  if (!isPage(capture) || files.size >= MOST_PAGES) return undefined;
  const body = store.body(capture.body);
  if (!body) return undefined;
  const { html, found } = showPage({
    title: capture.url,
    head: [
      '存档页面：去除了脚本、样式、图片和链接，文字未改；原始字节在证据包中。',
      capture.url,
      `${timeInChina(capture.at)}  ${capture.body}`,
    ],
    text: decode(body, capture.contentType).text,
    marks: findings.flatMap((finding) => {
      const quote = shownBy(finding)?.quote;
      return quote === undefined ? [] : [{ id: anchorOf(finding), quote }];
    }),
  });
  const path = `pages/${capture.body.slice('sha256:'.length, 'sha256:'.length + 24)}.html`;
  files.set(path, html);
  return { path, found };
}

interface Place {
  readonly guarded: Guarded;
  readonly cited: ReadonlyMap<string, Fetched>;
  readonly store: Pick<Store, 'body'>;
  readonly files: Map<string, string | Uint8Array>;
  readonly exhibits: Map<string, Exhibit>;
}

async function addPictures(
  findings: readonly Finding[],
  place: Place,
  options: ExhibitOptions,
): Promise<string | undefined> {
  const { guarded, cited, store, files, exhibits } = place;
  const { browser, lang, asset, pictures: most } = options;
  const shown = findings
    .filter((finding) => !guarded.secret.has(shownBy(finding)?.capture ?? ''))
    .filter((finding) => cited.has(shownBy(finding)?.capture ?? ''))
    .slice(0, most);
  if (shown.length === 0) return undefined;
  const copies = new Map<string, CapturedBody | undefined>();
  const byHash = (hash: string): CapturedBody | undefined => {
    if (copies.has(hash)) return copies.get(hash);
    const capture = cited.get(hash);
    const body = capture && store.body(hash);
    const copy = capture && body ? guardedCopy(capture, body, guarded) : undefined;
    copies.set(hash, copy);
    return copy;
  };
  const { pictures, complaint } = await takePictures(shown, {
    byHash,
    browser,
    lang,
    budgetMs: PICTURES_MS,
    ...(asset !== undefined && { asset }),
  });
  for (const picture of pictures) {
    const path = `pictures/${nameOf(picture)}`;
    files.set(path, picture.bytes);
    const exhibit = exhibits.get(picture.finding) ?? {};
    const before = exhibit.picture ?? { page: path };
    const named = picture.kind === 'page' ? { ...before, page: path } : { ...before, near: path };
    exhibits.set(picture.finding, { ...exhibit, picture: named });
  }
  return complaint;
}

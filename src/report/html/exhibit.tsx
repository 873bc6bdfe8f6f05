import type { JSX } from 'preact';
import type { Text } from '../../lib/template.ts';
import type { DocumentFinding } from '../overview.ts';
import { words, type Lang } from '../words.ts';

/** What can be shown of a finding beside its words. Paths are from the folder of the report. */
export interface Exhibit {
  /** The place from near where it was found, and the whole page. */
  readonly picture?: { readonly near?: string; readonly page: string };
  /** The stored page, made harmless, with the anchor of the quote. */
  readonly stored?: { readonly path: string; readonly anchor?: string };
  /** Why nothing is shown. */
  readonly withheld?: 'personal' | 'secret';
  /** What the live page said when it was looked at again. */
  readonly live?: Text;
}

/** The exhibits of a report, by the id of the finding. */
export type Exhibits = ReadonlyMap<string, Exhibit>;

interface ExhibitProps {
  readonly finding: DocumentFinding;
  readonly exhibit: Exhibit | undefined;
  readonly lang: Lang;
}

/**
 * The picture, small, leading to the whole one; the stored page in a frame that can run nothing and is loaded when it is
 * opened; how to verify both. Without scripts there is a link to it instead.
 */
export function ExhibitView({ finding, exhibit, lang }: ExhibitProps): JSX.Element {
  const { picture, stored, withheld, live } = exhibit ?? {};
  const what = finding.message[lang];
  return (
    <div class="exhibit">
      {withheld === undefined ? null : (
        <p class="note">{withheld === 'secret' ? words.withheldSecret[lang] : words.withheldPersonal[lang]}</p>
      )}
      {live === undefined ? null : (
        <p>
          {words.live[lang]}：{live[lang]}
        </p>
      )}
      {picture === undefined ? null : (
        <a class="thumb" href={`../${picture.page}`} target="_blank" rel="noopener">
          <img
            src={`../${picture.near ?? picture.page}`}
            alt={words.pictureOf[lang].replace('{what}', () => what)}
            loading="lazy"
          />
        </a>
      )}
      {stored === undefined ? null : <StoredPage stored={stored} finding={finding} lang={lang} />}
      {withheld === 'secret' ? null : (
        <details>
          <summary>{words.verify[lang]}</summary>
          <p>{words.verifyHow[lang].replace('{id}', finding.id)}</p>
        </details>
      )}
    </div>
  );
}

interface StoredProps {
  readonly stored: NonNullable<Exhibit['stored']>;
  readonly finding: DocumentFinding;
  readonly lang: Lang;
}

function StoredPage({ stored: { path, anchor }, finding, lang }: StoredProps): JSX.Element {
  const isMarked = anchor !== undefined;
  const place = `../${path}${isMarked ? `#${anchor}` : ''}`;
  const quoted = finding.evidence.some(({ quote }) => quote !== undefined);
  const note = isMarked ? words.quoteMarked[lang] : quoted ? words.quoteUnmarked[lang] : undefined;
  return (
    <details class="stored">
      <summary>
        {words.openStored[lang]}
        {note === undefined ? '' : lang === 'zh' ? `，${note}` : `, ${note}`}
      </summary>
      <a href={place} target="_blank" rel="noopener">
        {words.ownWindow[lang]}
      </a>
      <iframe data-src={place} sandbox="" title={`${words.storedPage[lang]} ${finding.message[lang]}`} />
    </details>
  );
}

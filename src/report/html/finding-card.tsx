import type { ComponentChildren, JSX } from 'preact';
import { timeInChina } from '../../lib/day.ts';
import { distinctEvidence } from '../../lib/distinct-evidence.ts';
import type { DocumentFinding } from '../overview.ts';
import { safeUrl } from '../safe-url.ts';
import { ExhibitView, type Exhibit } from './exhibit.tsx';
import { confidenceNames, modeNames, outcomeNames, roleNames, severityNames, words, type Lang } from '../words.ts';

type DocumentEvidence = DocumentFinding['evidence'][number];

/** More pieces of evidence than a reader looks at are counted, not shown: an absence may have searched a whole site. */
const EVIDENCE_SHOWN = 6;

export interface FindingCardProps {
  readonly finding: DocumentFinding;
  /** What can be shown of it; undefined where the report was made without the store. */
  readonly exhibit: Exhibit | undefined;
  readonly lang: Lang;
}

/** One finding as an official reads it: what is wrong, what was asked, what was there, by which clause, with which proof. */
export function FindingCard({ finding, exhibit, lang }: FindingCardProps): JSX.Element {
  const { outcome, message, expected, observed, remedy, reviewReason, basis, column } = finding;
  return (
    <article class={`finding ${outcome}`} id={anchorOf(finding)}>
      <h4>
        <SeverityTag finding={finding} lang={lang} /> {message[lang]}
      </h4>
      <dl>
        {column ? <Fact name={words.column[lang]}>{column.path.join(' › ')}</Fact> : null}
        {expected ? <Fact name={words.expected[lang]}>{expected[lang]}</Fact> : null}
        {observed ? <Fact name={words.observed[lang]}>{observed[lang]}</Fact> : null}
        <Fact name={words.basis[lang]}>
          {basis.map(({ rule, title, source, clause, confidence }) => (
            <p key={rule}>
              {source}：{clause}{' '}
              <small>
                （{rule} {title}；{confidenceNames[confidence][lang]}）
              </small>
            </p>
          ))}
        </Fact>
        {remedy ? <Fact name={words.remedy[lang]}>{remedy[lang]}</Fact> : null}
        {outcome === 'needs-review' && reviewReason ? (
          <Fact name={words.reviewWhy[lang]}>{reviewReason[lang]}</Fact>
        ) : null}
        <Fact name={words.evidence[lang]}>
          <EvidenceItems finding={finding} lang={lang} />
          <ExhibitView finding={finding} exhibit={exhibit} lang={lang} />
        </Fact>
      </dl>
      <p class="id">
        {words.id[lang]} {finding.id} · {finding.check}
      </p>
    </article>
  );
}

/** The name of a finding's place in its page. */
export function anchorOf({ id }: Pick<DocumentFinding, 'id'>): string {
  return id.replaceAll(':', '-');
}

/** Its severity, or that a person has to look. */
export function SeverityTag({ finding, lang }: { finding: DocumentFinding; lang: Lang }): JSX.Element {
  const { outcome, severity } = finding;
  return outcome === 'failed' ? (
    <span class={`tag ${severity}`}>{severityNames[severity][lang]}</span>
  ) : (
    <span class="tag review">{outcomeNames[outcome][lang]}</span>
  );
}

/** A link to where a reader may be sent; plain text otherwise. */
export function Address({ url, label }: { url: string; label?: string }): JSX.Element {
  const href = safeUrl(url);
  return href === undefined ? (
    <span>{label ?? url}</span>
  ) : (
    <a class="page" href={href} rel="noreferrer noopener" target="_blank">
      {label ?? url}
    </a>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function EvidenceItems({ finding, lang }: { finding: DocumentFinding; lang: Lang }): JSX.Element {
  const pieces = distinctEvidence(finding.evidence);
  const shown = pieces.slice(0, EVIDENCE_SHOWN);
  const left = pieces.length - shown.length;
  return (
    <ul class="evidence">
      {shown.map((evidence, index) => (
        <li key={index}>
          <EvidenceItem evidence={evidence} lang={lang} />
        </li>
      ))}
      {left > 0 ? <li>{words.more[lang].replace('{n}', String(left))}</li> : null}
    </ul>
  );
}

function EvidenceItem({ evidence, lang }: { evidence: DocumentEvidence; lang: Lang }): JSX.Element {
  const { role, url, capture, fetchedAt, selector, quote, mode } = evidence;
  return (
    <>
      {roleNames[role][lang]}
      {lang === 'zh' ? '：' : ': '}
      <Address url={url} />
      {quote === undefined ? null : (
        <blockquote>
          <mark>{quote}</mark>
        </blockquote>
      )}
      <div>
        <small>
          {words.at[lang]} {timeInChina(fetchedAt)}
          {mode === undefined || mode === 'http' ? '' : ` · ${modeNames[mode][lang]}`}
          {selector === undefined ? '' : ` · ${words.place[lang]} `}
        </small>
        {selector === undefined ? null : <code>{selector}</code>}
      </div>
      <code>{capture}</code>
    </>
  );
}

import type { ComponentChildren, JSX } from 'preact';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import { timeInChina } from '../../lib/day.ts';
import { familyRank, groupBy, percent, tally, type DocumentFinding, type DocumentUnit } from '../overview.ts';
import { contentNames, familyName, formNames, seenNames, words, type Lang } from '../words.ts';
import { unitTypeNames } from '../../contract/unit.ts';
import type { Exhibits } from './exhibit.tsx';
import { Address, FindingCard } from './finding-card.tsx';
import { PartialBanner } from './overview-page.tsx';
import type { Places } from './places.ts';
import { Unread } from './unread.tsx';
import { frameScript } from './script.ts';
import { page } from './shell.tsx';

const NOT_CHECKED_SHOWN = 200;
const COLUMNS_SHOWN = 600;

export interface UnitPageInput {
  readonly unit: DocumentUnit;
  readonly results: FindingsDocument['results'];
  /** All findings of the unit: the standing of its columns needs them, whatever page shows them. */
  readonly findings: readonly DocumentFinding[];
  readonly places: Places;
  readonly exhibits: Exhibits;
  readonly lang: Lang;
  readonly version: string;
}

/** The pages of one unit, by path: the first with its columns and what was not checked, the others with more findings. */
export function unitPages(input: UnitPageInput): readonly (readonly [path: string, html: string])[] {
  const { unit, places, exhibits, lang, version } = input;
  const parts = places.pagesOf(unit.id);
  return parts.map(({ path, findings }, index) => [
    path,
    page({
      lang,
      title: unit.name,
      subtitle: `${words.title[lang]} · ${unitTypeNames[unit.type][lang]}`,
      facts: <UnitFacts unit={unit} lang={lang} />,
      content: (
        <>
          <nav class="pages">
            <a href="../index.html">{words.backToIndex[lang]}</a>
            {parts.map((part, number) =>
              parts.length > 1 ? (
                <a href={`../${part.path}`} aria-current={number === index ? 'page' : undefined}>
                  {words.part[lang].replace('{n}', String(number + 1)).replace('{total}', String(parts.length))}
                </a>
              ) : null,
            )}
          </nav>
          {unit.ending === 'done' ? null : <PartialBanner unit={unit} lang={lang} />}
          {index === 0 ? <Standing input={input} /> : null}
          <Findings findings={findings} exhibits={exhibits} lang={lang} />
          {index === 0 ? <Columns input={input} /> : null}
          {index === 0 ? <NotChecked input={input} /> : null}
          {index === 0 ? <Unread units={[unit]} lang={lang} /> : null}
        </>
      ),
      foot: `duwang ${version}`,
      script: { code: frameScript, data: {} },
    }),
  ]);
}

function UnitFacts({ unit, lang }: { unit: DocumentUnit; lang: Lang }): JSX.Element {
  const { grounds, coverage, entryState } = unit;
  const unsure = (sure: boolean): string => (sure ? '' : words.unsure[lang]);
  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    [words.entry[lang], <Address url={entryState.url} />],
    [
      words.grounds[lang],
      `${grounds.name.why[lang]}${unsure(grounds.name.sure)}；${grounds.type.why[lang]}${unsure(grounds.type.sure)}`,
    ],
    [words.coverage[lang], `${percent(coverage.ratio)}（${coverage.given}/${coverage.due}）`],
    [
      words.urls[lang],
      `${words.known[lang]} ${coverage.urls.known} · ${words.got[lang]} ${coverage.urls.fetched} · ${words.failedUrls[lang]} ${sum(coverage.urls.failed)} · ${words.skippedUrls[lang]} ${sum(coverage.urls.skipped)}`,
    ],
    [words.fetched[lang], `${timeInChina(unit.fetchedFrom)} — ${timeInChina(unit.fetchedTo)}`],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

function Standing({ input: { unit, findings, lang } }: { input: UnitPageInput }): JSX.Element {
  const { failedTotal, review } = tally(findings);
  const cards: readonly (readonly [string, string, string])[] = [
    [String(failedTotal), words.problems[lang], failedTotal > 0 ? 'bad' : ''],
    [String(review), words.reviews[lang], review > 0 ? 'look' : ''],
    [String(unit.coverage.due - unit.coverage.given), words.notChecked[lang], ''],
    [String(unit.columns.length), words.columns[lang], ''],
  ];
  return (
    <section>
      <h2>{words.summary[lang]}</h2>
      <ul class="cards">
        {cards.map(([value, name, kind]) => (
          <li class={kind}>
            <b>{value}</b>
            <span>{name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FindingsProps {
  readonly findings: readonly DocumentFinding[];
  readonly exhibits: Exhibits;
  readonly lang: Lang;
}

function Findings({ findings, exhibits, lang }: FindingsProps): JSX.Element {
  const groups = [...groupBy(findings, ({ family }) => family)].sort(
    ([a], [b]) => familyRank(a) - familyRank(b) || (a < b ? -1 : 1),
  );
  return (
    <section>
      <h2>{words.findings[lang]}</h2>
      {findings.length === 0 ? <p>{words.noFindings[lang]}</p> : null}
      {groups.map(([family, group]) => (
        <>
          <h3>
            {familyName(family, lang)} <small>{group.length}</small>
          </h3>
          {group.map((finding) => (
            <FindingCard finding={finding} exhibit={exhibits.get(finding.id)} lang={lang} />
          ))}
        </>
      ))}
    </section>
  );
}

function Columns({ input: { unit, findings, lang, places } }: { input: UnitPageInput }): JSX.Element {
  const byUrl = groupBy(
    findings.filter(({ column }) => column !== undefined),
    ({ column }) => columnKey(column?.path ?? [], column?.url ?? ''),
  );
  return (
    <section>
      <h2>
        {words.columns[lang]} <small>{unit.columns.length}</small>
      </h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.columns[lang]}>
        <table>
          <thead>
            <tr>
              <th>{words.column[lang]}</th>
              <th>{words.form[lang]}</th>
              <th>{words.content[lang]}</th>
              <th class="num">{words.entries[lang]}</th>
              <th>{words.newest[lang]}</th>
              <th>{words.period[lang]}</th>
              <th>{words.standing[lang]}</th>
            </tr>
          </thead>
          <tbody>
            {unit.columns.slice(0, COLUMNS_SHOWN).map((column) => (
              <tr>
                <td class="name">
                  <Address url={column.url} label={column.path.join(' › ')} />
                </td>
                <td>{formNames[column.form]?.[lang] ?? column.form}</td>
                <td>{contentNames[column.content]?.[lang] ?? column.content}</td>
                <td class="num">{column.form === 'list' ? column.entries : ''}</td>
                <td>{column.newest ?? ''}</td>
                <td>{column.period?.[lang] ?? ''}</td>
                <td>
                  <ColumnStanding
                    column={column}
                    findings={byUrl.get(columnKey(column.path, column.url)) ?? []}
                    places={places}
                    lang={lang}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unit.columns.length > COLUMNS_SHOWN ? (
        <p class="note">{words.more[lang].replace('{n}', String(unit.columns.length - COLUMNS_SHOWN))}</p>
      ) : null}
    </section>
  );
}

function columnKey(path: readonly string[], url: string): string {
  return `${path.join('>')} ${url}`;
}

interface ColumnStandingProps {
  readonly column: DocumentUnit['columns'][number];
  readonly findings: readonly DocumentFinding[];
  readonly places: Places;
  readonly lang: Lang;
}

function ColumnStanding({ column, findings, places, lang }: ColumnStandingProps): JSX.Element {
  const [first] = findings;
  if (first) {
    const { outcome, severity } = first;
    return (
      <a href={`../${places.ofFinding(first)}`} class={`tag ${outcome === 'failed' ? severity : 'review'}`}>
        {familyName(first.family, lang)}
      </a>
    );
  }
  if (column.seen !== 'whole') {
    return (
      <span class="tag info">
        {words.notChecked[lang]}：{seenNames[column.seen]?.[lang] ?? column.seen}
      </span>
    );
  }
  return <span class="tag fine">{words.fine[lang]}</span>;
}

function NotChecked({ input: { unit, results, lang } }: { input: UnitPageInput }): JSX.Element | null {
  const rows = results
    .filter(({ unit: id }) => id === unit.id)
    .flatMap(({ check, notChecked }) => notChecked.map((row) => ({ check, ...row })));
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>
        {words.notChecked[lang]} <small>{rows.length}</small>
      </h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.notChecked[lang]}>
        <table>
          <thead>
            <tr>
              <th>{words.check[lang]}</th>
              <th>{words.subjects[lang]}</th>
              <th>{words.reason[lang]}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, NOT_CHECKED_SHOWN).map(({ check, subject, url, text }) => (
              <tr>
                <td>{check}</td>
                <td class="name">{url === undefined ? subject : <Address url={url} label={subject} />}</td>
                <td>{text[lang]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > NOT_CHECKED_SHOWN ? (
        <p class="note">{words.more[lang].replace('{n}', String(rows.length - NOT_CHECKED_SHOWN))}</p>
      ) : null}
    </section>
  );
}

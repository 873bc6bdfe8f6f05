import type { JSX } from 'preact';
import { families } from '../../contract/check.ts';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import { severities } from '../../contract/standards.ts';
import { timeInChina } from '../../lib/day.ts';
import {
  familyRank,
  groupBy,
  percent,
  tally,
  totalCoverage,
  worstFirst,
  type DocumentFinding,
  type DocumentUnit,
} from '../overview.ts';
import { confidenceNames, familyName, severityNames, words, type Lang } from '../words.ts';
import { unitTypeNames } from '../../contract/unit.ts';
import { Bar } from './bar.tsx';
import { SeverityTag } from './finding-card.tsx';
import type { Places } from './places.ts';
import { searchScript } from './script.ts';
import { page } from './shell.tsx';
import { Unread } from './unread.tsx';

const WORST_SHOWN = 30;

/** The first page: what was audited, how well it was seen, what was found, and a search over everything. */
export function overviewPage(document: FindingsDocument, places: Places, parts: readonly string[], lang: Lang): string {
  const { units, findings } = document;
  return page({
    lang,
    title: units.length === 1 && units[0] ? `${units[0].name} ${words.title[lang]}` : words.title[lang],
    subtitle: words.subtitle[lang],
    facts: <RunFacts document={document} lang={lang} />,
    content: (
      <>
        <Summary document={document} lang={lang} />
        <Worst findings={worstFirst(findings).slice(0, WORST_SHOWN)} document={document} places={places} lang={lang} />
        <Units document={document} places={places} lang={lang} />
        <Families findings={findings} lang={lang} />
        <Search document={document} lang={lang} />
        <NotChecked document={document} lang={lang} />
        <Unread units={document.units} lang={lang} />
        <Rules findings={findings} lang={lang} />
        <section>
          <h2>{words.howToRead[lang]}</h2>
          <p>{words.howProblems[lang]}</p>
          <p>{words.coverageNote[lang]}</p>
          <p>{words.howEvidence[lang]}</p>
        </section>
      </>
    ),
    foot: `duwang ${document.tool.version} · ${document.run.id}`,
    script: { code: searchScript, data: { parts, words: searchWords(lang) } },
  });
}

function searchWords(lang: Lang): unknown {
  return {
    shown: words.shown[lang],
    none: words.none[lang],
    loading: '…',
    review: words.reviews[lang],
    severity: Object.fromEntries(severities.map((severity) => [severity, severityNames[severity][lang]])),
  };
}

function RunFacts({ document, lang }: { document: FindingsDocument; lang: Lang }): JSX.Element {
  const { run, tool, inputs, units } = document;
  const from = units.map(({ fetchedFrom }) => fetchedFrom).sort()[0];
  const to = units
    .map(({ fetchedTo }) => fetchedTo)
    .sort()
    .at(-1);
  const facts: readonly (readonly [string, string])[] = [
    [words.asOf[lang], run.asOf],
    [words.since[lang], run.since],
    ...(from && to ? [[words.fetched[lang], `${timeInChina(from)} — ${timeInChina(to)}`] as const] : []),
    [words.tool[lang], `duwang ${tool.version}`],
    [words.standards[lang], inputs.standards],
    [words.run[lang], run.id],
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

function Summary({ document, lang }: { document: FindingsDocument; lang: Lang }): JSX.Element {
  const { failed, failedTotal, review } = tally(document.findings);
  const { given, due, ratio } = totalCoverage(document.units);
  const cards: readonly (readonly [value: string, name: string, kind?: string])[] = [
    [String(document.units.length), words.units[lang]],
    [percent(ratio), `${words.coverage[lang]} ${given}/${due}`],
    [String(failedTotal), words.problems[lang], failedTotal > 0 ? 'bad' : ''],
    ...severities
      .filter((severity) => failed[severity] > 0)
      .map((severity) => [String(failed[severity]), severityNames[severity][lang]] as const),
    [String(review), words.reviews[lang], review > 0 ? 'look' : ''],
    [String(due - given), words.notChecked[lang]],
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
      {document.units
        .filter(({ ending }) => ending !== 'done')
        .slice(0, 20)
        .map((unit) => (
          <PartialBanner unit={unit} lang={lang} />
        ))}
      <p class="note">{words.coverageNote[lang]}</p>
    </section>
  );
}

/** Says that a crawl ended early, so that nobody takes silence for a pass. */
export function PartialBanner({ unit, lang }: { unit: DocumentUnit; lang: Lang }): JSX.Element {
  const endings: Readonly<Record<string, { zh: string; en: string }>> = words.endings;
  const why = endings[unit.ending]?.[lang] ?? unit.ending;
  return (
    <p class="banner">
      {unit.name}：{words.partial[lang].replace('{why}', why)}
    </p>
  );
}

interface WorstProps {
  readonly findings: readonly DocumentFinding[];
  readonly document: FindingsDocument;
  readonly places: Places;
  readonly lang: Lang;
}

function Worst({ findings, document, places, lang }: WorstProps): JSX.Element {
  const names = new Map(document.units.map(({ id, name }) => [id, name]));
  return (
    <section>
      <h2>{words.worst[lang]}</h2>
      {findings.length === 0 ? <p>{words.noFindings[lang]}</p> : null}
      <ol class="worst">
        {findings.map((finding) => (
          <li>
            <SeverityTag finding={finding} lang={lang} />{' '}
            <a href={places.ofFinding(finding)}>{finding.message[lang]}</a>
            <span class="who">
              {' '}
              {names.get(finding.unit) ?? finding.unit} · {familyName(finding.family, lang)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Units({ document, places, lang }: Omit<WorstProps, 'findings'>): JSX.Element {
  const byUnit = groupBy(document.findings, ({ unit }) => unit);
  return (
    <section>
      <h2>{words.units[lang]}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.units[lang]}>
        <table>
          <thead>
            <tr>
              <th>{words.unit[lang]}</th>
              <th>{words.type[lang]}</th>
              <th>{words.coverage[lang]}</th>
              {severities.map((severity) => (
                <th class="num">{severityNames[severity][lang]}</th>
              ))}
              <th class="num">{words.reviews[lang]}</th>
              <th class="num">{words.notChecked[lang]}</th>
            </tr>
          </thead>
          <tbody>
            {document.units.map((unit) => {
              const counts = tally(byUnit.get(unit.id) ?? []);
              const { given, due, ratio } = unit.coverage;
              return (
                <tr>
                  <td class="name">
                    <a href={places.ofUnit(unit.id)}>{unit.name}</a>
                  </td>
                  <td>{unitTypeNames[unit.type][lang]}</td>
                  <td>
                    {percent(ratio)} <Bar ratio={ratio} label={words.coverage[lang]} />
                  </td>
                  {severities.map((severity) => (
                    <td class="num">{counts.failed[severity]}</td>
                  ))}
                  <td class="num">{counts.review}</td>
                  <td class="num">{due - given}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Families({ findings, lang }: { findings: readonly DocumentFinding[]; lang: Lang }): JSX.Element {
  const groups = [...groupBy(findings, ({ family }) => family)].sort(
    ([a], [b]) => familyRank(a) - familyRank(b) || (a < b ? -1 : 1),
  );
  return (
    <section>
      <h2>{words.byFamily[lang]}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.byFamily[lang]}>
        <table>
          <thead>
            <tr>
              <th>{words.family[lang]}</th>
              {severities.map((severity) => (
                <th class="num">{severityNames[severity][lang]}</th>
              ))}
              <th class="num">{words.reviews[lang]}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(([family, group]) => {
              const counts = tally(group);
              return (
                <tr>
                  <td class="name">{familyName(family, lang)}</td>
                  {severities.map((severity) => (
                    <td class="num">{counts.failed[severity]}</td>
                  ))}
                  <td class="num">{counts.review}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Search({ document, lang }: { document: FindingsDocument; lang: Lang }): JSX.Element {
  const present = new Set(document.findings.map(({ family }) => family));
  const known = [
    ...families.filter((family) => present.has(family)),
    ...[...present].filter((f) => f.includes('/')).sort(),
  ];
  const option = (value: string, name: string): JSX.Element => <option value={value}>{name}</option>;
  return (
    <section id="search">
      <h2>{words.search[lang]}</h2>
      <form class="filter" id="filter" role="search">
        <label class="grow">
          {words.searchLabel[lang]}
          <input name="words" type="search" autocomplete="off" />
        </label>
        <label>
          {words.unit[lang]}
          <select name="unit">
            {option('', words.all[lang])}
            {document.units.map(({ id, name }) => option(id, name))}
          </select>
        </label>
        <label>
          {words.family[lang]}
          <select name="family">
            {option('', words.all[lang])}
            {known.map((family) => option(family, familyName(family, lang)))}
          </select>
        </label>
        <label>
          {words.severity[lang]}
          <select name="severity">
            {option('', words.all[lang])}
            {severities.map((severity) => option(severity, severityNames[severity][lang]))}
          </select>
        </label>
        <label>
          {words.outcome[lang]}
          <select name="outcome">
            {option('', words.all[lang])}
            {option('failed', words.problems[lang])}
            {option('needs-review', words.reviews[lang])}
          </select>
        </label>
      </form>
      <p class="note" id="state" role="status"></p>
      <ol class="worst" id="hits"></ol>
    </section>
  );
}

function NotChecked({ document, lang }: { document: FindingsDocument; lang: Lang }): JSX.Element | null {
  const all = document.results.flatMap(({ notChecked }) => notChecked.map(({ text }) => text[lang]));
  if (all.length === 0) return null;
  const reasons = [...groupBy(all, (text) => text)].sort(([, a], [, b]) => b.length - a.length);
  return (
    <section>
      <h2>{words.notChecked[lang]}</h2>
      <table>
        <thead>
          <tr>
            <th>{words.reason[lang]}</th>
            <th class="num">{words.subjects[lang]}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.slice(0, 40).map(([reason, subjects]) => (
            <tr>
              <td>{reason}</td>
              <td class="num">{subjects.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Rules({ findings, lang }: { findings: readonly DocumentFinding[]; lang: Lang }): JSX.Element {
  const cited = findings.flatMap(({ basis }) => basis);
  const groups = [...groupBy(cited, ({ rule }) => rule)].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <section>
      <h2>{words.rules[lang]}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.rules[lang]}>
        <table>
          <thead>
            <tr>
              <th>{words.rule[lang]}</th>
              <th>{words.source[lang]}</th>
              <th>{words.clause[lang]}</th>
              <th>{words.confidence[lang]}</th>
              <th class="num">{words.count[lang]}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(([rule, [first, ...others]]) =>
              first ? (
                <tr>
                  <td>
                    {rule} {first.title}
                  </td>
                  <td>{first.source}</td>
                  <td>{first.clause}</td>
                  <td>{confidenceNames[first.confidence][lang]}</td>
                  <td class="num">{others.length + 1}</td>
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

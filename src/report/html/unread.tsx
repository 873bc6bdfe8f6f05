import type { JSX } from 'preact';
import { failTexts, skipTexts, type ReasonText } from '../../contract/reasons.ts';
import type { DocumentUnit } from '../overview.ts';
import { words, type Lang } from '../words.ts';

/** What was known and did not come back, or was not asked for: how many, why, and what can be done about it. */
export function Unread({ units, lang }: { units: readonly DocumentUnit[]; lang: Lang }): JSX.Element | null {
  const rows = [
    ...rowsOf(units, failTexts, ({ failed }) => failed),
    ...rowsOf(units, skipTexts, ({ skipped }) => skipped),
  ];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{words.unread[lang]}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.unread[lang]}>
        <table>
          <thead>
            <tr>
              <th>{words.reason[lang]}</th>
              <th class="num">{words.urls[lang]}</th>
              <th>{words.whatToDo[lang]}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ reason, count, words: { text, remedy } }) => (
              <tr key={reason}>
                <td>{text[lang]}</td>
                <td class="num">{count}</td>
                <td>{remedy[lang]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface Row {
  readonly reason: string;
  readonly count: number;
  readonly words: ReasonText;
}

type Counts = Readonly<Record<string, number>>;

/** The commonest first; of equal ones in the order of the contract, so that equal input gives an equal table. */
function rowsOf(
  units: readonly DocumentUnit[],
  texts: Readonly<Record<string, ReasonText>>,
  of: (urls: DocumentUnit['coverage']['urls']) => Counts,
): readonly Row[] {
  return Object.entries(texts)
    .map(([reason, said]) => ({
      reason,
      count: units.reduce((sum, { coverage }) => sum + (of(coverage.urls)[reason] ?? 0), 0),
      words: said,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

import type { FindingsDocument } from '../../contract/findings-document.ts';
import { groupBy, worstFirst } from '../overview.ts';
import { familyName, type Lang } from '../words.ts';
import type { Exhibits } from './exhibit.tsx';
import { overviewPage } from './overview-page.tsx';
import { layOut, type Places } from './places.ts';
import { embed } from './shell.tsx';
import { unitPages } from './unit-page.tsx';

const LINES_PER_PART = 5_000;

/**
 * findings.json as a folder of HTML, by path from the folder of the report. It needs no network and no server. What the
 * exhibits name lies beside it: whoever writes the folder puts it there.
 */
export function renderReport(
  document: FindingsDocument,
  lang: Lang,
  exhibits: Exhibits = new Map(),
): ReadonlyMap<string, string> {
  const byUnit = groupBy(document.findings, ({ unit }) => unit);
  const places = layOut(document.units, byUnit);
  const parts = searchParts(document, places, lang);
  return new Map([
    ['index.html', overviewPage(document, places, [...parts.keys()], lang)],
    ...parts,
    ...document.units.flatMap((unit) =>
      unitPages({
        unit,
        results: document.results,
        findings: worstFirst(byUnit.get(unit.id) ?? []),
        places,
        exhibits,
        lang,
        version: document.tool.version,
      }),
    ),
  ]);
}

/** What the search looks through: a line for each finding, in script files of some 5,000 lines. */
function searchParts(document: FindingsDocument, places: Places, lang: Lang): ReadonlyMap<string, string> {
  const names = new Map(document.units.map(({ id, name }) => [id, name]));
  const lines = worstFirst(document.findings).map((finding) => {
    const unit = names.get(finding.unit) ?? finding.unit;
    const family = familyName(finding.family, lang);
    const said = finding.message[lang];
    const words = [said, unit, family, finding.check, finding.url, finding.column?.path.join(' '), finding.id];
    return {
      u: finding.unit,
      f: finding.family,
      s: finding.severity,
      o: finding.outcome,
      h: places.ofFinding(finding),
      m: said,
      n: unit,
      k: family,
      t: [...words, ...finding.basis.map(({ rule }) => rule)].join(' ').toLowerCase(),
    };
  });
  const count = Math.ceil(lines.length / LINES_PER_PART);
  return new Map(
    Array.from({ length: count }, (_, part) => [
      `search/${part + 1}.js`,
      `duwangPart(${embed(lines.slice(part * LINES_PER_PART, (part + 1) * LINES_PER_PART))});\n`,
    ]),
  );
}

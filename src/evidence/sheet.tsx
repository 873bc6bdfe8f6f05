import { createHash } from 'node:crypto';
import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FindingsDocument } from '../contract/findings-document.ts';
import { timeInChina } from '../lib/day.ts';
import { distinctEvidence } from '../lib/distinct-evidence.ts';
import type { Text } from '../lib/template.ts';

type Finding = FindingsDocument['findings'][number];
type Evidence = Finding['evidence'][number];
type Lang = 'zh' | 'en';

/** A picture to stand in a sheet. */
export interface SheetPicture {
  /** The bytes of a WebP, to be held in the sheet itself; or where it lies beside the sheet. */
  readonly source: Uint8Array | string;
  /** What it shows, and whether the live page still agreed with the stored one. */
  readonly caption: string;
}

const says = {
  title: { zh: '问题证据单', en: 'Evidence sheet' },
  unit: { zh: '单位', en: 'Unit' },
  column: { zh: '栏目', en: 'Column' },
  finding: { zh: '问题', en: 'Finding' },
  outcome: { zh: '结论', en: 'Outcome' },
  failed: { zh: '不符合', en: 'failed' },
  'needs-review': { zh: '待核实（须人工看过再定）', en: 'needs review (a person decides)' },
  expected: { zh: '要求', en: 'Expected' },
  observed: { zh: '实际', en: 'Observed' },
  basis: { zh: '依据', en: 'Basis' },
  remedy: { zh: '整改建议', en: 'Remedy' },
  address: { zh: '网址', en: 'Address' },
  fetched: { zh: '抓取时间', en: 'Fetched' },
  hash: { zh: '校验值', en: 'Hash' },
  quote: { zh: '原文', en: 'Quote' },
  place: { zh: '位置', en: 'Place' },
  live: { zh: '线上页面', en: 'Live page' },
  asOf: { zh: '评判日期', en: 'As of' },
  more: { zh: '另有已查找页面 {n} 个，见证据包', en: 'and {n} more pages, see the pack' },
} as const;

const style = `@page{size:A4;margin:15mm}body{font:10.5pt/1.55 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#111;margin:0}
article{break-after:page;max-width:180mm;margin:0 auto}article:last-child{break-after:auto}
h1{font:600 16pt/1.3 "Noto Serif CJK SC",SimSun,serif;border-bottom:2px solid #a3171b;padding-bottom:4px;margin:0 0 8px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{width:6.5em;background:#f4f4f4;font-weight:600}img{max-width:100%;max-height:110mm;border:1px solid #999;display:block;margin:6px auto 0}
figcaption{font-size:8.5pt;color:#444;text-align:center}figure{margin:8px 0 0;break-inside:avoid}code{font-size:8pt;overflow-wrap:anywhere}
footer{font-size:8pt;color:#555;margin-top:6px}`;

/** Evidence beyond this many pieces is counted: an absence may have searched a whole site. */
const SHOWN = 4;

/** One A4 page for each finding, as an office files it: picture, address, time, hash, clause, expected and observed. */
export function renderSheet(
  document: FindingsDocument,
  pictures: ReadonlyMap<string, readonly SheetPicture[]>,
  lang: Lang,
  live: ReadonlyMap<string, Text> = new Map(),
): string {
  const names = new Map(document.units.map(({ id, name }) => [id, name]));
  const hash = createHash('sha256').update(style, 'utf8').digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data: 'self' file:; base-uri 'none'; form-action 'none'`;
  const body = renderToString(
    <body>
      {document.findings.map((finding) => (
        <article id={finding.id}>
          <h1>{says.title[lang]}</h1>
          <Facts
            finding={finding}
            unit={names.get(finding.unit) ?? finding.unit}
            live={live.get(finding.id)}
            lang={lang}
          />
          {(pictures.get(finding.id) ?? []).map(({ source, caption }) => (
            <figure>
              <img src={sourceOf(source)} alt={caption} />
              <figcaption>{caption}</figcaption>
            </figure>
          ))}
          <footer>
            {finding.id} · {finding.check} · {says.asOf[lang]} {document.run.asOf} · duwang {document.tool.version} ·{' '}
            {document.run.id}
          </footer>
        </article>
      ))}
    </body>,
  );
  return `<!doctype html>\n<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${says.title[lang]}</title><style>${style}</style></head>${body}</html>\n`;
}

function sourceOf(source: Uint8Array | string): string {
  return typeof source === 'string' ? source : `data:image/webp;base64,${Buffer.from(source).toString('base64')}`;
}

interface FactsProps {
  readonly finding: Finding;
  readonly unit: string;
  readonly live: Text | undefined;
  readonly lang: Lang;
}

function Facts({ finding, unit, live, lang }: FactsProps): JSX.Element {
  const { column, message, outcome, expected, observed, remedy, basis, evidence } = finding;
  const pieces = distinctEvidence(evidence);
  const shown = pieces.slice(0, SHOWN);
  const left = pieces.length - shown.length;
  return (
    <table>
      <Line name={says.unit[lang]}>{unit}</Line>
      {column ? <Line name={says.column[lang]}>{column.path.join(' › ')}</Line> : null}
      <Line name={says.finding[lang]}>{message[lang]}</Line>
      <Line name={says.outcome[lang]}>{says[outcome][lang]}</Line>
      {expected ? <Line name={says.expected[lang]}>{expected[lang]}</Line> : null}
      {observed ? <Line name={says.observed[lang]}>{observed[lang]}</Line> : null}
      <Line name={says.basis[lang]}>
        {basis.map(({ rule, source, clause }) => (
          <div>
            {source}：{clause}（{rule}）
          </div>
        ))}
      </Line>
      {remedy ? <Line name={says.remedy[lang]}>{remedy[lang]}</Line> : null}
      {shown.map((piece) => (
        <Proof piece={piece} lang={lang} />
      ))}
      {live ? <Line name={says.live[lang]}>{live[lang]}</Line> : null}
      {left > 0 ? <Line name="…">{says.more[lang].replace('{n}', String(left))}</Line> : null}
    </table>
  );
}

function Proof({ piece, lang }: { piece: Evidence; lang: Lang }): JSX.Element {
  return (
    <Line name={says.address[lang]}>
      <div>{piece.url}</div>
      {piece.quote === undefined ? null : (
        <div>
          {says.quote[lang]}：{piece.quote}
        </div>
      )}
      {piece.selector === undefined ? null : (
        <div>
          {says.place[lang]}：<code>{piece.selector}</code>
        </div>
      )}
      <div>
        {says.fetched[lang]}：{timeInChina(piece.fetchedAt)}; {says.hash[lang]}：<code>{piece.capture}</code>
      </div>
    </Line>
  );
}

function Line({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}

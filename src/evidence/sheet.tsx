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
  further: { zh: '相关网址', en: 'Further pages' },
  more: { zh: '另有页面 {n} 个，见证据包', en: 'and {n} more pages, see the pack' },
} as const;

/** A sheet is one page whatever is on it: the words take what they need, the picture what is left. */
const style = `@page{size:A4;margin:15mm}body{font:10pt/1.5 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#111;margin:0}
article{break-after:page;box-sizing:border-box;max-width:180mm;margin:0 auto;display:flex;flex-direction:column}article:last-child{break-after:auto}
@media print{article{height:266mm}}@media screen{article{margin:8mm auto;padding:4mm;box-shadow:0 0 4px #999}}
h1{font:600 16pt/1.3 "Noto Serif CJK SC",SimSun,serif;border-bottom:2px solid #a3171b;padding-bottom:4px;margin:0 0 8px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:3px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{width:6.5em;background:#f4f4f4;font-weight:600}.long{font-size:8pt;line-height:1.4}.more{font-size:8pt;line-height:1.4}
figure{margin:8px 0 0;flex:1 1 0;min-height:0;display:flex;flex-direction:column;align-items:center}img{max-width:100%;min-height:0;object-fit:contain;border:1px solid #999}
figcaption{font-size:8.5pt;color:#444}code{font-size:7.5pt;overflow-wrap:anywhere}footer{font-size:8pt;color:#555;padding-top:6px;margin-top:auto}`;

/** Evidence beyond this many pieces is counted: an absence may have searched a whole site. The first is told in full. */
const SHOWN = 4;
/** Characters; a longer sentence is set smaller. */
const LONG = 180;
/** As much of a hash as tells two apart; whole it stands in the pack. */
const SHORT_HASH = 'sha256:'.length + 16;

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
  const [first, ...others] = pieces.slice(0, SHOWN);
  const left = Math.max(0, pieces.length - SHOWN);
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
      {first ? <Proof piece={first} lang={lang} /> : null}
      {others.length > 0 ? (
        <Line name={says.further[lang]}>
          {others.map(({ url, quote, capture }) => (
            <div class="more">
              {url}
              {quote === undefined ? '' : ` “${quote}”`} {capture.slice(0, SHORT_HASH)}…
            </div>
          ))}
        </Line>
      ) : null}
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
      <td class={typeof children === 'string' && children.length > LONG ? 'long' : undefined}>{children}</td>
    </tr>
  );
}

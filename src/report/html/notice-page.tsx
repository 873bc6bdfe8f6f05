import { createHash } from 'node:crypto';
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import { formatDay, timeInChina, type Day } from '../../lib/day.ts';
import { distinctEvidence } from '../../lib/distinct-evidence.ts';
import { familyRank, groupBy, type DocumentFinding, type DocumentUnit } from '../overview.ts';
import { safeUrl } from '../safe-url.ts';
import { familyName } from '../words.ts';

/** What one unit is asked to mend. */
export interface Notice {
  /** By which the office, the pack of evidence and the answer know it: `2026-003`. */
  readonly number: string;
  /** Who asks; the place is left to be filled in by hand where nobody said. */
  readonly issuer: string | undefined;
  readonly issuedOn: Day;
  readonly deadline: Day;
  /** When the unit's pages are read again. */
  readonly rereadOn: Day;
  readonly unit: DocumentUnit;
  readonly document: FindingsDocument;
  readonly findings: readonly DocumentFinding[];
  /** The place of a finding from near, as WebP. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

const style = `@page{size:A4;margin:28mm 24mm 26mm 26mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:180mm;padding:10mm 8mm;color:#111;background:#fff;font:16px/1.8 FangSong,"FangSong_GB2312","Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;overflow-wrap:anywhere}
h1{font:600 28px/1.4 "Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;text-align:center;letter-spacing:.08em;margin:6px 0 4px}
.number{text-align:center;border-bottom:2px solid #a3171b;padding-bottom:10px;margin:0 0 18px}
h2{font:600 18px/1.6 SimHei,"Noto Sans CJK SC",sans-serif;margin:22px 0 8px}
h3{font:600 16px/1.6 SimHei,"Noto Sans CJK SC",sans-serif;margin:14px 0 4px}
p{margin:4px 0;text-indent:2em}p.to,p.plain,dd p,li p{text-indent:0}
ol{margin:4px 0;padding-left:2em}li{margin:6px 0}
.basis,.ask{font-size:14px;color:#333}
.sign{text-align:right;margin:28px 2em 0 0}.sign p{text-indent:0}
.annex{break-before:page}
article{break-inside:avoid;border-top:1px solid #999;padding:8px 0}
dl{display:grid;grid-template-columns:5em 1fr;gap:2px 10px;margin:4px 0;font-size:14px}dt{color:#444}dd{margin:0;min-width:0}
code{font:12px/1.5 ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace}
img{max-width:100%;max-height:80mm;border:1px solid #999;display:block;margin:6px 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{border:1px solid #666;padding:5px 8px;text-align:left;vertical-align:top}th{background:#f2f2f2;font-weight:600}td.blank{height:3.2em}
a{color:inherit}
@media(max-width:640px){body{padding:16px 12px;font-size:15px}h1{font-size:23px}dl{grid-template-columns:1fr}}
@media print{body{max-width:none;padding:0;font-size:12pt}a{text-decoration:none}}`;

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/**
 * A 整改通知书 as one HTML file that needs nothing beside it: what was read and when, the problems by kind with clause and
 * remedy, what is asked until when, the evidence of each, and a table for the answer. In Chinese: nobody else is sent one.
 */
export function renderNotice(notice: Notice): string {
  const hash = createHash('sha256').update(style, 'utf8').digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const title = '政务公开问题整改通知书';
  const body = renderToString(
    <body>
      <header>
        <h1>{title}</h1>
        <p class="number plain">编号：{notice.number}</p>
      </header>
      <main>
        <Letter notice={notice} />
        <Evidence notice={notice} />
        <Answer notice={notice} />
      </main>
    </body>,
  );
  return [
    '<!doctype html>',
    '<html lang="zh-CN"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
    renderToString(
      <title>
        {notice.unit.name} {title} {notice.number}
      </title>,
    ),
    `<style>${style}</style></head>`,
    body,
    '</html>',
    '',
  ].join('\n');
}

/** Room for a pen. */
const BLANK = '\u3000'.repeat(6);

type NoticeProps = Readonly<Record<'notice', Notice>>;

function Letter({ notice }: NoticeProps): JSX.Element {
  const { unit, document, findings, deadline, rereadOn, issuer, issuedOn } = notice;
  const groups = familiesOf(findings);
  const order = orderOf(findings);
  return (
    <section>
      <p class="to">{unit.name}：</p>
      <p>
        根据政务公开日常读网工作安排，我们于{timeInChina(unit.fetchedFrom)}至{timeInChina(unit.fetchedTo)}
        读取了你单位的公开页面（{unit.entry.join('、')}），对照截至{formatDay(parsed(document.run.asOf), 'zh')}
        的有关规定检查，发现问题{findings.length}条。凡没有读全、没有把握的，均未列入。现将问题通知如下，请对照整改。
      </p>
      <h2>一、存在问题</h2>
      {groups.map(([family, group], index) => (
        <>
          <h3>
            （{numerals[index] ?? index + 1}）{familyName(family, 'zh')}（{group.length}条）
          </h3>
          <ol start={order.get(group[0]?.id ?? '') ?? 1}>
            {group.map((finding) => (
              <Problem finding={finding} />
            ))}
          </ol>
        </>
      ))}
      <h2>二、整改要求</h2>
      <p>1. 指定专人，对照附件1逐条核对、逐条整改，整改一条、销号一条。</p>
      <p>
        2. 请于{formatDay(deadline, 'zh')}
        前完成整改，并按附件2填报整改情况和整改后的页面链接。确无相应信息的，请按规定作出说明。
      </p>
      <p>3. 我们将于{formatDay(rereadOn, 'zh')}起重新读取有关页面，逐条验收；未填报整改链接的，以页面实际情况为准。</p>
      <p>4. 对问题有异议的，请在期限内书面说明理由；存档页面和证据包（编号同本通知）可供核对。</p>
      <div class="sign">
        <p>{issuer ?? '（发出单位）'}</p>
        <p>{formatDay(issuedOn, 'zh')}</p>
      </div>
      {unit.contact === undefined ? null : <p class="plain basis">联系：{unit.contact}</p>}
    </section>
  );
}

/** The day of a run is one: the document was read through its schema, which holds it as text. */
function parsed(day: string): Day {
  return day as Day;
}

function Problem({
  finding: { message, basis, remedy, column },
}: Readonly<Record<'finding', DocumentFinding>>): JSX.Element {
  const [first] = basis;
  return (
    <li>
      <p>
        {message.zh}
        {column && !message.zh.includes(column.path.at(-1) ?? '') ? `（栏目：${column.path.join(' > ')}）` : ''}。
      </p>
      {first ? (
        <p class="basis">
          依据：{first.source}：{first.clause}
        </p>
      ) : null}
      {remedy ? <p class="ask">整改：{remedy.zh}</p> : null}
    </li>
  );
}

function Evidence({ notice: { findings, pictures } }: NoticeProps): JSX.Element {
  const order = orderOf(findings);
  return (
    <section class="annex">
      <h2>附件1 问题清单及证据</h2>
      {familiesOf(findings).flatMap(([, group]) =>
        group.map((finding) => (
          <Proof finding={finding} number={order.get(finding.id) ?? 0} picture={pictures.get(finding.id)} />
        )),
      )}
    </section>
  );
}

interface ProofProps {
  readonly finding: DocumentFinding;
  readonly number: number;
  readonly picture: Uint8Array | undefined;
}

function Proof({ finding, number, picture }: ProofProps): JSX.Element {
  const { message, expected, observed, evidence, id } = finding;
  const [first] = distinctEvidence(evidence);
  const searched = evidence.filter(({ role }) => role === 'searched').length;
  return (
    <article id={id.replaceAll(':', '-')}>
      <h3>
        {number}. {message.zh}
      </h3>
      <dl>
        {expected ? <Fact name="要求" value={expected.zh} /> : null}
        {observed ? <Fact name="实际" value={observed.zh} /> : null}
        {first ? (
          <>
            <dt>页面</dt>
            <dd>
              <Link url={first.url} />
            </dd>
            {first.quote === undefined ? null : <Fact name="原文" value={first.quote} />}
            <Fact name="抓取时间" value={timeInChina(first.fetchedAt)} />
            <dt>校验值</dt>
            <dd>
              <code>{first.capture}</code>
            </dd>
          </>
        ) : null}
        {searched > 0 ? <Fact name="已查找" value={`${searched}个页面，见证据包`} /> : null}
        <dt>编号</dt>
        <dd>
          <code>{id}</code>
        </dd>
      </dl>
      {picture === undefined ? null : (
        <img
          src={`data:image/webp;base64,${Buffer.from(picture).toString('base64')}`}
          alt={`存档页面的截图：${message.zh}`}
        />
      )}
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Link({ url }: { url: string }): JSX.Element {
  const href = safeUrl(url);
  return href === undefined ? (
    <span>{url}</span>
  ) : (
    <a href={href} rel="noreferrer noopener" target="_blank">
      {url}
    </a>
  );
}

function Answer({ notice: { findings, unit, number } }: NoticeProps): JSX.Element {
  return (
    <section class="annex">
      <h2>附件2 整改情况回执</h2>
      <p class="plain">
        单位：{unit.name}；通知编号：{number}；填报人：{BLANK}；联系电话：{BLANK}
      </p>
      <div class="wide" tabIndex={0} role="region" aria-label="整改情况回执">
        <table>
          <thead>
            <tr>
              <th>序号</th>
              <th>问题</th>
              <th>整改情况</th>
              <th>整改后链接</th>
              <th>完成时间</th>
            </tr>
          </thead>
          <tbody>
            {familiesOf(findings)
              .flatMap(([, group]) => group)
              .map(({ message }, index) => (
                <tr>
                  <td>{index + 1}</td>
                  <td>{message.zh}</td>
                  <td class="blank" />
                  <td />
                  <td />
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function familiesOf(findings: readonly DocumentFinding[]): readonly (readonly [string, readonly DocumentFinding[]])[] {
  return [...groupBy(findings, ({ family }) => family)].sort(
    ([a], [b]) => familyRank(a) - familyRank(b) || (a < b ? -1 : 1),
  );
}

/** The number of each finding in the notice, from 1, as it stands in the letter. */
function orderOf(findings: readonly DocumentFinding[]): ReadonlyMap<string, number> {
  return new Map(
    familiesOf(findings)
      .flatMap(([, group]) => group)
      .map(({ id }, index) => [id, index + 1]),
  );
}

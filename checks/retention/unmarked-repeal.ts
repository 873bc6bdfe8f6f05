import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document, Site } from '../../src/contract/site.ts';
import { isNormative } from '../support/document-facts.ts';
import { sameAddress } from '../support/links.ts';
import { ruleInForce } from '../support/rules.ts';
import { bareTitle, coreTitle } from '../support/titles.ts';
import { government } from '../support/units.ts';

const ENDED = /废止|失效|停止执行/;
const KEPT = /继续有效|保留|不予废止|未废止|拟废止|建议废止/;
/** Papers that are nothing but a list of what is repealed. */
const LIST = /(?:废止|失效).{0,30}(?:决定|通知|目录|公告|文件)$|关于.{0,12}(?:废止|宣布.{0,30}失效)/;

export default defineCheck({
  id: 'unmarked-repeal',
  title: { zh: '已废止文件未标注', en: 'Repealed document not marked' },
  family: 'retention',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  options: z.object({}),
  messages: {
    unmarked: {
      zh: '《{title}》已由《{by}》宣布废止或失效，其页面有效性仍为“{validity}”',
      en: '“{title}” was repealed by “{by}”; its page still says “{validity}”',
    },
  },
  subjects: (site) => {
    const repealsOf = indexRepeals([...site.documents, ...listsOf(site)]);
    return site.documents
      .filter((document) => isNormative(document) || document.kind === 'policy')
      .map((document) => ({ ...document, repeals: repealsOf(document) }));
  },
  *examine({ repeals, ...document }, { standards, asOf }) {
    const { title, validity, page } = document;
    if (
      ENDED.test(validity ?? '') ||
      ENDED.test(page.title ?? title) ||
      /^.{0,80}(?:已废止|已失效)/.test(page.mainText)
    )
      return;
    const rule = ruleInForce(standards, ['RT-04', 'PO-25']);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    for (const repeal of repeals) {
      const { by: other, said: quote } = repeal;
      if (sameAddress(other.url, document.url) || !isLater(other, document, asOf)) continue;
      yield {
        message: 'unmarked',
        data: { title, by: other.title, validity: validity ?? '未标注' },
        at: [
          { role: 'shows', ...document.at },
          { role: 'compared', ...other.at, quote },
        ],
        key: 'unmarked',
        basis: rule.id,
        // Titles come again from year to year: only the 文号 tells which paper was meant.
        review: !namesNumber(document, repeal) && {
          zh: '只按标题对上，请核对文号',
          en: 'matched by title only: compare the numbers',
        },
        remedy: {
          zh: '将有效性标注为“废止”或“失效”，并链接废止文件；不要删除原文',
          en: 'Mark it as repealed and link what repealed it; do not remove it',
        },
      };
      return;
    }
  },
});

function isLater(other: Repealer, document: Document, asOf: string): boolean {
  const [now, then] = [other.writtenOn ?? other.publishedOn, document.writtenOn ?? document.publishedOn];
  return now !== undefined && now <= asOf && (then === undefined || now >= then);
}

/** What repeals others: a document, or the list of a clean-up, which bears no metadata of its own. */
type Repealer = Pick<Document, 'at' | 'url' | 'title' | 'page' | 'publishedOn' | 'writtenOn'>;

const CLEAN_UP = /(?:废止|失效|清理).{0,40}(?:目录|结果|决定|公告|通知|清单|情况)/;

/** Articles that are named for what was repealed or cleaned up and are no documents. */
function listsOf(site: Site): readonly Repealer[] {
  const documents = new Set(site.documents.map(({ page }) => page));
  const entries = site.columns.flatMap(({ entries: rows }) => rows.filter(({ title }) => CLEAN_UP.test(title)));
  const lists = new Map<string, Repealer>();
  for (const { page, title, date } of entries) {
    if (page === undefined || documents.has(page)) continue;
    const publishedOn = page.published?.day ?? date?.day;
    lists.set(page.url, {
      at: page.at,
      url: page.url,
      title: page.title ?? title,
      page,
      publishedOn,
      writtenOn: undefined,
    });
  }
  return [...lists.values()];
}

/** A sentence or a row of a table by which one paper repeals others. */
interface Repeal {
  readonly by: Repealer;
  readonly said: string;
  readonly numbers: readonly string[];
  /** The titles that it quotes, cut to their core; a list names papers without quoting them. */
  readonly titles: readonly string[];
  readonly bare: string;
}

const NUMBER = /[\u4e00-\u9fa5A-Za-z]{1,12}〔(\d{4})〕\d{1,5}号/g;

function repealsIn(by: Repealer): readonly Repeal[] {
  const { page } = by;
  const tables = [...page.tables, ...(page.files ?? []).flatMap((file) => file.tables)];
  const rows = tables.flatMap((table) => table.rows.map((row) => row.join(' ')));
  const text = [page.mainText, ...(page.files ?? []).map((file) => file.text ?? '')].join('\n');
  // In a bare list every paper named is repealed; elsewhere only what the very sentence or row says so of.
  const isList = LIST.test(by.title) && !KEPT.test(by.title);
  const listed = isList ? [] : underHeads(text);
  return [...new Set([...text.split(/[。；;\n]/), ...rows])]
    .filter(
      (said) =>
        (isList || listed.includes(said) || (ENDED.test(said) && !KEPT.test(said))) && !/^关于|^各/.test(said.trim()),
    )
    .map((said) => ({ by, said, ...namesIn(said) }));
}

/** The lines of a list under words that announce it: 决定废止下列文件： and then one paper a line. */
function underHeads(text: string): readonly string[] {
  const found: string[] = [];
  let isUnder = false;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (/[:：]\s*$/.test(line.slice(-8))) isUnder = ENDED.test(line) && !KEPT.test(line);
    else if (isUnder && /《[^》]{4,80}》|〔\d{4}〕/.test(line.slice(0, 300))) found.push(...line.split(/[。；;]/));
    else isUnder = false;
  }
  return found;
}

function namesIn(said: string): Pick<Repeal, 'numbers' | 'titles' | 'bare'> {
  const plain = said.slice(0, 20_000).normalize('NFKC').replace(/\s/g, '');
  const numbered = plain.replace(/[[(【](?=\d{4}[\])】]\d{1,5}号)/g, '〔').replace(/(?<=〔\d{4})[\])】]/g, '〕');
  return {
    numbers: [...numbered.matchAll(NUMBER)].map(([number]) => number),
    titles: [...plain.matchAll(/《([^《》]{4,80})》/g)].map(([quoted]) => coreTitle(quoted)),
    bare: bareTitle(plain),
  };
}

/** Looks up what repeals a document: by 文号, else by title where no 文号 beside it tells of another paper. */
function indexRepeals(documents: readonly Repealer[]): (document: Document) => readonly Repeal[] {
  const repeals = documents.flatMap(repealsIn);
  const byTitle = new Map<string, Repeal[]>();
  const byNumber = new Map<string, Repeal[]>();
  const note = (index: Map<string, Repeal[]>, key: string, repeal: Repeal): void => {
    const known = index.get(key);
    if (known) known.push(repeal);
    else index.set(key, [repeal]);
  };
  for (const repeal of repeals) {
    for (const title of repeal.titles) note(byTitle, title, repeal);
    // A number may run into the words before it: all its endings that begin like one are looked up.
    for (const number of repeal.numbers)
      for (let at = 0; at < number.indexOf('〔'); at += 1) note(byNumber, number.slice(at), repeal);
  }
  const unquoted = repeals.filter(({ titles }) => titles.length === 0);
  return (document) => {
    const core = coreTitle(document.title);
    const numbered = document.number === undefined ? [] : (byNumber.get(document.number) ?? []);
    const titled =
      core.length < 8 ? [] : [...(byTitle.get(core) ?? []), ...unquoted.filter(({ bare }) => bare.includes(core))];
    return [...numbered, ...titled.filter((repeal) => mayMean(document, repeal))];
  };
}

/** Whether a sentence that names the title may mean this paper: its numbers, if any, are not those of others. */
function mayMean(document: Document, { numbers }: Repeal): boolean {
  const own = (document.writtenOn ?? document.publishedOn)?.slice(0, 4);
  if (numbers.length === 0) return true;
  return document.number === undefined && numbers.some((number) => number.includes(`〔${own ?? ''}〕`));
}

function namesNumber({ number }: Document, repeal: Repeal): boolean {
  return number !== undefined && repeal.numbers.some((named) => named.endsWith(number));
}

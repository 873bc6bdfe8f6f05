import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document, Site } from '../../src/contract/site.ts';
import { isNormative, isSuperior } from '../support/document-facts.ts';
import { government } from '../support/units.ts';

const WORD = /\.(?:docx?|wps|rtf)(?:$|[?#])|word|\.docx?\b|文字版/i;
const PDF = /\.(?:pdf|ofd)(?:$|[?#])|pdf|ofd|版式/i;
/** A button that makes the file when it is pressed bears no address. */
const BUTTON = /下载|导出|另存/;

export default defineCheck({
  id: 'missing-download',
  title: { zh: '规范性文件未提供下载', en: 'Normative documents without a file to download' },
  family: 'missing-field',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'PO-11',
  remedy: {
    zh: '在规范性文件页面提供 WORD 和 PDF 下载',
    en: 'Offer each normative document as WORD and as PDF',
  },
  options: z.object({}),
  messages: {
    neither: {
      zh: '{count}份规范性文件中有{lacking}份没有提供 WORD、PDF 下载，如《{title}》',
      en: '{lacking} of {count} normative documents offer neither WORD nor PDF, “{title}” for one',
    },
    half: {
      zh: '{count}份规范性文件中有{lacking}份没有提供{format}下载，如《{title}》',
      en: '{lacking} of {count} normative documents offer no {format}, “{title}” for one',
    },
  },
  subjects: (site, { since }) => {
    const all = ownNormative(site).filter(({ publishedOn }) => (publishedOn ?? since) >= since);
    const documents = all.filter(({ seen }) => seen.whole);
    const [first] = documents.length > 0 ? documents : all;
    return first ? [{ key: 'downloads', seen: first.seen, documents }] : [];
  },
  *examine({ documents }) {
    const offers = documents.map((document) => ({ document, ...offered(document) }));
    const count = offers.length;
    const lacks = [
      { key: 'neither', format: '', ones: offers.filter(({ word, pdf }) => !word && !pdf) },
      { key: 'word', format: 'WORD', ones: offers.filter(({ word, pdf }) => !word && pdf) },
      { key: 'pdf', format: 'PDF', ones: offers.filter(({ word, pdf }) => word && !pdf) },
    ];
    for (const { key, format, ones } of lacks) {
      const [first, ...others] = ones
        .slice(0, 10)
        .map(({ document: { at } }) => ({ role: 'should-show', ...at }) as const);
      const title = ones[0]?.document.title;
      if (!first || title === undefined) continue;
      const data = { count, lacking: ones.length, title };
      const said = { at: [first, ...others] as const, key, severity: 'minor', review } as const;
      if (format === '') yield { message: 'neither', data, ...said };
      else yield { message: 'half', data: { ...data, format }, ...said };
    }
  },
});

const review = {
  zh: '全文已在页面公开；是否须另供下载、是否由按钮生成，请打开页面核对',
  en: 'the text stands on the page; whether files are due too, or a button makes them, is to be seen there',
};

/** Normative documents of the unit, shown as pages: one that is itself a file is its own download. */
function ownNormative({ documents }: Site): readonly Document[] {
  return documents.filter(
    (document) => isNormative(document) && !isSuperior(document) && document.page.file === undefined,
  );
}

function offered({ page: { attachments, links, mainText } }: Document): {
  readonly word: boolean;
  readonly pdf: boolean;
} {
  const files = [
    ...attachments.map(({ href, url, title }) => `${url ?? href} ${title}`),
    ...links.filter(({ area }) => area === 'main').map(({ url, text }) => `${url} ${text}`),
  ];
  const has = (format: RegExp): boolean =>
    files.some((file) => format.test(file)) || format.test(buttonLines(mainText));
  const both = files.length === 0 && /^(?:下载|导出)(?:文件|全文)?$/m.test(mainText);
  return { word: both || has(WORD), pdf: both || has(PDF) };
}

/** Short lines that offer something to take away. */
function buttonLines(text: string): string {
  return text
    .slice(0, 200_000)
    .split('\n')
    .filter((line) => line.length <= 40 && BUTTON.test(line))
    .join('\n');
}

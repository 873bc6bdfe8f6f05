import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document } from '../../src/contract/site.ts';
import { isPolicyPaper, isSuperior } from '../support/document-facts.ts';
import { government } from '../support/units.ts';

/** Fewer letters than this are a heading and a signature, no text of a document. */
const LEAST = 120;
const PAPER = /\.(?:pdf|ofd|jpe?g|png|tiff?)(?:$|[?#])/i;
const TEXT_FILE = /\.(?:docx?|wps|txt|rtf)(?:$|[?#])/i;

export default defineCheck({
  id: 'scanned-document',
  title: { zh: '文件未公开去公章文字版', en: 'Document shown only as a picture' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-13',
  options: z.object({}),
  messages: {
    picture: {
      zh: '《{title}》只有图片（扫描件），未公开去公章文字版',
      en: '“{title}” is shown only as a picture, without its text',
    },
    file: {
      zh: '《{title}》页面没有正文，只提供附件，未公开去公章文字版',
      en: 'The page of “{title}” has no text, only a file',
    },
  },
  subjects: (site, { since }) =>
    site.documents.filter(
      (document) => isPolicyPaper(document) && !isSuperior(document) && (document.publishedOn ?? since) >= since,
    ),
  *examine(document) {
    const { title, page, at } = document;
    if (page.mainText.replace(/\s/g, '').length - blockLength(document) >= LEAST) return;
    const files = [
      ...page.attachments.map((file) => file.url ?? file.href),
      ...(page.files ?? []).map(({ url }) => url),
    ];
    // A file of words beside it is the text; one whose words could be read is no scan.
    if (files.some((url) => TEXT_FILE.test(url)) || page.files?.some(({ text }) => (text ?? '').length >= LEAST))
      return;
    const review = { zh: '请打开页面核对是否确无文字版', en: 'please open it: is there really no text?' };
    const said = { data: { title }, at, review, remedy } as const;
    if (files.some((url) => PAPER.test(url))) yield { message: 'file', ...said, key: 'text' };
    else if (page.media.images > 0) yield { message: 'picture', ...said, key: 'text' };
    else yield { unknown: 'unparsed' };
  },
});

const remedy = {
  zh: '在页面上公开去公章的文字版，可同时提供 WORD、PDF 下载',
  en: 'Show the text without the seal, with files to download beside it',
};

/** The letters of the metadata block, which stands in the text of some templates. */
function blockLength({ fields, title }: Document): number {
  const block = [...fields].reduce((all, [label, value]) => all + label.length + value.length, 0);
  return block + 2 * title.length;
}

import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document, Interpretation } from '../../src/contract/site.ts';
import { bareTitle } from '../support/titles.ts';
import { explain } from '../support/interpretations.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'copied-interpretation',
  title: { zh: '解读照抄文件原文', en: 'Interpretation copies the document' },
  family: 'interpretation',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-05',
  remedy: {
    zh: '重写解读：讲清背景依据、目标任务、主要内容、适用范围、与旧政策的差别',
    en: 'Write it anew: background, aim, main content, whom it concerns, what has changed',
  },
  options: z.object({
    share: z.number().min(0.5).max(1).default(0.8).describe('解读文字中与原文相同的比例达到多少即提示（自定）'),
    sureShare: z.number().min(0.5).max(1).default(0.95).describe('比例达到多少不必人工复核（自定）'),
    minimum: z.int().positive().default(150).describe('解读文字少于多少字不比对（图解、视频）'),
  }),
  messages: {
    copied: {
      zh: '解读简单复制文件内容：《{title}》有{percent}%的文字与原文《{document}》相同',
      en: '{percent}% of the interpretation “{title}” is the text of “{document}” itself',
    },
  },
  subjects: (site, { since }) => {
    const explained = explain(site.documents, site);
    const documentsOf = new Map<Interpretation, Document[]>();
    for (const { document, found } of explained)
      for (const one of found) documentsOf.set(one, [...(documentsOf.get(one) ?? []), document]);
    return site.interpretations
      .filter(
        ({ publishedOn, forms }) =>
          (publishedOn === undefined || publishedOn >= since) && !forms.includes('picture') && !forms.includes('video'),
      )
      .map((one) => ({ ...one, compared: (documentsOf.get(one) ?? []).filter(({ url }) => url !== one.url) }));
  },
  *examine({ compared, ...interpretation }, { options }) {
    const pieces = sentences(interpretation.page.mainText);
    if (length(pieces) < options.minimum) {
      yield { inapplicable: { zh: '解读文字过少，不作比对', en: 'too little text to compare' } };
      return;
    }
    if (compared.length === 0) {
      yield { inapplicable: { zh: '本站未见所解读的文件', en: 'the document is not on this site' } };
      return;
    }
    for (const document of compared) {
      const original = bareTitle(textOf(document));
      const share = length(pieces.filter((piece) => original.includes(piece))) / length(pieces);
      if (share < options.share) continue;
      yield {
        message: 'copied',
        data: { title: interpretation.title, document: document.title, percent: Math.round(share * 100) },
        at: [
          { role: 'shows', ...interpretation.at },
          { role: 'compared', ...document.at },
        ],
        key: document.key,
        review: share < options.sureShare,
      };
    }
  },
});

function textOf({ page }: Document): string {
  return [page.mainText, ...(page.files ?? []).map(({ text }) => text ?? '')].join('\n');
}

/** The sentences of a text, bare; headings and lines too short to tell are left out. */
function sentences(text: string): readonly string[] {
  return text
    .split(/[。；;！？\n]/)
    .map(bareTitle)
    .filter((piece) => piece.length >= 12);
}

function length(pieces: readonly string[]): number {
  return pieces.reduce((all, piece) => all + piece.length, 0);
}

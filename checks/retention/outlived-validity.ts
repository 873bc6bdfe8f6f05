import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document } from '../../src/contract/site.ts';
import { findDays } from '../../src/lib/days-in-text.ts';
import { addMonths, type Day } from '../../src/lib/day.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'outlived-validity',
  title: { zh: '文件有效期已到仍标有效', en: 'Document past its term still marked as in force' },
  family: 'retention',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-25',
  remedy: {
    zh: '届满失效的改标“失效”；延期的写明延期文件',
    en: 'Mark it as lapsed once its term is over; where it was prolonged, name the paper that says so',
  },
  options: z.object({}),
  messages: {
    outlived: {
      zh: '《{title}》有效期至{end}，页面仍标“{validity}”，请复核是否延期',
      en: '“{title}” was valid until {end} and is still marked “{validity}”; see whether it was prolonged',
    },
  },
  subjects: (site) => site.documents.filter(({ validity }) => validity?.includes('有效') === true),
  *examine(document, { asOf }) {
    const { title, validity = '' } = document;
    if (/无效|失效|废止|延期|延续/.test(validity)) return;
    const term = termOf(document);
    if (!term || term.end >= asOf) return;
    yield {
      message: 'outlived',
      data: { title, end: term.end, validity },
      at: { ...document.at, quote: term.quote },
      key: 'outlived',
    };
  },
});

interface Term {
  readonly end: Day;
  readonly quote: string;
}

/** When the document ends, by its own label or its own words. */
function termOf(document: Document): Term | undefined {
  const label = document.fields.get('废止日期');
  const stated = label === undefined ? undefined : findDays(label.normalize('NFKC')).at(-1)?.day;
  if (label !== undefined && stated) return { end: stated, quote: label };
  for (const sentence of document.page.mainText.normalize('NFKC').split(/[。;；\n]/)) {
    const until = /有效期(?:限)?(?:至|到|截至|延长至)/.exec(sentence);
    const last = until && findDays(sentence.slice(until.index)).at(0)?.day;
    if (last) return { end: last, quote: sentence.trim() };
    const years = /有效期(?:限)?(?:为|是)?\s?([一二两三四五六七八九十]|\d{1,2})\s?年/.exec(sentence)?.[1];
    const start = years === undefined ? undefined : startOf(sentence, document);
    if (years !== undefined && start) return { end: addMonths(start, 12 * countOf(years)), quote: sentence.trim() };
  }
  return undefined;
}

/** 自2023年1月1日起施行, or 自公布之日起: the day of the paper itself. */
function startOf(sentence: string, { fields, writtenOn, publishedOn }: Document): Day | undefined {
  const stated = findDays(sentence).find(({ end }) => /^\s?起/.test(sentence.slice(end)));
  if (stated) return stated.day;
  const label = findDays((fields.get('生效日期') ?? '').normalize('NFKC'))[0]?.day;
  return label ?? (sentence.includes('之日起') ? (publishedOn ?? writtenOn) : undefined);
}

function countOf(years: string): number {
  const at = '一二三四五六七八九十'.indexOf(years.replace('两', '二'));
  return at >= 0 ? at + 1 : Number(years);
}

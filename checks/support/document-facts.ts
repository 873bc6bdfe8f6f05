import type { Document, Site } from '../../src/contract/site.ts';
import type { Unit } from '../../src/contract/unit.ts';
import type { Reason } from '../../src/contract/verdict.ts';

/** An element of a document's metadata that checks ask for, by its normal label. */
export type Fact = '索引号' | '文号' | '发布机构' | '成文日期' | '发布日期' | '组配分类';

/** Whether a document shows an element, in its block or plainly on its page. */
export function hasFact(document: Document, fact: Fact): boolean {
  const shown = labels[fact].some((label) => says(document.fields.get(label)));
  return shown || elsewhere[fact]?.(document) === true;
}

const labels: Record<Fact, readonly string[]> = {
  索引号: ['索引号'],
  文号: ['文号'],
  发布机构: ['发布机构', '来源', '信息来源'],
  成文日期: ['成文日期'],
  发布日期: ['发布日期'],
  组配分类: ['信息分类', '组配分类', '体裁分类'],
};

/** What the reading of the page found without a label. */
const elsewhere: Partial<Record<Fact, (document: Document) => boolean>> = {
  索引号: ({ index }) => index !== undefined,
  文号: ({ number }) => number !== undefined,
  发布机构: ({ issuer }) => issuer !== undefined,
  成文日期: ({ writtenOn }) => writtenOn !== undefined,
  发布日期: ({ publishedOn }) => publishedOn !== undefined,
};

/** Whether a value says anything: a dash, 无 and 暂无 do not. */
export function says(value: string | undefined): boolean {
  return value !== undefined && !/^(?:[\s\-—–/、.…]{0,10}|无|暂无|空|null|undefined)$/i.test(value.trim());
}

/** 规章 and 行政规范性文件. */
export function isNormative({ kind }: Document): boolean {
  return kind === 'regulation' || kind === 'normative';
}

/** 规章, 规范性文件, and other papers of policy that bear a 文号; news and answers in a policy column are none. */
export function isPolicyPaper(document: Document): boolean {
  return isNormative(document) || (document.kind === 'policy' && document.number !== undefined);
}

/** Documents that a 政策文件库 of the site holds. */
export function inLibrary(document: Document, site: Site): boolean {
  return site.columns.some(({ key, type }) => type === 'library' && document.columns.includes(key));
}

/**
 * Whether a page shows no label of any metadata block. It may be a picture, or drawn by script: one look at the page
 * answers for all its elements, so only one check asks for it (incomplete-document-metadata).
 */
export function hasNoBlock({ fields }: Document): boolean {
  return fields.size === 0;
}

/** What the other checks of metadata say of such a page. */
export const toldOnce: Reason = {
  zh: '页面没有元数据栏，已列为元数据不全',
  en: 'the page shows no metadata at all: told once, as incomplete metadata',
};

/** Papers of superior bodies that a site shows again: their metadata is not the unit's. */
export function isSuperior({ issuer, title }: Document): boolean {
  return /^(?:国务院|中共中央|中华人民共和国|国家[\u4e00-\u9fa5]{1,12}[部局委办署]|[\u4e00-\u9fa5]{2,4}省(?!.{1,8}[市县区旗州盟]))/.test(
    (issuer ?? title).trim(),
  );
}

/** Papers of a city or county that the unit does not belong to, or of its own city when the unit is below it. */
export function isFromOutside({ issuer, title }: Document, { name }: Pick<Unit, 'name'>): boolean {
  const place = /^[\u4e00-\u9fa5]{2,4}?(?:省|市|县)/.exec((issuer ?? title).trim())?.[0];
  return place !== undefined && !name.includes(place.slice(0, -1)) && !/^(?:本|我|全)/.test(place);
}

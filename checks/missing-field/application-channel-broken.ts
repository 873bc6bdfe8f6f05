import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Place, Seen } from '../../src/contract/seen.ts';
import type { Site } from '../../src/contract/site.ts';
import type { Text } from '../../src/lib/template.ts';
import { isPhone } from '../../src/lib/phone.ts';
import { saysMore } from '../support/elements.ts';
import { government } from '../support/units.ts';

const FORM = /申请表|在线申请|网上申请|我要申请|在线填写|申请入口|依申请公开平台|在线提交|提交申请|下载/;
const ADDRESS =
  /(?:地\s{0,4}址|地\s{0,4}点|邮寄至|寄至|窗口)[^\n]{0,40}?(?:大道|[路街巷弄号楼室镇乡村]|大厦|中心|广场|大院|[县区市]政府)/;
const PHONE = /(?:电\s{0,4}话|传\s{0,4}真|热线|联系方式|号码)[^\n]{0,30}?(\d[\d\s()（）—–-]{5,20})/g;
const GONE = new Set([404, 410]);

/** Words of a page that explains how to apply: such a page owes the address and the number. */
const EXPLAINS = /受理(?:机构|部门|单位|地址|时间)|申请(?:方式|流程|程序|步骤|渠道|说明)|邮寄|信函|当面|递交/;

interface Channel {
  readonly key: string;
  readonly seen: Seen;
  readonly at: Place;
  readonly pages: readonly Page[];
}

export default defineCheck({
  id: 'application-channel-broken',
  title: { zh: '依申请公开渠道不畅', en: 'Channel for applications does not work' },
  family: 'missing-field',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'IF-07',
  options: z.object({}),
  messages: {
    noForm: {
      zh: '依申请公开栏目没有申请表或在线申请入口',
      en: 'The column for applications has neither a form nor an online entry',
    },
    noAddress: { zh: '依申请公开栏目没有写明受理地址', en: 'The column for applications gives no address' },
    noPhone: { zh: '依申请公开栏目没有写明受理电话', en: 'The column for applications gives no telephone number' },
    badPhone: {
      zh: '依申请公开受理电话“{phone}”不是有效号码',
      en: 'The number {phone} for applications is no telephone number',
    },
    dead: {
      zh: '依申请公开的“{text}”打不开（{status}）',
      en: '“{text}” of the column for applications cannot be opened ({status})',
    },
  },
  subjects: channelsOf,
  *examine({ at, pages }, { site }) {
    const text = pages.map(({ mainText }) => mainText).join('\n');
    for (const { text: name, url, status } of deadLinksOn(pages, site)) {
      yield {
        message: 'dead',
        data: { text: name, status },
        at,
        key: `dead-${name}`,
        confirm: 'next-day',
        observed: { zh: url, en: url },
        remedy,
      };
    }
    for (const match of text.matchAll(PHONE)) {
      const phone = (match[1] ?? '').trim().replace(/[\s(（—–-]+$/, '');
      if (!isPhone(phone) && !phone.split(/\s+/).every((part) => isPhone(part)))
        yield { message: 'badPhone', data: { phone }, at, key: `phone-${phone}`, review: true, remedy };
    }
    const review = mayStandElsewhere(pages, text);
    if (text.trim().length < 20 && !pages.some(({ forms }) => forms.length > 0)) {
      yield { unknown: 'unparsed' };
      return;
    }
    if (!pages.some((page) => hasForm(page))) yield { message: 'noForm', data: {}, at, key: 'form', review, remedy };
    if (!ADDRESS.test(text)) yield { message: 'noAddress', data: {}, at, key: 'address', review, remedy };
    if (text.search(PHONE) < 0) yield { message: 'noPhone', data: {}, at, key: 'phone', review, remedy };
  },
});

const remedy = {
  zh: '补齐申请说明、申请表、受理机构地址和电话，并保证链接可用',
  en: 'Give instructions, form, address and number, and see that the links work',
};

/** The address and the number may stand in an attachment, a picture, the guide, or the platform that takes the form. */
function mayStandElsewhere(pages: readonly Page[], text: string): Text | false {
  const plain = pages.filter(({ forms }) => !forms.some(({ inputs }) => inputs.length >= 6));
  const explains = plain.some(({ mainText }) => EXPLAINS.test(mainText)) && !text.includes('公开指南');
  if (explains && !pages.some((page) => saysMore(page))) return false;
  return {
    zh: '可能写在公开指南、附件或统一申请平台上，请人工核对',
    en: 'it may stand in the guide, an attachment or the common platform',
  };
}

/** All that a site shows of applications, its guide too: the columns for them, what is under these, and their entries. */
function channelsOf(site: Site): readonly Channel[] {
  const own = site.columns.filter(
    ({ type, content, pages }) =>
      type === 'application' && content !== 'elsewhere' && content !== 'script' && pages.length > 0,
  );
  // The column itself, not the enquiry or the form beside it.
  const first = own.find(({ knownBy }) => knownBy === 'name') ?? own[0];
  if (!first) return [];
  const all = own.flatMap(({ path }) => site.columns.filter((column) => isUnder(column.path, path)));
  const shown = all.flatMap((column) => [...column.pages, ...column.entries.flatMap(({ page }) => page ?? [])]);
  const sheets = site.sheets.filter(({ of }) => of === 'application' || of === 'guide').map(({ page }) => page);
  const unseen = [...all, ...shown].find(({ seen }) => !seen.whole)?.seen;
  return [{ key: 'application', seen: unseen ?? first.seen, at: first.at, pages: [...new Set([...shown, ...sheets])] }];
}

function isUnder(path: readonly string[], above: readonly string[]): boolean {
  return above.every((name, level) => path[level] === name);
}

function hasForm({ forms, links, attachments, mainText }: Page): boolean {
  return (
    forms.some(({ inputs }) => inputs.length >= 3) ||
    attachments.some(({ title }) => title.includes('申请表')) ||
    links.some(({ text }) => FORM.test(text)) ||
    /申请表[^\n]{0,20}(?:下载|附件)|附件[^\n]{0,20}申请表/.test(mainText)
  );
}

function deadLinksOn(pages: readonly Page[], site: Site): readonly { text: string; url: string; status: number }[] {
  const own = new Set(pages.map(({ url }) => url));
  return site.deadLinks.flatMap(({ url, status, linkedFrom }) => {
    const from = linkedFrom.find((place) => own.has(place.url) && place.area === 'main');
    return from && status !== undefined && GONE.has(status) ? [{ text: from.text.trim() || url, url, status }] : [];
  });
}

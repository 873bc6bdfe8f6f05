import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Text } from '../../src/lib/template.ts';
import { labelOf } from '../support/metas.ts';
import { government, ownsSite } from '../support/units.ts';

/** Ten digits; ministries and what they run have two letters and eight digits. */
const FORMAT = /^(?:\d{10}|[a-z]{2}\d{8})$/i;

export default defineCheck({
  id: 'site-code-mismatch',
  title: { zh: '网站标识码不规范或前后不一致', en: 'Site code malformed or not the same everywhere' },
  family: 'site-footer',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'WB-05',
  options: z.object({}),
  messages: {
    malformed: {
      zh: '{place}的网站标识码“{code}”格式不符，应为10位',
      en: 'The site code “{code}” ({place}) is malformed: it should have ten characters',
    },
    differs: {
      zh: '网站标识码不一致：{codes}',
      en: 'The site code is not the same everywhere: {codes}',
    },
  },
  subjects: (site) =>
    ownsSite(site) && site.home ? [{ key: 'site-code', seen: site.home.seen, home: site.home }] : [],
  *examine({ home }, { site }) {
    const footer = site.footer ?? home.footer;
    const places: readonly (readonly [place: Text, code: string | undefined])[] = [
      [{ zh: '标签 SiteIDCode', en: 'label SiteIDCode' }, labelOf(home.metas, 'SiteIDCode')],
      [{ zh: '页脚', en: 'footer' }, footer?.siteCode],
      [{ zh: '找错入口', en: 'entry for faults' }, footer?.findError?.siteCode],
    ];
    const codes = places.flatMap(([place, code]) => (code === undefined ? [] : [{ place, code: code.trim() }]));
    if (codes.length === 0) {
      yield { inapplicable: { zh: '没有标注网站标识码', en: 'no site code is shown' } };
      return;
    }
    for (const { place, code } of codes.filter(({ code }) => !FORMAT.test(code))) {
      yield {
        message: 'malformed',
        data: { place, code: code.slice(0, 30) },
        at: home.at,
        key: `malformed-${place.zh}`,
        remedy,
      };
    }
    if (new Set(codes.map(({ code }) => code.toLowerCase())).size > 1) {
      const list = {
        zh: codes.map(({ place, code }) => `${place.zh}为${code.slice(0, 30)}`).join('，'),
        en: codes.map(({ place, code }) => `${place.en} “${code.slice(0, 30)}”`).join(', '),
      };
      yield { message: 'differs', data: { codes: list }, at: home.at, key: 'differs', remedy };
    }
  },
});

const remedy = {
  zh: '以全国政府网站信息报送系统登记的标识码为准，三处改为一致',
  en: 'Write the code that is registered for the site in all three places',
};

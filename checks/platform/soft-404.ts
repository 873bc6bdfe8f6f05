import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { bare, contentPages } from '../support/passages.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'soft-404',
  title: { zh: '错误页面返回正常状态', en: 'Error page sent with a good status' },
  family: 'platform',
  appliesTo: government,
  per: 'page',
  claims: 'presence',
  basis: 'WB-10',
  options: z.object({}),
  messages: {
    soft: {
      zh: '“{text}”打开后显示页面不存在或已删除，但服务器返回正常状态',
      en: 'The link “{text}” shows a page that says it does not exist, yet with a good status',
    },
  },
  subjects: (site) => [
    ...contentPages(site),
    ...site.deadLinks.filter(({ reason, linkedFrom }) => reason === 'soft-404' && linkedFrom.length > 0),
  ],
  *examine(link) {
    const from = 'linkedFrom' in link ? link.linkedFrom[0] : undefined;
    if (!from) return;
    const { text } = from;
    yield {
      message: 'soft',
      data: { text: text.trim() || link.url },
      at: { ...bare(from), quote: text.trim() },
      key: 'soft-404',
      confirm: 'next-day',
      observed: { zh: link.url, en: link.url },
      remedy: { zh: '撤下失效链接，错误页面应返回404状态', en: 'Remove the link; error pages should answer 404' },
    };
  },
});

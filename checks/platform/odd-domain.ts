import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Site } from '../../src/contract/site.ts';
import { government, isPrivateHost, ownsSite } from '../support/units.ts';

export default defineCheck({
  id: 'odd-domain',
  title: { zh: '域名不规范', en: 'Domain outside gov.cn' },
  family: 'platform',
  appliesTo: government,
  per: 'site',
  claims: 'presence',
  basis: 'WB-06',
  options: z.object({ allow: z.array(z.string()).default([]).describe('经批准保留的域名') }),
  messages: {
    outside: {
      zh: '政府网站域名应以 .gov.cn 结尾，现为 {host}',
      en: 'A government site ends in .gov.cn; this one is {host}',
    },
  },
  subjects: (site) => {
    const host = URL.canParse(site.at.url) ? new URL(site.at.url).hostname : '';
    return ownsSite(site) && host !== '' && !isPrivateHost(host)
      ? [{ key: 'domain', seen: { whole: true } as const, host }]
      : [];
  },
  *examine({ host }, { site, options }) {
    if (/(?:^|\.)gov\.cn$/.test(host) || options.allow.includes(host)) return;
    yield {
      message: 'outside',
      data: { host },
      at: site.at,
      key: host,
      // An address that the office itself registered is the site; one that somebody typed may be a mirror.
      review: !registered(site, host) && {
        zh: '请核对是否为登记的政府网站域名',
        en: 'please look whether this is the registered domain',
      },
      remedy: { zh: '使用 .gov.cn 域名', en: 'Use a domain in .gov.cn' },
    };
  },
});

function registered({ unit }: Site, host: string): boolean {
  return (
    unit.grounds.name.from === 'register' &&
    unit.entry.some((url) => URL.canParse(url) && new URL(url).hostname === host)
  );
}

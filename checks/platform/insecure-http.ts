import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { government, isPrivateHost, ownsSite } from '../support/units.ts';

export default defineCheck({
  id: 'insecure-http',
  title: { zh: '未启用 https', en: 'Site without https' },
  family: 'platform',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'TR-01',
  options: z.object({}),
  messages: {
    http: { zh: '网站以 http 提供访问，未启用 https：{url}', en: 'The site is served by http, not https: {url}' },
  },
  // At an inner address or a name for tests there is no certificate to be had: nothing is asked of those.
  subjects: (site) =>
    ownsSite(site) && site.home && !isPrivateHost(new URL(site.home.url).hostname)
      ? [{ key: 'transport', seen: { whole: true } as const, home: site.home }]
      : [],
  *examine({ home }, { site }) {
    // Whoever was sent from http to https, or has a certificate at all, serves https.
    if (home.url.startsWith('https:') || site.tls !== undefined) return;
    yield {
      message: 'http',
      data: { url: home.url },
      at: home.at,
      key: 'http',
      remedy: { zh: '部署证书，并将 http 访问跳转到 https', en: 'Install a certificate and send http on to https' },
    };
  },
});

import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addDays, daysBetween } from '../../src/lib/day.ts';
import { government, ownsSite } from '../support/units.ts';

export default defineCheck({
  id: 'certificate-invalid',
  title: { zh: '网站证书无效或即将到期', en: 'Certificate invalid or about to end' },
  family: 'platform',
  appliesTo: government,
  per: 'site',
  needs: ['tls'],
  claims: 'presence',
  basis: 'TR-02',
  remedy: {
    zh: '更换证书；由可信机构签发，覆盖所用域名，并补齐证书链',
    en: 'Replace the certificate by one of a trusted issuer that covers the names in use, with its whole chain',
  },
  options: z.object({ warnDays: z.int().nonnegative().default(14).describe('到期前多少天起提示') }),
  messages: {
    expired: { zh: '网站证书已于{until}到期', en: 'The certificate ended on {until}' },
    ending: { zh: '网站证书将于{until}到期（还有{days}天）', en: 'The certificate ends on {until} (in {days} days)' },
    unverified: {
      zh: '网站证书未通过验证（签发者、域名或链不符）',
      en: 'The certificate could not be verified (issuer, name or chain)',
    },
  },
  subjects: (site) => (ownsSite(site) ? [{ key: 'certificate', seen: { whole: true } as const }] : []),
  *examine(_, { site, options }) {
    const { notAfter, verified } = site.tls;
    // The day of the handshake counts; if our clock and the servers' differ, the end may be our own mistake.
    const { ours, servers } = site.clock;
    const today = servers ?? ours;
    const review = servers !== undefined && Math.abs(daysBetween(ours, servers)) > 1;
    if (notAfter < today)
      yield { message: 'expired', data: { until: notAfter }, at: site.at, key: 'certificate', review };
    else if (!verified) yield { message: 'unverified', data: {}, at: site.at, key: 'certificate', review };
    else if (notAfter <= addDays(today, options.warnDays)) {
      yield {
        message: 'ending',
        data: { until: notAfter, days: daysBetween(today, notAfter) },
        at: site.at,
        key: 'ending',
        severity: 'info',
        review: true,
      };
    }
  },
});

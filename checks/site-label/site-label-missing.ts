import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { labelFaults, wordsOf } from '../support/metas.ts';
import { government, ownsSite } from '../support/units.ts';

const REQUIRED = ['SiteName', 'SiteDomain', 'SiteIDCode'];

export default defineCheck({
  id: 'site-label-missing',
  title: { zh: '首页缺少站点标签', en: 'Home page without its site labels' },
  family: 'site-label',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'WB-01',
  options: z.object({}),
  messages: {
    missing: { zh: '首页缺少站点标签 {label}', en: 'The home page has no label {label}' },
    blank: { zh: '首页站点标签 {label} 内容为空', en: 'The label {label} of the home page is blank' },
  },
  // Labels belong to the site: units that are columns of a platform have none of their own.
  subjects: (site) => (ownsSite(site) && site.home ? [{ key: 'labels', seen: site.home.seen, home: site.home }] : []),
  *examine({ home }, { standards }) {
    for (const { label, fault } of labelFaults(
      home.metas,
      wordsOf(standards.rule('WB-01')?.threshold['required'], REQUIRED),
    )) {
      yield {
        message: fault === 'blank' ? 'blank' : 'missing',
        data: { label },
        at: home.at,
        key: label,
        expected: { zh: `<meta name="${label}" content="…">`, en: `<meta name="${label}" content="…">` },
        remedy: {
          zh: '在首页模板 <head> 中补齐该标签并填写内容',
          en: 'Add the label to the head of the home template and fill it',
        },
      };
    }
  },
});

import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { gazettesOf, gazetteUnits } from '../support/gazette.ts';

export default defineCheck({
  id: 'gazette-find-error-missing',
  title: { zh: '公报专栏没有找错模块', en: 'Gazette without a way to report errors' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'state',
  basis: 'GZ-05',
  options: z.object({}),
  messages: {
    none: { zh: '公报专栏没有“公报找错”模块', en: 'The page of the gazette offers no way to report errors in it' },
  },
  subjects: (site) => gazettesOf(site),
  *examine(gazette) {
    if (gazette.hasFindError) return;
    yield {
      message: 'none',
      data: {},
      at: [{ role: 'should-show', ...gazette.at }],
      key: 'find-error',
      remedy: { zh: '增加公报找错模块，并按期答复', en: 'Add one, and answer what comes in' },
    };
  },
});

import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column } from '../../src/contract/site.ts';
import type { DirectoryItem } from '../../src/contract/standards.ts';
import type { Text } from '../../src/lib/template.ts';
import { datedTypes } from '../support/column-periods.ts';
import { freshnessOf, rhythmText, seenForAge } from '../support/freshness.ts';
import { capturedOn, distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { rowOf } from '../support/rows.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'late-directory-column',
  title: { zh: '目录规定周期的栏目未按期更新', en: 'Column not updated in the period of its directory row' },
  family: 'stale-column',
  appliesTo: government,
  per: 'column',
  claims: 'state',
  options: z.object({}),
  messages: {
    late: {
      zh: '“{column}”应{period}公开，最近一条为{date}，已{days}天，应不晚于{due}更新',
      en: '“{column}” is due {period}; its newest entry is of {date}, {days} days ago, the next was due by {due}',
    },
  },
  // Columns with a period by their type are the matter of stale-column, whatever the row says.
  subjects: (site, { standards }) => {
    const rows = standards.directory(site.unit.type);
    return distinctColumns(site).flatMap((column) => {
      const row = column.form === 'list' && !datedTypes.includes(column.type) ? rowOf(column, rows) : undefined;
      return row?.update ? [{ ...seenForAge(column), row, update: row.update }] : [];
    });
  },
  *examine({ row, update, ...column }, { site, asOf }) {
    const rhythm = rhythmText(update);
    yield { period: rhythm };
    const freshness = freshnessOf(column, update, asOf, capturedOn(site));
    if (freshness.state === 'unknown') {
      yield { unknown: freshness.why };
      return;
    }
    if (freshness.state === 'inapplicable') {
      yield { inapplicable: freshness.why };
      return;
    }
    if (freshness.state === 'fresh') return;
    const { newest, entry, days, due, doubt } = freshness;
    yield {
      message: 'late',
      data: { column: pathText(column), period: rhythm, date: newest, days, due },
      at: [
        { role: 'shows', ...rowPlace(entry) },
        { role: 'shows', ...column.at },
      ],
      key: 'newest',
      basis: row.id,
      expected: { zh: `${update.text}公开，不晚于${due}`, en: `an entry ${rhythm.en}, by ${due}` },
      observed: { zh: `最近更新${newest}，已${days}天`, en: `newest ${newest}, ${days} days ago` },
      review: doubt ?? doubtOf(column, row),
      remedy: {
        zh: `${update.text}补充公开；当期确无此类信息的，说明整合成一条`,
        en: 'Publish what is due; where there was nothing, say so in one statement',
      },
    };
  },
});

/** A period that is our own, or a column that bears an alias only, is for a person to judge. */
function doubtOf(column: Column, { path, threshold }: DirectoryItem): Text | false {
  if (threshold['period'] === 'own')
    return { zh: '更新周期为自定，目录原文没有写', en: 'the period is our own: the directory gives none' };
  return (
    column.path.at(-1) !== path.at(-1) && {
      zh: '栏目名称与目录行不完全相同，请核对是否就是此项',
      en: 'the column is not called exactly like the row: is it the one?',
    }
  );
}

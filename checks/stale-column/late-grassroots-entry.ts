import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Standards } from '../../src/contract/standards.ts';
import type { Text } from '../../src/lib/template.ts';
import { bears, fieldRows, fieldsWithRows, rowsWithin } from '../support/grassroots.ts';

interface Dated {
  readonly key: string;
  readonly seen: Document['seen'];
  readonly document: Document;
  readonly row: DirectoryItem;
  readonly workdays: number;
}

/** Rows that gather what others made: their days count from when it was got, which no page tells. */
const GATHERED = /政策|规范性文件|法规/;
/** A gap of a year and more is rather a column that was filled later, or a date that was mistaken. */
const LONG = 250;

export default defineCheck({
  id: 'late-grassroots-entry',
  title: { zh: '基层领域信息公开超时限', en: 'Document of a field published too late' },
  family: 'stale-column',
  appliesTo: ['county', 'zone', 'town'],
  per: 'document',
  claims: 'state',
  options: z.object({}),
  messages: {
    late: {
      zh: '“{title}”{written}形成，{published}才公开，历时{days}个工作日，{field}领域应在{most}个工作日内公开',
      en: '“{title}” was made on {written} and published on {published}, {days} working days later; “{field}” allows {most}',
    },
  },
  subjects: (site, { standards }) => datedDocuments(site, standards),
  *examine({ document, row, workdays }, { since, standards, calendar }) {
    const { title, writtenOn, publishedOn, at } = document;
    if (!writtenOn || !publishedOn) {
      yield { unknown: 'dates-unread' };
      return;
    }
    if (publishedOn < since || !standards.ruleOn(row.id, publishedOn)) {
      yield { inapplicable: { zh: '不在本次检查的时间范围内', en: 'before the days under audit' } };
      return;
    }
    const days = calendar.workdaysBetween(writtenOn, publishedOn);
    if (days <= workdays) return;
    yield {
      message: 'late',
      data: {
        title,
        written: writtenOn,
        published: publishedOn,
        days,
        field: String(row.threshold['field']),
        most: workdays,
      },
      at,
      key: 'late',
      basis: row.id,
      review: doubtOf(days, calendar.knows(Number(publishedOn.slice(0, 4)))),
      remedy: {
        zh: '按目录行的时限公开；逾期原因应说明',
        en: 'Publish within the days of the directory row, and say why this one was late',
      },
    };
  },
});

function doubtOf(days: number, known: boolean): Text | false {
  if (!known) return { zh: '该年节假日安排尚无数据', en: 'the holidays of that year are not known' };
  return (
    days > LONG && { zh: '间隔很长，可能是补录的历史信息', en: 'so long a gap may be an old record entered later' }
  );
}

/** Documents in the columns of a field whose directory rows give a deadline of working days. */
function datedDocuments(site: Site, standards: Standards): readonly Dated[] {
  const found = new Map<string, Dated>();
  for (const { column, row, workdays } of timedColumns(site, standards)) {
    for (const document of site.documents) {
      // What was written by somebody else was put here when it was got.
      const own = document.writtenOn !== undefined && document.kind !== 'forwarded';
      if (!own || !document.columns.includes(column) || found.has(document.key)) continue;
      found.set(document.key, { key: document.key, seen: document.seen, document, row, workdays });
    }
  }
  return [...found.values()];
}

/** The columns of all fields, with the row that each stands for, where the row counts working days. */
function timedColumns(
  site: Site,
  standards: Standards,
): readonly { column: string; row: DirectoryItem; workdays: number }[] {
  return fieldsWithRows(standards, site.unit.type).flatMap((field) => {
    const aliases = fieldRows(standards, 'county').find(({ path }) => path.at(-1) === field)?.aliases ?? [];
    const rows = rowsWithin(standards, site.unit.type, field);
    const columns = site.columns.filter(({ path }) => path.some((name) => bears(name, [field, ...aliases])));
    return columns.flatMap(({ key, path }) => {
      const row = rows.find(({ path: names, aliases: others }) =>
        bears(path.at(-1) ?? '', [names.at(-1) ?? '', ...others]),
      );
      const workdays = row && workdaysOf(row);
      return row && workdays !== undefined ? [{ column: key, row, workdays }] : [];
    });
  });
}

function workdaysOf({ path, deadline }: DirectoryItem): number | undefined {
  if (GATHERED.test(path.at(-1) ?? '') || deadline === undefined || !('value' in deadline)) return undefined;
  return deadline.unit === 'workday' ? deadline.value : undefined;
}

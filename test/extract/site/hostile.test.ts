import { describe, expect, it } from 'vitest';
import { nameOf, sectionsIn } from '../../../src/extract/site/annual-reports.ts';
import { periodIn } from '../../../src/extract/site/consultation-period.ts';
import { dayIn } from '../../../src/extract/site/day-in.ts';
import { kindOf } from '../../../src/extract/site/document-kind.ts';
import { normalNumber, numbersIn } from '../../../src/extract/site/document-number.ts';
import { normalLabel } from '../../../src/extract/site/field-labels.ts';
import { readIssueTitle } from '../../../src/extract/site/gazette-issue.ts';
import { bareLabel, fieldsOfText } from '../../../src/extract/site/labelled-text.ts';
import { isHomeName, isStanding, isTool, mayNameColumn, tidyName } from '../../../src/extract/site/names.ts';
import { matterOf, titlesIn } from '../../../src/extract/site/titles.ts';
import { describesBody } from '../../../src/extract/site/type-column.ts';
import { typeOfName } from '../../../src/extract/site/type-of-name.ts';
import { leastCpuMs } from '../../support/cpu.ts';

const size = 1_000_000;
const prefixes = [
  ...[
    '甲',
    ' ',
    '\u3000',
    '\n',
    '关于',
    '一、',
    '（一）',
    '1',
    '2025年',
    '2025-1-',
    '〔2025〕',
    '第3',
    '3、',
    '《',
    '公开',
  ],
  ...[
    '办公地址',
    '办公地址 ',
    '办公地址：',
    '：',
    '征求',
    '征求意见',
    '自公告',
    '截止',
    '2025年1月1日至',
    '.',
    '…',
    '【',
    '(',
    'a',
    '甲 ',
  ],
];
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  ...{
    bareLabel,
    dayIn,
    describesBody,
    fieldsOfText,
    isHomeName,
    isStanding,
    isTool,
    matterOf,
    mayNameColumn,
    normalLabel,
  },
  ...{ normalNumber, numbersIn, readIssueTitle, sectionsIn, tidyName, titlesIn, typeOfName },
  nameOf: (text) => nameOf(text, text),
  periodIn: (text) => periodIn(text, undefined),
  kindOf: (title) => kindOf({ title, number: undefined, fields: new Map(), columns: [] }),
};

describe('a megabyte of one beginning', () => {
  it.each(Object.keys(readers))('does not hold up %s', (name) => {
    for (const prefix of prefixes) {
      const text = prefix.repeat(Math.ceil(size / prefix.length));
      expect([prefix, leastCpuMs(1_000, () => readers[name]?.(text)) < 1_000]).toEqual([prefix, true]);
    }
  });
});

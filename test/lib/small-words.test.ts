import { describe, expect, it } from 'vitest';
import { findDays } from '../../src/lib/days-in-text.ts';
import { isNameInColumn, isPersonName } from '../../src/lib/person-name.ts';
import { isPhone } from '../../src/lib/phone.ts';
import { dueNextEnrolment, dueNextTerm } from '../../src/lib/school-year.ts';
import { day } from '../support/site.ts';

describe('names of persons', () => {
  it.each(['张三', '王建国', '欧阳修', '司马相如', '李*', '张某某', '李×明'])('%s is one', (name) => {
    expect(isPersonName(name)).toBe(true);
  });

  it.each(['联系', '方式', '安徽省', '时间', '高中', '张', '王建国同志', '某某', '13800001234', '', '信息公开'])(
    '“%s” is none',
    (name) => {
      expect(isPersonName(name)).toBe(false);
    },
  );
});

describe('names in a column of names', () => {
  it.each(['张三', '仉某', '亓官明', '乜小军', '買买提·艾力', '阿卜杜拉·买买提', '䶮平'])('%s is one', (name) => {
    expect(isNameInColumn(name)).toBe(true);
  });

  it.each(['合计', '幸福村', '甲公司', '三组', '备注', '同上', '13800001234', '', '某某建筑有限公司'])(
    '“%s” is none',
    (name) => {
      expect(isNameInColumn(name)).toBe(false);
    },
  );
});

describe('telephone numbers', () => {
  it.each([
    '0553-3812345',
    '(0553)3812345',
    '0553—3812345转8012',
    '0553-3812345-801',
    '13800001234',
    '+86 13800001234',
    '3812345',
    '400-123-4567',
    '12345',
    '95598',
    '110',
    '010-66001234',
    '０５５３－３８１２３４５',
  ])('%s can be dialled', (text) => {
    expect(isPhone(text)).toBe(true);
  });

  it.each(['0553-12345', '1380000123', '0553-0812345', '138000012345', '电话', '', '99999', '00000000'])(
    '“%s” cannot',
    (text) => {
      expect(isPhone(text)).toBe(false);
    },
  );
});

describe('days in a text', () => {
  it.each([
    ['自2026年3月5日起', [], ['2026-03-05']],
    ['2026-03-05、2026/3/6、2026.03.07', [], ['2026-03-05', '2026-03-06', '2026-03-07']],
    ['3月5日至4月6日', ['2026-03-02'], ['2026-03-05', '2026-04-06']],
    ['12月30日', ['2026-01-02'], ['2025-12-30']],
    ['2025年12月30日起至1月3日', ['2026-01-02'], ['2025-12-30', '2026-01-03']],
    ['3月5日', [], []],
    ['2026年13月5日，第2026-03-051号', ['2026-03-02'], []],
  ] as const)('%s', (text, near, days) => {
    const [from] = near;
    expect(findDays(text, from === undefined ? undefined : day(from)).map((found) => found.day)).toEqual(days);
  });
});

describe('the year of a school', () => {
  it.each([
    ['2025-03-01', '2025-10-10'],
    ['2025-07-20', '2025-10-10'],
    ['2025-08-25', '2026-04-01'],
    ['2025-12-31', '2026-04-01'],
    ['2026-01-10', '2026-04-01'],
  ])('what came on %s comes again by %s, once a term', (from, due) => {
    expect(dueNextTerm(day(from))).toBe(due);
  });

  it('enrols in summer', () => {
    expect(dueNextEnrolment(day('2025-06-01'))).toBe('2026-09-30');
  });
});

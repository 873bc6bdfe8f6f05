import { describe, expect, it } from 'vitest';
import { columnTypes } from '../../../src/contract/site.ts';
import { columnTypeNames } from '../../../src/extract/site/column-types.ts';
import { typeColumn } from '../../../src/extract/site/type-column.ts';
import { typeOfName } from '../../../src/extract/site/type-of-name.ts';
import { makeEntry } from '../../support/site.ts';

const known = { otherNames: [], metas: [], entries: [] };
const entries = (...titles: string[]) => titles.map((title) => makeEntry('2026-01-01', { title }));

describe('the name of a column', () => {
  it.each([
    ['通知公告', 'notice', 'name'],
    ['通 知 公 告', 'notice', 'name'],
    ['本局动态', 'news', 'alias'],
    ['县教育局2024年部门预算', 'budget', 'alias'],
    ['政策解读', 'interpretation', 'name'],
    ['意见征集结果反馈', 'feedback', 'alias'],
    ['行政处罚公示', 'penalty', 'alias'],
    ['政策文件库', 'library', 'name'],
    ['行政规范性文件库', 'library', 'alias'],
    ['政府信息公开指南', 'guide', 'name'],
    ['法定主动公开内容', 'catalogue', 'name'],
    ['政府信息公开工作年度报告', 'annual-report', 'name'],
    ['停水公告', 'outage', 'alias'],
    ['水质公示', 'water-quality', 'alias'],
    ['局长信箱', 'message-board', 'alias'],
    ['财政预算、决算信息', 'budget', 'alias'],
  ])('%s says %s', (name, type, by) => {
    expect(typeOfName(name)).toEqual({ type, by });
  });

  it.each(['政策法规科', '县应急管理局', '党建信息', '人物', '关于进一步做好某某工作动态监测和通知报送有关事项的说明'])(
    '%s says nothing',
    (name) => {
      expect(typeOfName(name)).toBeUndefined();
    },
  );

  it('stands in the dictionary for one type only', () => {
    const seen = new Map<string, string>();
    for (const [type, { names, aliases }] of Object.entries(columnTypeNames)) {
      for (const name of `${names} ${aliases}`.split(/\s+/).filter((one) => one !== '')) {
        expect([name, seen.get(name) ?? type]).toEqual([name, type]);
        seen.set(name, type);
      }
    }
    expect(Object.keys(columnTypeNames).sort()).toEqual(columnTypes.filter((type) => type !== 'other').sort());
  });
});

describe('the type of a column whose name says nothing', () => {
  it.each([
    [
      'its ColumnType',
      { path: ['走近我们'], metas: [{ name: 'ColumnType', content: '概况信息' }] },
      'overview',
      'meta',
    ],
    [
      'not the ColumnType of another column',
      {
        path: ['走近我们'],
        metas: [
          { name: 'ColumnName', content: '首页' },
          { name: 'ColumnType', content: '概况信息' },
        ],
      },
      'other',
      'unknown',
    ],
    ['the column above a year', { path: ['财政预决算', '2023年'] }, 'budget', 'position'],
    ['the column above a body', { path: ['行政处罚', '县公安局'] }, 'penalty', 'position'],
    ['no application where one is looked up', { path: ['依申请公开查询', '我要申请信息公开'] }, 'other', 'unknown'],
    ['no board where letters are looked up', { path: ['信件查询'] }, 'other', 'unknown'],
    ['not the column above any name', { path: ['通知公告', '光影长廊'] }, 'other', 'unknown'],
    [
      'what its entries are',
      { path: ['光影'], entries: entries('甲解读', '乙的解读', '图解丙') },
      'interpretation',
      'behaviour',
    ],
    ['nothing where they differ', { path: ['光影'], entries: entries('甲解读', '乙', '丙') }, 'other', 'unknown'],
    [
      'not organisation where its many entries are news',
      { path: ['科室'], entries: entries(...Array.from({ length: 9 }, (_, at) => `我局召开第${at}次会议`)) },
      'other',
      'unknown',
    ],
  ])('is %s', (_, parts, type, knownBy) => {
    expect(typeColumn({ ...known, ...parts })).toEqual({ type, knownBy });
  });
});

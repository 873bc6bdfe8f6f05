import { describe, expect, it } from 'vitest';
import { nameOf, sectionsIn } from '../../../src/extract/site/annual-reports.ts';
import { periodIn } from '../../../src/extract/site/consultation-period.ts';
import { dayIn } from '../../../src/extract/site/day-in.ts';
import { kindOf } from '../../../src/extract/site/document-kind.ts';
import { normalNumber, numbersIn } from '../../../src/extract/site/document-number.ts';
import { readIssueTitle } from '../../../src/extract/site/gazette-issue.ts';
import { fieldsOfText, headerOf } from '../../../src/extract/site/labelled-text.ts';
import { mayNameColumn } from '../../../src/extract/site/names.ts';
import { sameMatter } from '../../../src/extract/site/titles.ts';
import { makeColumn } from '../../support/site.ts';
import { dayOf } from './make-input.ts';

describe('a 文号', () => {
  it.each([
    ['皖政办〔2024〕2号', '皖政办〔2024〕2号'],
    ['皖政办 [2024] 02 号', '皖政办〔2024〕2号'],
    ['甲政规（2025）13号', '甲政规〔2025〕13号'],
    ['甲 人社〔２０２５〕７号', '甲人社〔2025〕7号'],
    ['根据甲政办〔2024〕2号文件', '甲政办〔2024〕2号'],
    ['〔〕号', undefined],
    ['甲政〔2024〕号', undefined],
    ['113417000032450703/202306-00065', undefined],
    ['', undefined],
  ])('in %s is %s', (text, number) => {
    expect(normalNumber(text)).toBe(number);
  });

  it('is found each time that a text names one', () => {
    expect(numbersIn('依据国发〔2017〕28号和甲政办〔2018〕3号、国发〔2017〕28号')).toEqual([
      '国发〔2017〕28号',
      '甲政办〔2018〕3号',
    ]);
  });
});

describe('a day', () => {
  it.each([
    ['2024-06-14 16:11', '2024-06-14'],
    ['2024/3/6 8:48:00', '2024-03-06'],
    ['2023 年 11 月 02 日', '2023-11-02'],
    ['2023.07.01', '2023-07-01'],
    ['二〇二三年十一月二日', '2023-11-02'],
    ['二○二三年十二月三十日', '2023-12-30'],
    ['2023年2月30日', undefined],
    ['2023年', undefined],
  ])('in %s is %s', (text, day) => {
    expect(dayIn(text)).toBe(day);
  });
});

describe('the kind of a document', () => {
  it.each([
    ['甲县人才引进办法', '甲政规〔2025〕3号', [], 'normative'],
    ['甲县人才引进办法', '甲政〔2025〕3号', ['政策文件', '行政规范性文件'], 'normative'],
    ['甲县人才引进办法', '甲政〔2025〕3号', ['政策文件'], 'policy'],
    ['关于公布规范性文件清理结果的通知', '甲政〔2025〕4号', ['行政规范性文件'], 'policy'],
    ['关于张三等同志任免职的通知', '甲政〔2025〕5号', ['行政规范性文件'], 'personnel'],
    ['关于表彰先进集体的决定', '甲政〔2025〕6号', ['行政规范性文件'], 'commendation'],
    ['关于召开全县教育工作会议的通知', undefined, ['政策文件'], 'meeting'],
    ['关于甲项目可行性研究报告的批复', undefined, ['政策文件'], 'reply'],
    ['转发市政府办公室关于某事的通知', undefined, ['行政规范性文件'], 'forwarded'],
    ['有突出贡献人才评选表彰奖励办法', '甲政规〔2025〕7号', [], 'normative'],
    ['我县举行越野比赛', undefined, ['政策文件'], 'other'],
  ])('%s %s in %s is %s', (title, number, names, kind) => {
    const columns =
      names.length === 0 ? [] : [makeColumn([], { path: [names[0] ?? '', ...names.slice(1)], type: 'policy' })];
    expect(kindOf({ title, number, fields: new Map(), columns })).toBe(kind);
  });
});

describe('the title of an issue', () => {
  it.each([
    ['甲县人民政府公报2025年第3期', 2025, [3], undefined],
    ['2025年第3、4期合刊（总第127期）', 2025, [3, 4], 127],
    ['2025年第3-5期', 2025, [3, 4, 5], undefined],
    ['第十二期（总第 45 期）', undefined, [12], 45],
    ['二〇二五年第二期', 2025, [2], undefined],
    ['2025年第1期 总第101期', 2025, [1], 101],
  ])('%s', (title, year, numbers, totalNumber) => {
    expect(readIssueTitle(title)).toEqual({ year, numbers, totalNumber });
  });

  it.each(['关于印发某办法的通知', '2025年', '政府公报'])('%s is none', (title) => {
    expect(readIssueTitle(title)).toBeUndefined();
  });
});

describe('an annual report', () => {
  it.each([
    ['甲县教育局2025年政府信息公开工作年度报告', 2025, '甲县教育局'],
    ['2025年度甲县教育局政府信息公开年度报告', 2025, '甲县教育局'],
    ['甲县人民政府二〇二五年政府信息公开工作年度报告', 2025, '甲县人民政府'],
    ['市林业局2016年政务公开年度报告', 2016, '市林业局'],
    ['政府信息公开工作年度报告', undefined, undefined],
  ])('%s', (title, year, body) => {
    expect(nameOf(title, '')).toEqual({ year, body });
  });

  it('has the sections of the first rank, and no list inside one', () => {
    const text =
      '前言\n一、总体情况\n甲\n（一）主动公开\n乙\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况：丙\n一、不是\n';
    expect(sectionsIn(text)).toEqual([
      { title: '总体情况', text: '甲\n（一）主动公开\n乙' },
      { title: '主动公开政府信息情况', text: '' },
      { title: '收到和处理政府信息公开申请情况', text: '丙\n一、不是' },
    ]);
  });
});

describe('the period of a consultation', () => {
  it.each([
    ['征求意见时间：2025年11月2日至2025年12月1日', '2025-11-02', '2025-12-01'],
    ['2025年11月2日-12月1日', '2025-11-02', '2025-12-01'],
    ['自2025年11月2日至30日止', '2025-11-02', '2025-11-30'],
    ['2025-11-02 09:00 至 2025-12-01 18:00', '2025-11-02', '2025-12-01'],
    ['请于2025年12月1日前反馈', undefined, '2025-12-01'],
    ['意见反馈截止时间为2025年12月1日', undefined, '2025-12-01'],
    ['自公告发布之日起30日内', '2025-11-02', '2025-12-02'],
    ['自公告发布之日起7个工作日内', undefined, undefined],
    ['依据2019年5月15日前的规定', undefined, undefined],
  ])('%s', (text, from, until) => {
    expect(periodIn(text, dayOf('2025-11-02'))).toEqual({ from, until });
  });
});

describe('labelled text', () => {
  it.each([
    ['办公地址：甲路1号', [['办公地址', '甲路1号']]],
    [
      '办公地址：甲路1号　联系电话：0553-1234567  邮编: 241000',
      [
        ['办公地址', '甲路1号'],
        ['联系电话', '0553-1234567'],
        ['邮编', '241000'],
      ],
    ],
    ['办公时间 周一至周五 8:00—12:00', [['办公时间', '周一至周五 8:00—12:00']]],
    ['办公时间周一至周五8:00—12:00', []],
    ['联 系 电 话：123', [['联系电话', '123']]],
    [
      '一、主要职责\n贯彻执行。\n组织实施。\n负责人：张三',
      [
        ['主要职责', '贯彻执行。\n组织实施。'],
        ['负责人', '张三'],
      ],
    ],
    ['发布时间：2020-01-01 来源：甲\n传真：', [['传真', '']]],
    ['我们认为，这是一句话。\n会议指出：要抓好落实', [['会议指出', '要抓好落实']]],
  ])('%s', (text, fields) => {
    expect(fieldsOfText(text).map(({ label, value }) => [label, value])).toEqual(fields);
  });

  it('tells a table with a header row from one with labels beside values', () => {
    expect(
      headerOf({
        rows: [
          ['事项名称', '公开内容', '咨询电话'],
          ['甲', '乙', '1'],
        ],
      })?.body,
    ).toEqual([['甲', '乙', '1']]);
    expect(
      headerOf({
        rows: [
          ['办公地址', '甲路', '联系电话', '1'],
          ['负责人', '张三', '邮编', '2'],
        ],
      }),
    ).toBeUndefined();
  });
});

describe('titles', () => {
  it.each([
    ['关于公开征求《甲县停车管理办法（征求意见稿）》意见的公告', '《甲县停车管理办法》意见采纳情况反馈', true],
    ['甲县停车管理办法', '《甲县停车管理办法》政策解读', true],
    ['甲县停车管理办法', '乙县道路管理办法', false],
    ['通知', '公告', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameMatter(a, b)).toBe(same);
  });
});

describe('the text of a menu link', () => {
  it.each(['通知公告', '机构职能', '· 领导之窗', '2023年', '行政法规、规章和规范性文件'])(
    '%s may name a column',
    (text) => {
      expect(mayNameColumn(text)).toBe(true);
    },
  );
  it.each([
    '首页',
    '更多>>',
    '设为首页',
    '网站地图',
    'English',
    '我县召开会议，部署工作',
    '关于某事的通知 2024-01-02',
    '1',
    '',
  ])('%s names none', (text) => {
    expect(mayNameColumn(text)).toBe(false);
  });
});

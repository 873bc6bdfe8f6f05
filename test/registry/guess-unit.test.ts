import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/contract/page.ts';
import { guessUnit } from '../../src/registry/guess-unit.ts';
import { bodyName, typeOfName } from '../../src/registry/type-of-name.ts';
import { makePage } from '../support/site.ts';

describe('typeOfName', () => {
  it.each([
    ['示例县人民政府', ['county']],
    ['示例县人民政府办公室', ['county']],
    ['镜湖区人民政府', ['county']],
    ['示例市人民政府', ['city', 'county']],
    ['某某自治州人民政府', ['city']],
    ['青山镇人民政府', ['town']],
    ['某某街道办事处', ['town']],
    ['示例经济技术开发区管理委员会', ['zone']],
    ['示例县教育局', ['department']],
    ['示例市发展和改革委员会', ['department']],
    ['示例县委党校', ['department']],
    ['示例市政务服务中心', ['department']],
    ['示例市第一中学', ['school']],
    ['示例县实验小学', ['school']],
    ['示例幼儿园', ['kindergarten']],
    ['示例职业技术学院', ['university']],
    ['示例市人民医院', ['hospital']],
    ['某镇中心卫生院', ['hospital']],
    ['示例市自来水有限责任公司', ['water']],
    ['示例港华燃气有限公司', ['gas']],
    ['示例热力集团有限公司', ['heat']],
    ['国网示例县供电公司', ['power']],
    ['示例市公共交通集团有限公司', ['bus']],
    ['示例公共交通集团', ['bus']],
    ['示例燃气(某县)有限公司', ['gas']],
    ['示例县净源污水处理有限公司', ['environment']],
    ['示例商贸有限公司', ['environment', 'water', 'gas', 'heat', 'power', 'bus']],
    ['随便什么', undefined],
  ])('%s: %j', (name, types) => {
    expect(typeOfName(name)?.types).toEqual(types);
  });
});

it.each([
  ['示例县人民政府门户网站', '示例县人民政府'],
  ['示例县教育局政府信息公开网', '示例县教育局'],
  ['示例小学官网', '示例小学'],
  ['欢迎访问示例县 人民政府网站', '示例县人民政府'],
  ['示例市第一中学-首页', '示例市第一中学'],
])('%s is run by %s', (site, body) => {
  expect(bodyName(site)).toBe(body);
});

const home = (parts: Partial<Reading>): Reading => makePage('', { kind: 'home', ...parts });
const footer = (host: string, siteCode?: string) => ({ text: '', host, ...(siteCode !== undefined && { siteCode }) });
const menu = (...texts: readonly string[]) =>
  texts.map((text, at) => ({ url: `http://a/${at}/`, text, area: 'nav' as const }));
const label = (content: string) => [{ name: 'SiteName', content }];

describe('guessUnit', () => {
  it.each<[string, Partial<Reading>, string, object]>([
    [
      'sponsor, label and code agree',
      { footer: footer('示例县人民政府办公室', '3402210001'), metas: label('示例县人民政府') },
      'http://127.0.0.1/',
      { name: '示例县人民政府', type: 'county', sure: true, region: '340221' },
    ],
    [
      'a city by its code',
      { footer: footer('示例市人民政府', '3402000001') },
      'https://www.example.gov.cn/',
      { type: 'city', sure: true, region: '340200' },
    ],
    [
      'a city of county rank by its code',
      { footer: footer('示例市人民政府', '3409810001') },
      'http://a/',
      { type: 'county', sure: true },
    ],
    [
      'a city or a county',
      { footer: footer('示例市人民政府') },
      'https://www.example.gov.cn/',
      { type: 'city', sure: false },
    ],
    [
      'a school on the platform of its bureau',
      { footer: footer('示例县教育局'), siteName: '示例县实验小学' },
      'http://a/',
      { type: 'department', sure: false, rivals: ['school'] },
    ],
    ['one name alone', { siteName: '示例县实验小学' }, 'http://a/', { type: 'school', sure: false }],
    [
      'a school whose menus are those of a school',
      { siteName: '示例县实验小学', links: menu('校园动态', '德育之窗', '师资队伍', '家校互联', '招生专栏') },
      'http://a/',
      { type: 'school', sure: true },
    ],
    [
      'a school whose menus say little',
      { siteName: '示例县实验小学', links: menu('首页', '通知公告', '招生专栏', '教师招聘', '联系我们') },
      'http://a/',
      { type: 'school', sure: false },
    ],
    [
      'a bureau that writes of schools',
      { siteName: '示例县教育局', links: menu('校园动态', '德育之窗', '师资队伍', '家校互联', '招生专栏') },
      'http://a/',
      { type: 'department', sure: false },
    ],
    [
      'a hospital whose menus are those of a hospital, with headlines of schools',
      {
        siteName: '示例市人民医院',
        links: menu('科室导航', '专家介绍', '门诊安排', '就医指南', '我院专家走进校园为学生和教师作健康讲座'),
      },
      'http://a/',
      { type: 'hospital', sure: true },
    ],
    [
      'a site that is no body by its name',
      { footer: footer('示例县人力资源网') },
      'http://a/',
      { name: '示例县人力资源网', type: 'department', sure: false },
    ],
    [
      'one name and its domain',
      { siteName: '示例大学' },
      'https://www.example.edu.cn/',
      { type: 'university', sure: true },
    ],
    [
      'nothing but a domain',
      {},
      'https://jyj.example.gov.cn/',
      { name: 'jyj.example.gov.cn', type: 'department', sure: false },
    ],
  ])('%s', (_, parts, entry, expected) => {
    const { name, type, region } = guessUnit(home(parts), entry);
    expect({
      name: name.value,
      type: type.value,
      sure: type.ground.sure,
      region: region.value,
      rivals: type.rivals,
    }).toMatchObject(expected);
    expect(type.ground.why.zh).not.toBe('');
  });

  it('doubts a region where two codes stand', () => {
    const parts = {
      footer: footer('示例县人民政府', '3402210001'),
      metas: [{ name: 'SiteIDCode', content: '3402220001' }],
    };
    expect(guessUnit(home(parts), 'http://a/').region.ground.sure).toBe(false);
  });

  it('says on what grounds', () => {
    const { type } = guessUnit(home({ footer: footer('示例县教育局') }), 'http://a/');
    expect(type.ground.why).toEqual({
      zh: '主办单位“示例县教育局”以“局”结尾',
      en: 'the sponsor “示例县教育局” ends in “局”',
    });
  });

  it('guesses without a home page', () => {
    expect(guessUnit(undefined, 'http://127.0.0.1/').type).toMatchObject({ ground: { sure: false } });
  });
});

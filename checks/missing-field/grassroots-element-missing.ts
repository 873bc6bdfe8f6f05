import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Element, Standards } from '../../src/contract/standards.ts';
import { saysMore, shownOn } from '../support/elements.ts';
import { bears, fieldRows, fieldsWithRows, rowsWithin } from '../support/grassroots.ts';

/** Rows that are guides: their elements are named on the page. What other rows list (lists of persons, laws) has no labels. */
const GUIDE = /办事指南|学校介绍|招生计划|投诉举报电话|审批核准信息|资格预审公告|招标公告/;
/** Less than this is a link or a notice, not a guide yet. */
const LEAST = 40;

interface Guide {
  readonly key: string;
  readonly seen: Page['seen'];
  readonly page: Page;
  readonly row: DirectoryItem;
}

export default defineCheck({
  id: 'grassroots-element-missing',
  title: { zh: '领域信息公开要素不全', en: 'Information of a field without all its elements' },
  family: 'missing-field',
  appliesTo: ['county', 'zone', 'town'],
  per: 'page',
  claims: 'state',
  options: z.object({}),
  messages: {
    missing: {
      zh: '“{row}”未写明{elements}，公开要素不齐全',
      en: '“{row}” does not give “{elements}”',
    },
  },
  subjects: (site, { standards }) => [
    ...new Map(guidesOf(site, standards).map((guide) => [guide.key, guide])).values(),
  ],
  *examine({ page, row }, { standards }) {
    if (page.mainText.trim().length < LEAST || saysMore(page)) {
      yield { unknown: 'unparsed' };
      return;
    }
    const sheet = { page, elements: new Map(page.fields.map((field) => [field.label, field])) };
    const missing = row.elements.filter((name) => shownOn(sheet, named(name, standards)) !== 'shown');
    if (missing.length === 0) return;
    yield {
      message: 'missing',
      data: { row: row.path.slice(1).join(' > '), elements: missing.join('、') },
      at: page.at,
      key: row.id,
      basis: row.id,
      // A page with hardly any of them may be a text of another kind in this column.
      review: missing.length * 2 > row.elements.length,
      remedy: { zh: '按领域标准目录的公开内容（要素）补齐', en: 'Complete it by the elements of the field directory' },
    };
  },
});

/** An element with the names that it bears in service guides. */
function named(name: string, standards: Standards): Element {
  const known = standards.elements('service-guide')?.elements ?? [];
  const like = known.find((element) => element.name === name || element.aliases.includes(name));
  return { name, aliases: [...(like ? [like.name, ...like.aliases] : []), ...(synonyms[name] ?? [])], required: true };
}

/** Names that only the field directories use. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  办理事项: ['事项名称', '救助事项', '申请事项'],
  救助标准: ['保障标准', '补助标准', '标准'],
  救助供养标准: ['供养标准', '救助标准', '标准'],
  地点: ['办理地点', '受理地点', '地址', '窗口'],
  时间: ['办理时间', '办公时间', '受理时间', '时限'],
  材料: ['申请材料', '申报材料'],
  流程: ['办理流程', '申请流程', '程序'],
  标准: ['救助标准', '补助标准'],
  投诉举报电话: ['投诉电话', '举报电话', '监督电话', '电话'],
  工作时段: ['工作时间', '办公时间', '受理时间', '时间'],
  受理单位名称: ['受理单位', '受理机构', '受理部门', '单位名称', '受理'],
  详细地址: ['地址', '地点'],
  网上投诉渠道: ['网上', '网址', '邮箱', '在线', '网站', '信箱', '小程序'],
  招标内容: ['建设内容', '项目内容', '招标项目'],
  招标范围: ['范围', '招标事项'],
  招标组织形式: ['组织形式', '委托招标', '自行招标'],
  招标方式: ['公开招标', '邀请招标'],
  招标估算金额: ['估算金额', '总投资', '投资估算', '估算'],
  审核或核准部门: ['核准部门', '审批部门', '审核部门', '核准', '批复'],
  采购人: ['采购单位'],
  代理机构: ['采购代理', '自行采购', '自行组织'],
  项目名称: ['工程名称', '采购项目'],
  内容: ['建设内容', '招标内容', '工程内容'],
  规模: ['建设规模', '面积', '估算'],
  投标资格能力要求: ['资格要求', '资质要求', '资格条件', '申请人资格'],
  是否接受联合体投标: ['联合体'],
  预算金额: ['预算', '采购预算', '最高限价', '控制价'],
  采购需求: ['采购内容', '采购范围', '服务内容', '技术要求', '招标范围'],
  投标人资格要求: ['资格要求', '资格条件', '资质要求', '供应商资格'],
  获取招标文件: ['获取采购文件', '招标文件的获取', '采购文件的获取', '获取文件', '下载', '报名'],
  投标截止时间: ['截止时间', '提交投标文件', '响应文件提交', '开标时间', '递交', '截止'],
  项目联系人: ['联系人', '联系方式', '电话'],
};

/** The pages that stand for a guide row: the column's own page, or each entry of it that was read. */
function guidesOf(site: Site, standards: Standards): readonly Guide[] {
  return fieldsWithRows(standards, site.unit.type).flatMap((field) => {
    const aliases = fieldRows(standards, 'county').find(({ path }) => path.at(-1) === field)?.aliases ?? [];
    const rows = rowsWithin(standards, site.unit.type, field).filter(({ path }) => GUIDE.test(path.at(-1) ?? ''));
    const columns = site.columns.filter(({ path }) => path.some((name) => bears(name, [field, ...aliases])));
    return columns.flatMap((column) => {
      const row = rows.find((one) => standsFor(column, one));
      return row ? pagesOf(column).map((page) => ({ key: page.key, seen: page.seen, page, row })) : [];
    });
  });
}

/** Whether a column is a row: by its own name, below the group of the row. */
function standsFor({ path }: Column, { path: names, aliases, threshold }: DirectoryItem): boolean {
  const groupAliases = threshold['groupAliases'];
  const group = [String(threshold['group']), ...(typeof groupAliases === 'object' ? groupAliases : [])];
  return bears(path.at(-1) ?? '', [names.at(-1) ?? '', ...aliases]) && path.some((name) => bears(name, group));
}

function pagesOf({ form, pages, entries }: Column): readonly Page[] {
  return form === 'single-page'
    ? pages.slice(0, 1)
    : entries.flatMap(({ page }) => (page?.kind === 'article' ? [page] : []));
}

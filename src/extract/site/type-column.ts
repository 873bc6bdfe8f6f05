import type { Column, ColumnType, Entry } from '../../contract/site.ts';
import type { MetaTag } from '../../contract/page.ts';
import { labelledTypes } from './column-types.ts';
import { bareName } from './names.ts';
import { typeOfName } from './type-of-name.ts';

/** The type of a column with its grounds. */
export type Typed = Pick<Column, 'type' | 'knownBy'>;

/** What a column is known by. */
export interface Known {
  readonly path: readonly string[];
  readonly otherNames: readonly string[];
  readonly metas: readonly MetaTag[];
  readonly entries: readonly Entry[];
}

/** Types that a column hands down to the years, bodies and places listed below it. */
const handedDown: ReadonlySet<ColumnType> = new Set<ColumnType>([
  ...(['annual-report', 'budget', 'policy', 'interpretation', 'personnel', 'plan', 'gazette', 'statistics'] as const),
  ...(['permit', 'penalty', 'fee', 'procurement', 'project', 'relief-funds', 'emergency', 'recruitment'] as const),
  ...(['proposal', 'meeting', 'notice', 'news', 'consultation', 'feedback', 'item-list', 'relief'] as const),
  ...(['organisation', 'leaders', 'system', 'guide', 'service-guide', 'enrolment', 'inspection'] as const),
]);

/** What people ask for. Where they look up what became of it, nothing is to be shown (依申请公开查询). */
const asked: ReadonlySet<ColumnType> = new Set<ColumnType>(['application', 'message-board', 'consulting']);

/** The type of a column: by its name, by its ColumnType label, by what stands above it, by what its entries are. */
export function typeColumn(known: Known): Typed {
  const name = known.path.at(-1) ?? '';
  const own = typeOfName(name) ?? firstOf(known.otherNames, typeOfName);
  if (own !== undefined && asked.has(own.type) && known.path.slice(-2).some((step) => step.endsWith('查询')))
    return { type: 'other', knownBy: 'unknown' };
  const isBorne = own !== undefined && !isContradicted(own.type, known.entries);
  if (isBorne) return { type: own.type, knownBy: own.by };
  const labelled = byLabel(known.metas, name);
  if (labelled !== undefined) return { type: labelled, knownBy: 'meta' };
  const above = byPosition(known.path);
  if (above !== undefined && !(describing.has(above) && known.entries.length > 0))
    return { type: above, knownBy: 'position' };
  const behaved = byBehaviour(known.entries);
  return behaved === undefined ? { type: 'other', knownBy: 'unknown' } : { type: behaved, knownBy: 'behaviour' };
}

/** Types whose pages describe something that stays: bodies, people. Lists of news stand under the names of bodies too. */
const describing: ReadonlySet<ColumnType> = new Set<ColumnType>(['organisation', 'leaders', 'guide', 'overview']);

/** 科室 may be a list of the news of all sections: of many entries not one describes a body. */
function isContradicted(type: ColumnType, entries: readonly Entry[]): boolean {
  if (type !== 'organisation' || entries.length < 8) return false;
  return entries.every(({ title }) => !describesBody(title));
}

/** Whether a title may be that of the page of a body. */
export function describesBody(title: string): boolean {
  const bare = bareName(title);
  if (/关于|通知|召开|开展|举行|举办|公告|公示|会议|活动|通报|工作动态/.test(bare)) return false;
  return (
    /职能|职责|机构|简介|概况|介绍|设置|联系方式/.test(bare) ||
    (bare.length <= 24 &&
      /(?:科|室|股|处|局|办|委|会|中心|站|所|队|馆|院|校|园|公司|镇|乡|街道)(?:[(（].{0,12}[)）])?$/.test(bare))
  );
}

function firstOf<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const result = read(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** Templates copy the label of one column to all: it counts only where the page names itself as its column. */
function byLabel(metas: readonly MetaTag[], name: string): ColumnType | undefined {
  const content = (label: string): string | undefined =>
    metas.find((meta) => meta.name.toLowerCase() === label)?.content.trim();
  const columnName = content('columnname');
  if (columnName !== undefined && columnName !== '' && bareName(columnName) !== bareName(name)) return undefined;
  const value = bareName(content('columntype') ?? '');
  if (value === '') return undefined;
  const listed = labelledTypes[value] ?? typeOfName(value)?.type;
  return listed === 'other' ? undefined : listed;
}

/** 年报 / 2023年, 部门预算 / 县教育局: a year or a body below a column is of its type. */
function byPosition(path: readonly string[]): ColumnType | undefined {
  const name = bareName(path.at(-1) ?? '');
  const isPart =
    /^(?:\d{4}年?度?|.{0,14}(?:科|室|股|处|局|办|委|会|镇|乡|街道|中心|县|区|市|院|站|所|队|馆|村|组|公司|学校|部门|机构|单位)(?:[(（].{0,12}[)）])?)$/.test(
      name,
    );
  if (!isPart) return undefined;
  for (const above of path.slice(0, -1).reverse()) {
    const type = typeOfName(above)?.type;
    if (type !== undefined) return handedDown.has(type) ? type : undefined;
  }
  return undefined;
}

/** What the titles of entries show a column to be; the more special first. */
const behaviours: readonly (readonly [ColumnType, RegExp])[] = [
  ['annual-report', /信息公开(?:工作)?(?:年度)?(?:报告|年报)/],
  ['interpretation', /解读|图解|一图(?:读|看)懂/],
  ['consultation', /征求.{0,30}意见|意见征集|公开征集/],
  ['budget', /(?:预算|决算|三公).{0,12}(?:公开|说明|表|报告|情况)?/],
  ['penalty', /行政处罚/],
  ['procurement', /招标|中标|采购|成交公告|比选|询价/],
  ['recruitment', /招聘|招录|招考|考试|面试|录用|体检/],
  ['personnel', /任免|任前公示|任职/],
  ['gazette', /公报.{0,20}第.{1,6}期/],
  ['outage', /停[水电气]|计划检修/],
  ['policy', /(?:印发|转发).{0,60}通知|实施意见|管理办法|实施细则|〔\d{4}〕|工作方案/],
  ['notice', /(?:通知|公告|公示|通告)$/],
];

/** At least three entries, and four in five alike. */
function byBehaviour(entries: readonly Entry[]): ColumnType | undefined {
  if (entries.length < 3) return undefined;
  const titles = entries.slice(0, 200).map(({ title }) => title.slice(0, 200));
  const found = behaviours.find(
    ([, words]) => titles.filter((title) => words.test(title)).length >= titles.length * 0.8,
  );
  return found?.[0];
}

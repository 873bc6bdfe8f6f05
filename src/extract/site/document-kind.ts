import type { Column, Document } from '../../contract/site.ts';

/** What is known of a document when its kind is decided. */
export interface KindGrounds {
  readonly title: string;
  readonly number: string | undefined;
  readonly fields: ReadonlyMap<string, string>;
  readonly columns: readonly Column[];
}

/** Titles of what needs no interpretation, whatever column it stands in; the first that fits decides. */
const byTitle: readonly (readonly [Document['kind'], RegExp])[] = [
  [
    'personnel',
    /任免|任职|免职|职务的|(?:同志|等\S{0,6}人).{0,8}职务|任命|免去|聘任|挂职|人事调整|任前公示|调整.{0,30}(?:小组|委员会|指挥部|专班).{0,12}成员/,
  ],
  [
    'commendation',
    /表彰|表扬|嘉奖|通报批评|授予.{0,40}(?:称号|荣誉)|命名.{0,40}(?:单位|集体|个人)|先进(?:集体|个人|单位)|评选结果|记功/,
  ],
  [
    'meeting',
    /(?:召开|举行|举办|参加|列席).{0,50}(?:会|会议|培训班|活动)的(?:预?通知|函)|会议通知|会议纪要|值班安排|放假(?:安排|通知)/,
  ],
  ['reply', /批复|复函|答复函?|的(?:回复|函)$|复文/],
  ['forwarded', /^.{0,40}(?:转发|翻印|批转)/],
];
/** What lays down rules is no commendation, though it be about commending. */
const rules = /(?:办法|规定|细则|条例|规则|规程|制度)(?:[(（].{0,12}[)）])?[》”"]?(?:[(（].{0,12}[)）])?(?:的通知)?$/;
/** 关于本年度未制发规范性文件的情况说明: says that there is no paper, and is none. */
const statement = /情况(?:的)?说明(?:[(（].{0,12}[)）])?$/;
/** Papers about normative documents, which are none. */
const aboutOthers = /清理|失效|废止|备案|目录|责任状|承诺书/;
const regulation = /(?:政府令|部令|局令)|(?:条例|规章)$/;
const normativeNumber = /规〔|规字〔|〔\d{4}〕\d+号.{0,2}规|令$/;
const normativeColumn = /规范性文件(?!.{0,4}(?:清理|废止|立改废|征求|备案))/;
const regulationColumn = /政府规章|地方性法规|^规章$|政府规章库|政府令/;

/**
 * The kind of a document. Regulation and normative are told by the column, a label or the number and never by the title
 * alone: these are the documents that have to be interpreted, so a doubt speaks against them.
 */
export function kindOf(grounds: KindGrounds): Document['kind'] {
  const title = grounds.title.slice(0, 300);
  if (statement.test(title)) return 'other';
  const aside = rules.test(title) ? undefined : byTitle.find(([, words]) => words.test(title));
  if (aside !== undefined) return aside[0];
  const names = grounds.columns.flatMap(({ path }) => kindNames(path));
  const labels = ['体裁分类', '信息分类', '主题分类', '规范性文件', '文件性质'].map(
    (label) => grounds.fields.get(label) ?? '',
  );
  if (names.some((name) => regulationColumn.test(name)) || labels.some((label) => regulationColumn.test(label)))
    return 'regulation';
  if (regulation.test(grounds.number ?? '')) return 'regulation';
  if (!aboutOthers.test(title) && isNormative(grounds, names, labels)) return 'normative';
  if (grounds.number !== undefined) return 'policy';
  const stands = grounds.columns.some(({ type }) => type === 'policy' || type === 'library');
  return stands && paper.test(title) ? 'policy' : 'other';
}

/** What papers are called; news that somebody put into a column of papers are not. */
const paper =
  /(?:通知|意见|办法|方案|规定|细则|条例|决定|规划|计划|规则|制度|公告|通告|公报|批复|决议|命令|准则|标准|法|目录|清单|规程|章程|要点|措施|政策|函|令|纲要|预案|指南|规范)(?:[(（《》）)”"].{0,40})?$/;

/** The names of a path that tell the kind: 其他文件 below 行政规范性文件 holds what its own name says. */
function kindNames(path: readonly string[]): readonly string[] {
  return OTHERS.test(path.at(-1) ?? '') ? path.slice(-1) : path;
}

const OTHERS = /^其[他它].{0,6}文件|^非规范性|文件转发|^转发/;

function isNormative({ number, fields }: KindGrounds, names: readonly string[], labels: readonly string[]): boolean {
  if (number !== undefined && normativeNumber.test(number)) return true;
  if (labels.some((label) => normativeColumn.test(label)) || fields.get('规范性文件')?.startsWith('是') === true)
    return true;
  return names.some((name) => normativeColumn.test(name) && !/^其他|非规范性|及其他/.test(name));
}

import type { Day } from '../lib/day.ts';
import type { FailReason, SkipReason } from './capture.ts';
import type { Field, FileText, Footer, MetaTag, Page, Table } from './page.ts';
import type { Place, Searched, Subject } from './seen.ts';
import type { Unit } from './unit.ts';

/** Evidence that not every crawl collects. A check that needs it says so, and is then sure to have it. */
export type Need = 'rendered' | 'history' | 'attachments' | 'tls';

/** T with the evidence N, where T is what carries it. */
export type With<T, N extends Need> = T & { readonly [K in N & keyof T]: NonNullable<T[K]> };

/** What a column is for. The dictionary of names that decides it is data (`src/extract/site/column-types.ts`). */
export const columnTypes = [
  'news', // 动态要闻
  'notice', // 通知公告
  'policy', // 政策文件, 规范性文件, 部门文件
  'interpretation', // 政策解读
  'consultation', // 意见征集
  'feedback', // 意见反馈, 采纳情况
  'personnel', // 人事信息
  'plan', // 规划计划
  'budget', // 财政预决算
  'statistics', // 统计信息
  'organisation', // 机构职能, 内设机构
  'leaders', // 领导信息
  'guide', // 政府信息公开指南
  'system', // 政府信息公开制度
  'catalogue', // 法定主动公开内容, 信息公开目录
  'annual-report', // 政府信息公开年报
  'application', // 依申请公开
  'gazette', // 政府公报
  'library', // 政策文件库
  'evaluation', // 政策后评估
  'item-list', // 主动公开事项目录清单
  'relief', // 惠企政策, 助企纾困
  'consulting', // 政策咨询
  'message-board', // 咨询投诉, 领导信箱
  'open-day', // 政府开放日
  'meeting', // 会议公开, 会议开放
  'zone', // 政务公开专区
  'enterprises', // 公共企事业单位信息公开
  'activity', // 公共企事业活动
  'grassroots', // 基层政务公开标准目录
  'permit', // 行政许可, 权责清单
  'penalty', // 行政处罚
  'fee', // 收费
  'procurement', // 采购, 招标
  'project', // 重大建设项目
  'relief-funds', // 社会救助, 民生
  'emergency', // 应急
  'inspection', // 监督检查, 双随机
  'recruitment', // 招考录用
  'proposal', // 建议提案办理
  'service-guide', // 办事指南
  'clean-up', // 信息清理
  'water-quality',
  'outage', // 停水停电停气
  'bus-change', // 线路调整
  'enrolment', // 招生
  'overview', // 概况
  'other',
] as const;
export type ColumnType = (typeof columnTypes)[number];

/** How the name or the type of a column is known, strongest first. */
export type KnownBy = 'name' | 'alias' | 'meta' | 'position' | 'behaviour' | 'unknown';

/** The day of an entry and how it was found: written in full on the row, completed from MM-DD, or read in the article. */
export interface EntryDate {
  readonly day: Day;
  readonly from: 'row' | 'completed' | 'article';
}

/** One row of a column. */
export interface Entry {
  readonly title: string;
  readonly url: string;
  readonly date: EntryDate | undefined;
  readonly pinned?: true;
  /** The page of the column that shows it. */
  readonly at: Place;
  /** The article behind it, where that was read. */
  readonly page: Page | undefined;
}

/**
 * A named list of entries, or a single page; `path` is its breadcrumb without site name and 首页.
 *
 * `content` says what stands in it: `filled`; `empty` (a list with no row, read whole); `placeholder` (暂无信息);
 * `statement` (only a 情况说明 in place of content); `script` (filled by script and not rendered: nobody may call it
 * empty); `elsewhere` (leads to another site).
 */
export interface Column extends Subject {
  readonly at: Place;
  readonly url: string;
  readonly path: readonly [string, ...string[]];
  readonly type: ColumnType;
  readonly knownBy: KnownBy;
  readonly form: 'list' | 'single-page' | 'branch';
  readonly content: 'filled' | 'empty' | 'placeholder' | 'statement' | 'script' | 'elsewhere' | 'unknown';
  /** The words that make it `placeholder` or `statement`. */
  readonly quote?: string;
  /** List pages read, first page first; for a single page, that page. */
  readonly pages: readonly Page[];
  readonly entries: readonly Entry[];
  readonly newest: Entry | undefined;
  /** Entries whose date could not be read. */
  readonly undated: number;
  /** A 专题 of something that is over: its age is no fault. */
  readonly closed: boolean;
  /** All rows bear one day though there are many: the day of a migration, which says nothing of freshness. */
  readonly oneDay: boolean;
  readonly children: readonly string[];
  /** Fewest clicks from the entry page. */
  readonly clicks: number;
}

/** An article with its metadata block, or one that stands in a policy column. */
export interface Document extends Subject {
  readonly at: Place;
  readonly url: string;
  readonly title: string;
  readonly page: Page;
  /** Keys of the columns that list it. */
  readonly columns: readonly string[];
  /** 索引号, 发布机构, 文号, 成文日期 and so on, by their normal labels; blank values kept as ''. */
  readonly fields: ReadonlyMap<string, string>;
  /** 文号 in normal form: 〔〕 brackets, no blanks. */
  readonly number: string | undefined;
  readonly index: string | undefined;
  readonly issuer: string | undefined;
  readonly writtenOn: Day | undefined;
  readonly publishedOn: Day | undefined;
  readonly validity: string | undefined;
  readonly topic: string | undefined;
  readonly lifeStage: string | undefined;
  readonly kind:
    'regulation' | 'normative' | 'policy' | 'personnel' | 'commendation' | 'meeting' | 'reply' | 'forwarded' | 'other';
  /** URLs of pages of this site that it links to as its interpretation, and that link to it as their document. */
  readonly interpretations: readonly string[];
}

/** A 解读 of a document. */
export interface Interpretation extends Subject {
  readonly at: Place;
  readonly url: string;
  readonly title: string;
  readonly page: Page;
  readonly publishedOn: Day | undefined;
  readonly forms: readonly ('text' | 'picture' | 'video' | 'questions')[];
  /** The URLs, 文号 and 《titles》 that it names as its document. */
  readonly documents: {
    readonly urls: readonly string[];
    readonly numbers: readonly string[];
    readonly titles: readonly string[];
  };
}

/** A page that shows elements: 机构职能, 领导, 公开指南, 事项清单, 惠企要点, 办事指南. One for each body, person or item shown. */
export interface ElementSheet extends Subject {
  readonly at: Place;
  /** Which list of elements (`checks/standards/elements`) it is to be held against. */
  readonly of:
    'organisation' | 'leader' | 'guide' | 'item-list' | 'relief' | 'application' | 'consulting' | 'service-guide';
  readonly title: string;
  readonly page: Page;
  /** By normal label, in the order shown; blank values kept as ''. */
  readonly elements: ReadonlyMap<string, Field>;
}

/** One issue of a 政府公报. */
export interface GazetteIssue extends Subject {
  readonly at: Place;
  readonly url: string;
  readonly title: string;
  readonly year: number | undefined;
  /** One number, or the several of a double issue (第3、4期合刊). */
  readonly numbers: readonly number[];
  readonly totalNumber: number | undefined;
  readonly publishedOn: Day | undefined;
  readonly page: Page | undefined;
  /** Titles of its 目录, by the section they stand under. */
  readonly contents: readonly { readonly section: string | undefined; readonly title: string; readonly url?: string }[];
  readonly files: readonly FileText[];
}

/** A 政府公报 as one unit publishes it. */
export interface Gazette extends Subject {
  readonly at: Place;
  readonly columns: readonly string[];
  readonly issues: readonly GazetteIssue[];
  /** The text of the column page itself and of pages beside it: 导语, 赠阅范围, 出刊周期. */
  readonly text: string;
  readonly hasSearch: boolean;
  readonly hasFindError: boolean;
}

/** A 政府信息公开工作年度报告. */
export interface AnnualReport extends Subject {
  readonly at: Place;
  readonly url: string;
  readonly title: string;
  /** The year it reports on. */
  readonly year: number | undefined;
  /** Whose report it is, as its title says. */
  readonly body: string | undefined;
  readonly publishedOn: Day | undefined;
  readonly page: Page;
  /** Headings of the first rank, in order, without their number. */
  readonly sections: readonly { readonly title: string; readonly text: string }[];
  readonly tables: readonly Table[];
  readonly text: string;
}

/** A 意见征集 and what came of it. */
export interface Consultation extends Subject {
  readonly at: Place;
  readonly url: string;
  readonly title: string;
  readonly page: Page;
  readonly publishedOn: Day | undefined;
  readonly from: Day | undefined;
  readonly until: Day | undefined;
  readonly channels: readonly ('online' | 'mail' | 'email' | 'phone' | 'hearing' | 'meeting')[];
  /** Its 反馈, where one was found: linked, or by title. */
  readonly feedback: ConsultationFeedback | undefined;
}

/** The 采纳情况 of a consultation. */
export interface ConsultationFeedback {
  readonly at: Place;
  readonly url: string;
  readonly title: string;
  readonly publishedOn: Day | undefined;
  readonly page: Page;
  readonly matchedBy: 'link' | 'title' | 'same-page';
}

/** A URL of this site that did not come back as a page, and where it was linked. */
export interface DeadLink extends Subject {
  readonly url: string;
  readonly reason: FailReason | 'soft-404';
  readonly status: number | undefined;
  readonly linkedFrom: readonly (Place & { readonly text: string; readonly area: string })[];
}

/** How the entry of a unit answered. Only `read` lets the rest of the site be judged. */
export interface EntryState {
  readonly state: 'read' | 'failed' | 'other-host' | 'login' | 'parked' | 'blocked' | 'skipped';
  readonly url: string;
  readonly detail: string;
}

/** How much of a unit was fetched, and what was not, by reason. */
export interface FetchCount {
  readonly known: number;
  readonly fetched: number;
  readonly failed: Readonly<Partial<Record<FailReason, number>>>;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

/** What one unit shows on the web, as read in one run. */
export interface Site extends Subject {
  readonly unit: Unit;
  /** The page that the unit is entered by. */
  readonly at: Place;
  readonly entry: EntryState;
  readonly home: Page | undefined;
  readonly pages: readonly Page[];
  readonly columns: readonly Column[];
  readonly documents: readonly Document[];
  readonly interpretations: readonly Interpretation[];
  readonly sheets: readonly ElementSheet[];
  readonly gazettes: readonly Gazette[];
  readonly annualReports: readonly AnnualReport[];
  readonly consultations: readonly Consultation[];
  readonly deadLinks: readonly DeadLink[];
  /** URLs (canonical) that a column of this site leads to on another host. */
  readonly elsewhere: readonly { readonly url: string; readonly column: string; readonly name: string }[];
  /** Pages (by URL) that by their own labels belong to another site, and its name: a portal or platform under the same host. */
  readonly foreign?: ReadonlyMap<string, string>;
  readonly footer: Footer | undefined;
  /** The metas of the home page. */
  readonly labels: readonly MetaTag[];
  readonly fetches: FetchCount;
  /** The day of capture by our clock, and by the servers' where they said: a wrong clock must not make things late. */
  readonly clock: { readonly ours: Day; readonly servers: Day | undefined };
  /** Earlier readings of the same unit, newest first. */
  readonly history: readonly Site[] | undefined;
  readonly tls: { readonly notAfter: Day; readonly verified: boolean } | undefined;
  /** The page of a URL, in any of its spellings. */
  readonly page: (url: string) => Page | undefined;
  /** What was read under this path; the whole site for []. No absence may be claimed where it was not read to its end. */
  readonly searched: (path: readonly string[]) => Searched;
}

import type { Family } from '../contract/check.ts';
import type { FindingsDocument } from '../contract/findings-document.ts';
import type { Confidence, Severity } from '../contract/standards.ts';
import type { Text } from '../lib/template.ts';

export type Lang = keyof Text;

/** What a report says, sentence by sentence, in both languages. */
const text = (zh: string, en: string): Text => ({ zh, en });

export const severityNames: Readonly<Record<Severity, Text>> = {
  veto: text('单项否决', 'Veto'),
  critical: text('当天处置', 'Critical'),
  major: text('应整改', 'Major'),
  minor: text('瑕疵', 'Minor'),
  info: text('提示', 'Info'),
};

export const outcomeNames: Readonly<Record<'failed' | 'needs-review', Text>> = {
  failed: text('问题', 'Failed'),
  'needs-review': text('待核实', 'Needs review'),
};

export const confidenceNames: Readonly<Record<Confidence, Text>> = {
  read: text('读到原文', 'text read'),
  secondary: text('转述，入通知前须核对原文', 'second-hand, confirm before a notice'),
  unverified: text('未核，只作提示', 'unverified, hint only'),
};

const familyNames: Readonly<Record<Exclude<Family, `${string}/${string}`>, Text>> = {
  'site-unavailable': text('站点无法访问', 'Site unavailable'),
  'stale-column': text('更新超期', 'Not updated in time'),
  'empty-column': text('空白栏目', 'Empty columns'),
  'missing-directory-item': text('目录缺项', 'Directory items missing'),
  'missing-field': text('要素缺失', 'Elements missing'),
  'policy-library': text('政策文件库', 'Policy library'),
  interpretation: text('政策解读', 'Interpretation'),
  'consultation-feedback': text('意见征集与反馈', 'Consultation and feedback'),
  gazette: text('政府公报', 'Gazette'),
  'annual-report': text('政府信息公开年报', 'Annual report'),
  participation: text('公众参与', 'Participation'),
  inconsistent: text('前后不一', 'Inconsistent'),
  retention: text('信息清理', 'Retention'),
  'exposed-personal-data': text('个人信息泄露', 'Personal data exposed'),
  wording: text('表述错误', 'Wording'),
  'dead-link': text('错链断链', 'Dead links'),
  'site-label': text('网页标签', 'Page labels'),
  'site-footer': text('页脚标识', 'Footer'),
  platform: text('平台功能', 'Platform'),
};

/** The name of a family; a third party's own is shown by its id. */
export function familyName(family: string, lang: Lang): string {
  const known: Readonly<Record<string, Text>> = familyNames;
  return Object.hasOwn(known, family) ? (known[family]?.[lang] ?? family) : family;
}

type Role = FindingsDocument['findings'][number]['evidence'][number]['role'];

export const roleNames: Readonly<Record<Role, Text>> = {
  shows: text('问题所在', 'Where it shows'),
  'should-show': text('应当出现之处', 'Where it should stand'),
  compared: text('对照页面', 'Compared with'),
  searched: text('已查找页面', 'Searched'),
};

export const modeNames = {
  http: text('原始页面', 'as sent'),
  browser: text('浏览器渲染后', 'rendered in a browser'),
  'data-source': text('列表数据接口', 'from the data source of the list'),
} as const;

export const seenNames: Readonly<Record<string, Text>> = {
  whole: text('已读全', 'read whole'),
  'not-fetched': text('未抓取', 'not fetched'),
  unparsed: text('未能解析', 'not parsed'),
  blocked: text('被拦截', 'blocked'),
  cut: text('页面不完整', 'cut short'),
  unrendered: text('由脚本填充，未渲染', 'filled by script, not rendered'),
  'pages-left-out': text('有分页未读', 'pages left out'),
  'dates-unread': text('日期未读出', 'dates unread'),
  elsewhere: text('链接到其他站点', 'leads to another site'),
};

export const contentNames: Readonly<Record<string, Text>> = {
  filled: text('有内容', 'filled'),
  empty: text('无条目', 'empty'),
  placeholder: text('仅占位文字', 'placeholder only'),
  statement: text('仅情况说明', 'statement only'),
  script: text('脚本填充', 'filled by script'),
  elsewhere: text('在其他站点', 'elsewhere'),
  unknown: text('未知', 'unknown'),
};

export const formNames: Readonly<Record<string, Text>> = {
  list: text('列表', 'list'),
  'single-page': text('单页', 'single page'),
  branch: text('目录', 'branch'),
};

/** The sentences of the page itself. */
export const words = {
  title: text('读网报告', 'Disclosure audit'),
  subtitle: text('政务公开日常读网结果', 'Findings of a reading of disclosure sites'),
  asOf: text('评判日期', 'As of'),
  since: text('行为起算日', 'Acts since'),
  fetched: text('抓取时间', 'Fetched'),
  run: text('运行编号', 'Run'),
  tool: text('工具', 'Tool'),
  standards: text('规则库', 'Standards'),
  summary: text('总体情况', 'Summary'),
  units: text('单位', 'Units'),
  unit: text('单位', 'Unit'),
  type: text('类型', 'Type'),
  coverage: text('覆盖率', 'Coverage'),
  coverageNote: text(
    '覆盖率＝已给出结论的对象 ÷ 应给出结论的对象；没有看全的一律列入“未检查”，不作为问题，也不算合格。',
    'Coverage = verdicts given ÷ verdicts due. What was not seen whole is “not checked”: neither a fault nor a pass.',
  ),
  problems: text('问题', 'Failed'),
  reviews: text('待核实', 'To review'),
  notChecked: text('未检查', 'Not checked'),
  passed: text('合格', 'Passed'),
  byFamily: text('问题分布', 'By family'),
  family: text('类别', 'Family'),
  severity: text('级别', 'Severity'),
  outcome: text('结论', 'Outcome'),
  worst: text('最需先看', 'Worst first'),
  search: text('检索全部问题', 'Search all findings'),
  searchLabel: text('关键词（单位、栏目、问题、规则、网址）', 'Words (unit, column, finding, rule, address)'),
  all: text('全部', 'All'),
  shown: text('显示 {shown} 条，共 {total} 条', '{shown} of {total} shown'),
  none: text('没有符合条件的问题。', 'Nothing matches.'),
  noFindings: text('没有发现问题。', 'Nothing was found.'),
  rules: text('依据', 'Rules cited'),
  rule: text('规则', 'Rule'),
  source: text('出处', 'Source'),
  clause: text('条款', 'Clause'),
  confidence: text('可信度', 'Confidence'),
  count: text('条数', 'Count'),
  columns: text('栏目一览', 'Columns'),
  column: text('栏目', 'Column'),
  form: text('形式', 'Form'),
  content: text('内容', 'Content'),
  entries: text('条目数', 'Entries'),
  newest: text('最近更新', 'Newest'),
  period: text('更新要求', 'Period'),
  standing: text('状态', 'Standing'),
  fine: text('正常', 'In order'),
  noPeriod: text('无周期要求', 'No period'),
  findings: text('问题明细', 'Findings'),
  expected: text('要求', 'Expected'),
  observed: text('实际', 'Observed'),
  basis: text('依据', 'Basis'),
  remedy: text('整改建议', 'Remedy'),
  evidence: text('证据', 'Evidence'),
  quote: text('原文', 'Quote'),
  place: text('位置', 'Place'),
  hash: text('存档校验值', 'Hash of the stored page'),
  at: text('抓取于', 'fetched'),
  more: text('另有 {n} 处，见 findings.json', 'and {n} more, see findings.json'),
  reason: text('原因', 'Reason'),
  subjects: text('对象', 'Subjects'),
  check: text('检查项', 'Check'),
  entry: text('入口', 'Entry'),
  grounds: text('单位名称与类型的依据', 'Grounds for name and type'),
  unsure: text('（不确定）', ' (not sure)'),
  backToIndex: text('返回总览', 'Back to the overview'),
  part: text('第 {n} 部分，共 {total} 部分', 'Part {n} of {total}'),
  openPage: text('打开页面', 'Open the page'),
  id: text('编号', 'Id'),
  reviewWhy: text('为何需人工核实', 'Why a person has to look'),
  urls: text('网址', 'URLs'),
  known: text('已发现', 'known'),
  got: text('已抓取', 'fetched'),
  failedUrls: text('失败', 'failed'),
  skippedUrls: text('未抓', 'skipped'),
  picture: text('截图', 'Picture'),
  pictureOf: text(
    '存档页面的截图：{what}（点开看整页）',
    'Picture of the stored page: {what} (click for the whole page)',
  ),
  storedPage: text('存档页面', 'Stored page'),
  openStored: text(
    '查看存档页面（已去除脚本、链接和外部资源）',
    'Show the stored page (no scripts, no links, nothing from outside)',
  ),
  ownWindow: text('在新窗口打开', 'Open in a window of its own'),
  quoteMarked: text('引文已标出', 'the quote is marked'),
  quoteUnmarked: text('引文未能在页面上标出', 'the quote could not be marked'),
  live: text('复看线上页面', 'Live page'),
  verify: text('如何核验', 'How to verify'),
  verifyHow: text(
    '运行 duwang evidence pack {id} 取出证据包，再用 duwang evidence verify 离线核验：存档正文的 SHA-256 应与上面的校验值相同，引文应在其中。',
    'Run duwang evidence pack {id}, then duwang evidence verify, offline: the SHA-256 of the stored body is the hash above, and the quote stands in it.',
  ),
  withheldPersonal: text(
    '涉及个人信息：报告不嵌入存档页面，请用证据包在内部核对。',
    'Personal data: no stored page is embedded here; look at it in an evidence pack, internally.',
  ),
  withheldSecret: text(
    '涉密标志：只列网址，不引原文、不截图、不装入证据包，请按保密规定线下处置。',
    'A secrecy mark: the address only; no quote, no picture, no pack. Handle it offline, by the secrecy rules.',
  ),
  whatToDo: text('怎么办', 'What to do'),
  unread: text('没有取到的网址', 'Addresses that did not come back'),
  partial: text(
    '本次抓取提前结束：{why}。凡未读到的都没有下结论。',
    'This crawl ended early: {why}. Nothing is said of what was not read.',
  ),
  howToRead: text('如何阅读', 'How to read this'),
  howProblems: text(
    '“问题”有条款、有存档页面为证；“待核实”须由人看过再定，不能直接写入整改通知；“未检查”说明没有看全的原因。',
    '“Failed” has a clause and a stored page behind it; “needs review” is for a person to settle and enters no notice by itself; “not checked” says why it was not seen whole.',
  ),
  howEvidence: text(
    '每条证据的校验值是抓取到的页面正文（解码后）的 SHA-256，同一快照、同一评判日期重新检查会得到逐字节相同的 findings.json。',
    'The hash of each piece of evidence is the SHA-256 of the body as stored; the same snapshot judged as of the same day gives the same findings.json, byte for byte.',
  ),
  endings: {
    done: text('完整', 'complete'),
    interrupted: text('被中断', 'interrupted'),
    'max-pages': text('达到页数上限', 'page limit reached'),
    'host-budget': text('达到当日请求上限', 'daily budget of the host reached'),
    'quiet-hours': text('进入静默时段', 'quiet hours began'),
    'entry-failed': text('入口未能读取', 'the entry could not be read'),
  },
} as const;

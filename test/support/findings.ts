import { schemaVersion, type FindingsDocument } from '../../src/contract/findings-document.ts';

type Finding = FindingsDocument['findings'][number];
type Unit = FindingsDocument['units'][number];

const hash = (char: string): string => `sha256:${char.repeat(64)}`;
const ground = { from: 'register', sure: true, why: { zh: '登记表', en: 'the register' } } as const;

/** One piece of evidence, but for what the test says. */
export function makeEvidence(parts: Partial<Finding['evidence'][number]> = {}): Finding['evidence'][number] {
  return {
    role: 'shows',
    url: 'http://www.example.gov.cn/tzgg/',
    capture: hash('a'),
    fetchedAt: '2026-03-02T01:00:00Z',
    selector: 'ul.list > li:nth-child(1)',
    quote: '关于……的通知 2025-03-01',
    ...parts,
  };
}

/** A finding, but for what the test says; `number` makes its id. */
export function makeFinding(number: number, parts: Partial<Finding> = {}): Finding {
  return {
    id: `fp:v1:${number.toString(16).padStart(32, '0')}`,
    unit: 'qs-county',
    check: 'stale-column',
    family: 'stale-column',
    severity: 'major',
    outcome: 'failed',
    url: 'http://www.example.gov.cn/tzgg/',
    subject: '政务公开>通知公告',
    column: { path: ['政务公开', '通知公告'], url: 'http://www.example.gov.cn/tzgg/' },
    message: {
      zh: '“通知公告”栏目在监测时间点前6个月内未更新，最近一条为2025年3月1日',
      en: 'The column 通知公告 has not been updated for six months; the newest entry is of 2025-03-01',
    },
    expected: { zh: '每6个月至少更新一次', en: 'an entry every six months' },
    observed: { zh: '最近更新2025-03-01，已366天', en: 'newest 2025-03-01, 366 days ago' },
    remedy: { zh: '补充发布应公开的通知公告', en: 'publish what is due' },
    confirm: 'same-run',
    basis: [
      { rule: 'GW-D8', title: '栏目更新周期', source: '某检查指标', clause: '单栏更新周期', confidence: 'secondary' },
    ],
    evidence: [makeEvidence()],
    ...parts,
  };
}

/** A unit read whole, but for what the test says. */
export function makeReportedUnit(parts: Partial<Unit> = {}): Unit {
  return {
    id: 'qs-county',
    name: '青山县人民政府',
    type: 'county',
    grounds: { name: ground, type: ground, region: ground },
    entry: ['http://www.example.gov.cn/'],
    entryState: { state: 'read', url: 'http://www.example.gov.cn/', detail: '' },
    ending: 'done',
    fetchedFrom: '2026-03-02T01:00:00Z',
    fetchedTo: '2026-03-02T01:30:00Z',
    coverage: {
      given: 96,
      due: 100,
      ratio: 0.96,
      urls: { known: 300, fetched: 280, failed: { 'http-status': 4 }, skipped: { 'out-of-scope': 16 } },
      columns: 3,
    },
    columns: [
      {
        path: ['政务公开', '通知公告'],
        url: 'http://www.example.gov.cn/tzgg/',
        type: 'notice',
        knownBy: 'name',
        form: 'list',
        content: 'filled',
        entries: 24,
        newest: '2025-03-01',
        period: { zh: '每6个月', en: 'every 6 months' },
        seen: 'whole',
      },
      {
        path: ['政务公开', '机构职能'],
        url: 'http://www.example.gov.cn/jgzn/',
        type: 'organisation',
        knownBy: 'name',
        form: 'single-page',
        content: 'filled',
        entries: 0,
        seen: 'whole',
      },
      {
        path: ['政务公开', '政策文件'],
        url: 'http://www.example.gov.cn/zcwj/',
        type: 'policy',
        knownBy: 'alias',
        form: 'list',
        content: 'script',
        entries: 0,
        seen: 'unrendered',
      },
    ],
    ...parts,
  };
}

/** findings.json of one unit with these findings. */
export function makeDocument(
  findings: readonly Finding[],
  units: readonly Unit[] = [makeReportedUnit()],
): FindingsDocument {
  return {
    schemaVersion,
    tool: { name: 'duwang', version: '0.1.0', reader: '1' },
    run: { id: 'run:0123456789abcdef', asOf: '2026-03-02', since: '2025-01-01' },
    inputs: {
      snapshots: units.map(({ id }) => ({ unit: id, id: `snapshot-${id}`, hash: hash('b') })),
      configuration: hash('c'),
      standards: hash('d'),
      checks: hash('e'),
    },
    units: [...units],
    results: units.map(({ id }) => ({
      unit: id,
      check: 'stale-column',
      counts: { passed: 20, failed: 1, 'needs-review': 0, inapplicable: 2, 'not-checked': 1, crashed: 0 },
      notChecked: [
        {
          subject: '政务公开>政策文件',
          url: 'http://www.example.gov.cn/zcwj/',
          reason: 'unrendered',
          text: { zh: '列表由脚本填充，未渲染', en: 'the list is filled by script and was not rendered' },
        },
      ],
      inapplicable: [],
    })),
    findings: [...findings],
  };
}

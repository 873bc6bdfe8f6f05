import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/contract/page.ts';
import type { Site } from '../../../src/contract/site.ts';
import { buildSite } from '../../../src/extract/site/build-site.ts';
import { columnTable } from '../../../src/extract/site/column-table.ts';
import { makeUnit } from '../../support/site.ts';
import { dayOf, failed, fetched, makeHome, makeInput, makeList, makeReading, nav, row, skipped } from './make-input.ts';

const shown = (day: string) => ({ published: { day: dayOf(day), from: 'shown', quote: day } }) as const;
const main = (text: string, href: string) =>
  ({ text, url: new URL(href, 'https://a.example/').href, area: 'main' }) as const;

/** A site of these lists, each with the articles that its rows lead to. */
function siteOf(
  ...lists: readonly (readonly [path: string, crumbs: readonly string[], articles: readonly Reading[]])[]
): Site {
  const captures = lists.flatMap(([path, crumbs, articles]) => [
    fetched(
      makeList(
        path,
        crumbs,
        articles.map((page) => row(page.title ?? '', page.url, page.published?.day)),
      ),
    ),
    ...articles.map((page) => fetched(page)),
  ]);
  return buildSite(makeInput([makeHome([]), ...captures]));
}

describe('a document and its interpretation', () => {
  const policy = makeReading('/zc/1.html', {
    title: '甲县停车管理办法',
    fields: [{ label: '文号', value: '甲政规〔2025〕3号' }],
    ...shown('2025-11-05'),
    links: [main('政策解读', '/jd/1.html'), main('图解另一件事', '/jd/2.html')],
  });
  const explained = makeReading('/jd/1.html', {
    title: '《甲县停车管理办法》政策解读',
    mainText: '问：为什么制定《甲县停车管理办法》？\n答：……\n问：什么时候施行？\n',
    ...shown('2025-11-06'),
    links: [main('甲县停车管理办法', '/zc/1.html')],
  });
  const other = makeReading('/jd/2.html', {
    title: '图解《甲县养犬办法》',
    media: { images: 3, videos: 0 },
    links: [main('甲县停车管理办法', '/zc/1.html')],
  });

  it('know of one another, and a neighbour is no relation', () => {
    const site = siteOf(['/zc/', ['规范性文件'], [policy]], ['/jd/', ['政策解读'], [explained, other]]);
    expect(site.documents).toMatchObject([{ kind: 'normative', interpretations: ['https://a.example/jd/1.html'] }]);
    expect(site.interpretations).toMatchObject([
      { forms: ['questions'], documents: { urls: ['https://a.example/zc/1.html'], titles: ['甲县停车管理办法'] } },
      { forms: ['picture'], documents: { urls: [], titles: ['甲县养犬办法'] } },
    ]);
  });
});

describe('a consultation', () => {
  const asked = makeReading('/yj/1.html', {
    title: '关于《甲县停车管理办法（征求意见稿）》公开征求意见的公告',
    mainText: '征求意见时间：2025年10月1日至2025年10月31日。\n通信地址：甲路1号\n电子邮箱：a@b.cn\n电话：123',
    ...shown('2025-10-01'),
  });
  const answer = makeReading('/fk/1.html', { title: '《甲县停车管理办法》意见采纳情况反馈', ...shown('2025-11-03') });

  it('has its period, its channels and its feedback by title', () => {
    const site = siteOf(['/yj/', ['意见征集'], [asked]], ['/fk/', ['意见反馈'], [answer]]);
    expect(site.consultations).toMatchObject([
      {
        from: '2025-10-01',
        until: '2025-10-31',
        channels: ['mail', 'email', 'phone'],
        feedback: { url: 'https://a.example/fk/1.html', publishedOn: '2025-11-03', matchedBy: 'title' },
      },
    ]);
  });

  it('has its feedback by a link', () => {
    const linked = { ...answer, title: '意见采纳情况反馈', links: [main('原公告', '/yj/1.html')] };
    const site = siteOf(['/yj/', ['意见征集'], [asked]], ['/fk/', ['意见反馈'], [linked]]);
    expect(site.consultations).toMatchObject([{ feedback: { matchedBy: 'link' } }]);
  });

  it('has its feedback on the same page, or none', () => {
    const both = { ...asked, mainText: `${asked.mainText}\n采纳情况：共收到意见2条，采纳1条。` };
    expect(siteOf(['/yj/', ['意见征集'], [both]]).consultations).toMatchObject([
      { feedback: { matchedBy: 'same-page', publishedOn: undefined } },
    ]);
    expect(siteOf(['/yj/', ['意见征集'], [asked]]).consultations).toMatchObject([{ feedback: undefined }]);
  });
});

describe('a gazette', () => {
  it('has issues with numbers, contents and files', () => {
    const issue = makeReading('/gb/3.html', {
      title: '甲县人民政府公报2025年第3、4期（总第40期）',
      mainText:
        '出刊日期：2025年12月31日\n目录\n【县政府文件】\n关于印发甲县停车管理办法的通知……1\n【人事任免】\n关于张三等同志任免职的通知……9',
      attachments: [{ href: 'a.pdf', url: 'https://a.example/gb/a.pdf', title: 'PDF' }],
      links: [main('关于印发甲县停车管理办法的通知', '/zc/1.html')],
      ...shown('2026-01-05'),
    });
    const site = siteOf(['/gb/', ['政府公报'], [issue]]);
    expect(site.gazettes).toMatchObject([
      {
        columns: ['政府公报'],
        issues: [
          {
            year: 2025,
            numbers: [3, 4],
            totalNumber: 40,
            publishedOn: '2025-12-31',
            contents: [
              { section: '县政府文件', title: '关于印发甲县停车管理办法的通知', url: 'https://a.example/zc/1.html' },
              { section: '人事任免', title: '关于张三等同志任免职的通知' },
            ],
            files: [{ url: 'https://a.example/gb/a.pdf', text: undefined, why: 'not-fetched' }],
          },
        ],
      },
    ]);
  });
});

describe('element sheets', () => {
  it('are of a single page, with its labelled lines', () => {
    const page = makeReading('/jgzn.html', {
      title: '机构职能',
      breadcrumb: [{ name: '机构职能' }],
      mainText: '机构名称：甲县教育局\n一、主要职责\n贯彻执行。\n办公地址：\n联系电话：123',
    });
    const site = buildSite(makeInput([makeHome([nav('机构职能', '/jgzn.html')]), fetched(page)]));
    expect(site.sheets).toHaveLength(1);
    expect([...(site.sheets[0]?.elements ?? [])].map(([label, { value }]) => [label, value])).toEqual([
      ['机构名称', '甲县教育局'],
      ['主要职责', '贯彻执行。'],
      ['办公地址', ''],
      ['联系电话', '123'],
    ]);
  });

  it.each([
    ['over his office', '领导信息', '领导信息\n张三丰\n担任职务：局长\n工作职责：\n主持全面工作', '张三丰'],
    ['in the title', '党组成员、副局长：李四', '分管财务工作。', '李四'],
    ['and nothing else that stands there', '领导信息', '领导信息\n担任职务：局长\n工作职责：\n主持全面工作', undefined],
  ])('of a leader have the name that stands %s', (_, title, mainText, name) => {
    const page = makeReading('/ld.html', { title, breadcrumb: [{ name: '领导信息' }], mainText });
    const site = buildSite(makeInput([makeHome([nav('领导信息', '/ld.html')]), fetched(page)]));
    expect(site.sheets.map(({ of, elements }) => [of, elements.get('姓名')?.value])).toEqual([['leader', name]]);
  });

  it('are one for each row of a table', () => {
    const page = makeReading('/qd.html', {
      title: '事项清单',
      breadcrumb: [{ name: '主动公开事项目录清单' }],
      tables: [
        {
          rows: [
            ['序号', '事项名称', '公开内容', '咨询电话'],
            ['1', '甲', '乙', ''],
            ['2', '丙', '丁', '123'],
          ],
        },
      ],
    });
    const site = buildSite(makeInput([makeHome([nav('主动公开事项目录清单', '/qd.html')]), fetched(page)]));
    expect(site.sheets.map(({ of, title, elements }) => [of, title, elements.get('咨询电话')?.value])).toEqual([
      ['item-list', '甲', ''],
      ['item-list', '丙', '123'],
    ]);
    expect(new Set(site.sheets.map(({ key }) => key)).size).toBe(2);
  });
});

describe('an annual report', () => {
  it('may stand in an attachment', () => {
    const page = makeReading('/nb/1.html', {
      title: '甲县教育局2025年政府信息公开工作年度报告',
      mainText: '详见附件',
      attachments: [{ href: 'a.pdf', url: 'https://a.example/nb/a.pdf', title: '报告' }],
      ...shown('2026-01-20'),
    });
    const file = makeReading('/nb/a.pdf', {
      file: { format: 'pdf' },
      text: '一、总体情况\n甲\n二、主动公开政府信息情况\n乙',
    });
    const list = makeList('/nb/', ['政府信息公开年报'], [row(page.title ?? '', '/nb/1.html', '2026-01-20')]);
    const site = buildSite(makeInput([makeHome([]), fetched(list), fetched(page), fetched(file)]));
    expect(site.annualReports).toMatchObject([
      { year: 2025, body: '甲县教育局', sections: [{ title: '总体情况' }, { title: '主动公开政府信息情况' }] },
    ]);
    expect(site.page('https://a.example/nb/1.html')?.files).toMatchObject([{ title: '报告', text: file.text }]);
  });
});

it('an annual report may be a file that a row leads to: the row tells its title', () => {
  const file = makeReading('/nb/P020.pdf', { title: 'P020', file: { format: 'pdf' }, mainText: '一、总体情况\n甲' });
  const list = makeList(
    '/nb/',
    ['政府信息公开年报'],
    [row('甲县教育局2025年政府信息公开工作年度报告', '/nb/P020.pdf', '2026-01-20')],
  );
  const site = buildSite(makeInput([makeHome([]), fetched(list), fetched(file)]));
  expect(site.annualReports).toMatchObject([{ year: 2025, body: '甲县教育局', sections: [{ title: '总体情况' }] }]);
});

describe('the files of a page', () => {
  const page = makeReading('/1.html', {
    attachments: [{ href: 'a.pdf', url: 'https://a.example/a.pdf', title: '甲' }],
  });
  it.each([
    ['not collected', [], undefined],
    ['left out by plan', [skipped('/a.pdf', 'depth-policy')], undefined],
    ['not there', [failed('/a.pdf', 'http-status', 404)], [{ text: undefined, why: 'http-status' }]],
    [
      'unreadable',
      [
        fetched(
          makeReading('/a.pdf', { file: { format: 'pdf', gaveUp: 'no text: pictures, or letters without names' } }),
        ),
      ],
      [{ text: undefined, why: 'no text: pictures, or letters without names' }],
    ],
  ])('that were %s', (_, captures, files) => {
    const site = buildSite(makeInput([makeHome([]), fetched(page), ...captures]));
    const read = site.page('https://a.example/1.html')?.files;
    if (files === undefined) expect(read).toBeUndefined();
    else expect(read).toMatchObject(files);
  });
});

describe('what stands in a column', () => {
  const list = (title: string, mainText: string) =>
    siteOf(['/cf/', ['行政处罚'], [makeReading('/cf/1.html', { title, mainText, ...shown('2026-01-01') })]]);
  it.each([
    ['关于行政处罚信息的情况说明', '2025年我单位无此类信息。', 'statement'],
    ['本单位2025年未发生行政处罚的说明', '', 'statement'],
    ['2025年部门预算情况说明', '我单位无政府性基金预算。', 'filled'],
    ['甲局行政处罚决定书', '', 'filled'],
  ])('with the one entry %s is %s', (title, text, content) => {
    expect(list(title, text).columns[0]?.content).toBe(content);
  });

  it.each([
    ['栏目正在建设中，敬请期待', 'placeholder'],
    ['暂无内容', 'placeholder'],
    ['', 'unknown'],
    ['我县位于某省东部，面积一千平方公里。', 'filled'],
  ])('a single page of %s', (mainText, content) => {
    const page = makeReading('/gk.html', { title: '县情概况', breadcrumb: [{ name: '县情概况' }], mainText });
    const site = buildSite(makeInput([makeHome([nav('县情概况', '/gk.html')]), fetched(page)]));
    expect(site.columns).toMatchObject([{ form: 'single-page', content }]);
  });
});

describe('a unit that has only a part of its host', () => {
  const unit = makeUnit({ entry: ['https://a.example/jyj/'], scope: { kind: 'prefix' } });
  const menu = [nav('通知公告', '/jyj/tzgg/'), nav('领导之窗', '/szf/ld/'), nav('依申请公开', '/ysq/')];
  const captures = [
    fetched(makeReading('/jyj/', { kind: 'home', links: menu })),
    fetched(makeList('/jyj/tzgg/', ['教育局', '通知公告'], [row('甲', '/art/1.html', '2026-01-01')])),
    fetched(makeList('/szf/ld/', ['领导之窗'], [row('乙', '/art/2.html', '2026-01-01')])),
    fetched(makeReading('/art/1.html', { title: '甲' })),
  ];

  it('has its own columns, with their articles wherever they stand, and not its neighbours’', () => {
    const site = buildSite(makeInput(captures, { unit }));
    expect(columnTable(site)).toMatchObject([{ path: ['教育局', '通知公告'], entries: 1, seen: 'whole' }]);
    expect(site.columns[0]?.entries[0]?.page?.title).toBe('甲');
  });
});

describe('any site', () => {
  it('is the same when it is built twice, and its keys are its own', () => {
    const twins = [
      fetched(makeList('/a/', ['通知'], [row('甲', '/1.html', '2026-01-01')])),
      fetched(makeList('/b/', ['通知'], [row('甲', '/1.html', '2026-01-01'), row('乙', '/2.html')])),
      fetched(makeReading('/1.html', { title: '甲', fields: [{ label: '索引号', value: '1/2025-1' }] })),
      fetched(makeReading('/2.html', { title: '乙', fields: [{ label: '索引号', value: '1/2025-1' }] })),
    ];
    const [one, two] = [buildSite(makeInput([makeHome([]), ...twins])), buildSite(makeInput([makeHome([]), ...twins]))];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    for (const subjects of [one.pages, one.columns, one.documents, one.deadLinks]) {
      expect(new Set(subjects.map(({ key }) => key)).size).toBe(subjects.length);
    }
  });
});

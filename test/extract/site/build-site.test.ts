import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/contract/page.ts';
import { buildSite } from '../../../src/extract/site/build-site.ts';
import { failed, fetched, makeHome, makeInput, makeList, makeReading, nav, row, skipped } from './make-input.ts';

const notices = [row('关于甲的通知', '/tzgg/1.html', '2026-02-20'), row('关于乙的通知', '/tzgg/2.html', '2025-12-30')];

describe('pages that say they belong to another site', () => {
  const labels = (name: string, domain: string, code: string): Reading['metas'] => [
    { name: 'SiteName', content: name },
    { name: 'SiteDomain', content: domain },
    { name: 'SiteIDCode', content: code },
  ];
  const own = labels('甲县教育局', 'https://www.a.example/', '3402010001');
  const home = makeReading('/', { kind: 'home', metas: own });

  it.each([
    ['another name, domain and code', labels('乙市人民政府', 'www.b.example', '3402000001'), '乙市人民政府'],
    ['another name and domain', labels('乙市人民政府', 'www.b.example', '3402010001'), '乙市人民政府'],
    ['a slip in the code alone', labels('甲县教育局', 'a.example', '3402010002'), undefined],
    ['another name alone', labels('甲县教育体育局', 'a.example', '3402010001'), undefined],
    ['no labels', [], undefined],
  ])('%s', (_, metas, name) => {
    const site = buildSite(
      makeInput([
        fetched(home),
        fetched(makeReading('/1.html', { metas })),
        fetched(makeReading('/2.html', { metas: own })),
      ]),
    );
    expect(site.foreign?.get('https://a.example/1.html')).toBe(name);
  });

  it('are none where most pages would be: then it is the home page that is labelled wrongly', () => {
    const metas = labels('乙市人民政府', 'www.b.example', '3402000001');
    const site = buildSite(
      makeInput([
        fetched(home),
        fetched(makeReading('/1.html', { metas })),
        fetched(makeReading('/2.html', { metas })),
      ]),
    );
    expect(site.foreign?.size).toBe(0);
  });
});

describe('the columns of a site', () => {
  it('are its lists, with path, type, entries and newest', () => {
    const site = buildSite(
      makeInput([
        makeHome([nav('通知公告', '/tzgg/')]),
        fetched(makeList('/tzgg/', ['政务公开', '通知公告'], notices)),
      ]),
    );
    expect(site.columns).toMatchObject([
      {
        key: '政务公开/通知公告',
        path: ['政务公开', '通知公告'],
        type: 'notice',
        knownBy: 'name',
        form: 'list',
        content: 'filled',
        seen: { whole: true },
        clicks: 1,
        newest: { date: { day: '2026-02-20', from: 'row' } },
      },
    ]);
  });

  it('bear no name of a button on their own page', () => {
    const duties = makeReading('/jg/zn.html', {
      title: '职能介绍',
      column: '职能介绍',
      breadcrumb: [{ name: '首页' }, { name: '机构简介' }, { name: '职能介绍' }],
      links: [nav('一网搜索', '/jg/zn.html'), nav('注册', '/jg/zn.html')],
    });
    const map = makeReading('/dt/', {
      kind: 'directory',
      links: [{ ...nav('职能介绍', '/jg/zn.html'), area: 'main' }],
    });
    const site = buildSite(makeInput([makeHome([nav('网站地图', '/dt/')]), fetched(duties), fetched(map)]));
    expect(site.columns.map(({ path }) => path.join('>'))).toContain('机构简介>职能介绍');
  });

  describe('whose breadcrumb begins at another 首页', () => {
    const inSection = (path: string, name: string, front: string): Reading =>
      makeList(path, [name], notices, {
        breadcrumb: [{ name: '首页', url: new URL(front, 'https://a.example/').href }, { name }],
      });
    const pathsWith = (front: Reading, unitHome = makeHome([])): readonly string[] =>
      buildSite(
        makeInput([unitHome, fetched(front), fetched(inSection('/jj/dt.html', '工作动态', front.url))]),
      ).columns.map(({ path }) => path.join('>'));

    it('stand under the section that it names itself', () => {
      const front = makeReading('/jj/19171.html', {
        kind: 'home',
        metas: [{ name: 'ColumnName', content: '纪检监察组' }],
      });
      expect(pathsWith(front)).toContain('纪检监察组>工作动态');
      expect(pathsWith(makeList('/sqpt/', ['诉求平台'], notices))).toContain('诉求平台>工作动态');
    });

    it('do not, where that is the home page at another address, or says no name', () => {
      expect(pathsWith(makeReading('/index.html', { kind: 'home' }))).toContain('工作动态');
      expect(pathsWith(makeReading('/jj/19171.html', { kind: 'home' }))).toContain('工作动态');
      const copy = makeReading('/home.html', { kind: 'home', metas: [{ name: 'ColumnName', content: '首页' }] });
      expect(pathsWith(copy)).toContain('工作动态');
    });
  });

  it('go on over the next pages, and say so where one was left out', () => {
    const first = makeList('/tzgg/', ['通知公告'], notices, { next: 'https://a.example/tzgg/index_1.html', pages: 2 });
    const second = makeList('/tzgg/index_1.html', ['通知公告'], [row('旧', '/tzgg/3.html', '2020-01-01')]);
    const whole = buildSite(makeInput([makeHome([]), fetched(first), fetched(second)]));
    expect(whole.columns).toHaveLength(1);
    expect(whole.columns[0]).toMatchObject({ seen: { whole: true }, url: 'https://a.example/tzgg/' });
    expect(whole.columns[0]?.entries).toHaveLength(3);

    const cut = buildSite(makeInput([makeHome([]), fetched(first), skipped('/tzgg/index_1.html', 'max-pages')]));
    expect(cut.columns[0]).toMatchObject({ seen: { whole: false, reason: 'pages-left-out' } });
    expect(cut.searched(['通知公告'])).toEqual({ whole: false, reason: 'pages-left-out' });
  });

  it.each([
    ['not asked for', undefined, 'not-fetched'],
    ['blocked', failed('/zfgb/', 'waf', 403), 'blocked'],
    ['forbidden by robots.txt', skipped('/zfgb/', 'robots'), 'blocked'],
    ['timed out', failed('/zfgb/', 'total-timeout'), 'not-fetched'],
    ['on another host', skipped('/zfgb/', 'out-of-scope'), 'elsewhere'],
  ])('stand there where a menu names them and their page was %s', (_, capture, reason) => {
    const site = buildSite(makeInput([makeHome([nav('政府公报', '/zfgb/')]), ...(capture ? [capture] : [])]));
    expect(site.columns).toMatchObject([
      { key: '政府公报', type: 'gazette', seen: { whole: false, reason }, entries: [] },
    ]);
    expect(site.searched(['政府公报']).whole).toBe(false);
    // What leads to another host is not on this site: that one asks by name.
    expect(site.searched([]).whole).toBe(reason === 'elsewhere');
  });

  it('are known by the column that an index page leads to', () => {
    const index = makeReading('/zwgk/', { kind: 'redirect', redirectTo: 'https://a.example/zwgk/tzgg/' });
    const list = makeList('/zwgk/tzgg/', ['政务公开', '通知公告'], notices);
    const site = buildSite(makeInput([makeHome([nav('政务公开', '/zwgk/')]), fetched(index), fetched(list)]));
    expect(site.columns.map(({ key, clicks }) => [key, clicks])).toEqual([['政务公开/通知公告', 1]]);
  });

  it('are one where a folder and its index page were both read, whichever the menu names', () => {
    const site = buildSite(
      makeInput([
        makeHome([nav('公告', '/tzgg/index.html')]),
        fetched(makeList('/tzgg/index.html', ['通知公告'], notices)),
        fetched(makeList('/tzgg/', ['通知公告'], notices)),
      ]),
    );
    expect(site.columns.map(({ key, url }) => [key, url])).toEqual([['通知公告', 'https://a.example/tzgg/']]);
    expect(site.page('https://a.example/tzgg/index.html')?.url).toBe('https://a.example/tzgg/');
    expect(site.pages).toHaveLength(2);
  });

  it('of one name alone bear the names of the folders they lie in; a name that only one bears stays as it is', () => {
    const site = buildSite(
      makeInput([
        makeHome([
          nav('开奖', '/kj/'),
          nav('双色球', '/kj/ssq/'),
          nav('七乐彩', '/kj/qlc/'),
          nav('政务公开', '/zwgk/'),
        ]),
        fetched(makeReading('/kj/', { kind: 'directory', title: '开奖' })),
        fetched(makeReading('/kj/ssq/', { kind: 'directory', title: '双色球' })),
        fetched(makeReading('/kj/qlc/', { kind: 'directory', title: '七乐彩' })),
        fetched(makeReading('/zwgk/', { kind: 'directory', title: '政务公开' })),
        fetched(makeList('/kj/ssq/dt/', ['市场动态'], [row('甲的动态', '/a/1.html', '2026-02-20')])),
        fetched(makeList('/kj/qlc/dt/', ['市场动态'], [row('乙的动态', '/a/2.html', '2026-02-21')])),
        fetched(makeList('/zwgk/tzgg/', ['通知公告'], notices)),
      ]),
    );
    const lists = site.columns.filter(({ form }) => form === 'list').map(({ path }) => path.join('>'));
    expect(lists.toSorted()).toEqual(['开奖>七乐彩>市场动态', '开奖>双色球>市场动态', '通知公告']);
  });

  it('end where a click brings more rows and as many stand there as anywhere', () => {
    const rows = (count: number, folder: string) =>
      Array.from({ length: count }, (_, at) =>
        row(`关于第${at}件事的通知`, `${folder}${at}.html`, `2026-02-${20 - at}`),
      );
    const list = (folder: string, name: string, count: number) => {
      const page = makeList(folder, [name], rows(count, folder));
      return fetched({ ...page, list: { ...page.list, more: '加载更多' } });
    };
    const site = buildSite(
      makeInput([
        makeHome([nav('通知公告', '/tzgg/'), nav('工作动态', '/gzdt/')]),
        list('/tzgg/', '通知公告', 10),
        list('/gzdt/', '工作动态', 4),
      ]),
    );
    const seen = Object.fromEntries(site.columns.map((column) => [column.path.join('>'), column.seen]));
    expect(seen).toEqual({
      通知公告: { whole: false, reason: 'pages-left-out' },
      工作动态: { whole: true },
    });
  });

  it('of one path are told apart by their address', () => {
    const site = buildSite(
      makeInput([
        makeHome([]),
        fetched(makeList('/a/tz/', ['通知'], [row('甲', '/1.html', '2026-01-01')])),
        fetched(makeList('/b/tz/', ['通知'], [row('乙', '/2.html', '2026-01-01')])),
      ]),
    );
    expect(site.columns.map(({ key }) => key)).toEqual(['通知@/a/tz/', '通知@/b/tz/']);
  });

  it('that a script fills are neither empty nor full', () => {
    const list = makeList('/tzgg/', ['通知公告'], [], { list: { state: 'script' } });
    const site = buildSite(makeInput([makeHome([]), fetched(list)]));
    expect(site.columns).toMatchObject([{ content: 'script', seen: { whole: false, reason: 'unrendered' } }]);
  });

  it('that have no row are empty only where they were read to their end', () => {
    const site = buildSite(makeInput([makeHome([]), fetched(makeList('/tzgg/', ['通知公告'], []))]));
    expect(site.columns).toMatchObject([{ content: 'empty', seen: { whole: true } }]);
    const more = makeList('/tzgg/', ['通知公告'], [], { next: 'https://a.example/tzgg/index_1.html' });
    expect(buildSite(makeInput([makeHome([]), fetched(more)])).columns).toMatchObject([{ content: 'unknown' }]);
  });
});

describe('a list without rows', () => {
  const own = ['//a.example/js/own.js'];

  it('may yet be filled by a script that no list with rows loads', () => {
    const empty = makeList('/gh/', ['规划'], [], { list: { state: 'empty', scripts: own } });
    const filled = makeList('/tz/', ['通知公告'], notices, { list: { state: 'filled', scripts: own } });
    const other = makeList('/tz/', ['通知公告'], notices);
    const contentOf = (...lists: (typeof empty)[]) =>
      buildSite(makeInput([makeHome([]), ...lists.map((list) => fetched(list))])).columns.find(
        ({ key }) => key === '规划',
      )?.content;
    expect(contentOf(empty, other)).toBe('script');
    expect(contentOf(empty, filled)).toBe('empty');
    expect(contentOf({ ...empty, mode: 'browser' }, other)).toBe('empty');
  });

  it('is no empty column where columns stand below it', () => {
    const above = makeList('/zw/', ['政务公开'], [], { list: { state: 'placeholder', quote: '暂无信息' } });
    const below = makeList('/zw/tz/', ['政务公开', '通知公告'], notices);
    const site = buildSite(makeInput([makeHome([]), fetched(above), fetched(below)]));
    expect(site.columns.map(({ key, form, content }) => [key, form, content])).toEqual([
      ['政务公开', 'branch', 'filled'],
      ['政务公开/通知公告', 'list', 'filled'],
    ]);
  });
});

describe('the text of a page', () => {
  it('is not opened where nothing asks for it', () => {
    const article = makeReading('/tzgg/1.html', { title: '关于甲的通知' });
    const opened: string[] = [];
    const lazy = Object.defineProperties(article, {
      text: { get: () => (opened.push('text'), '') },
      mainText: { get: () => (opened.push('mainText'), '') },
      tables: { get: () => (opened.push('tables'), []) },
    });
    const site = buildSite(
      makeInput([makeHome([]), fetched(makeList('/tzgg/', ['通知公告'], notices)), fetched(lazy)]),
    );
    expect(opened).toEqual([]);
    expect(site.page('http://www.a.example/tzgg/1.html')?.mainText).toBe('');
    expect(opened).toEqual(['mainText']);
  });
});

describe('the entry', () => {
  it.each([
    ['read', [makeHome([])], 'read'],
    ['failed', [failed('/', 'dns')], 'failed'],
    ['blocked', [failed('/', 'waf', 403)], 'blocked'],
    ['asks for a login', [failed('/', 'login', 200)], 'login'],
    ['never asked', [], 'failed'],
    ['skipped', [skipped('/', 'robots')], 'skipped'],
    ['parked', [makeHome([], { kind: 'error', disguise: 'parked' })], 'parked'],
    [
      'merged into a platform',
      [makeHome([], { mainText: '甲县教育局网站已整合至甲县人民政府网站，本网站不再更新。' })],
      'other-host',
    ],
    [
      'of a site that tells of mergers',
      [makeHome([], { mainText: '要闻：全县中小学合并办学工作推进会召开。' })],
      'read',
    ],
    [
      'on another host',
      [fetched(makeReading('/', { kind: 'redirect', redirectTo: 'https://b.example/' }))],
      'other-host',
    ],
  ] as const)('that is %s', (_, captures, state) => {
    const site = buildSite(makeInput(captures));
    expect(site.entry.state).toBe(state);
    expect(site.seen.whole).toBe(state === 'read');
    expect(site.searched([]).whole).toBe(state === 'read');
  });
});

describe('dead links', () => {
  it('say where they stand, and are none where the server only refused us', () => {
    const site = buildSite(
      makeInput([
        makeHome([nav('旧栏目', '/old/'), nav('公报', '/zfgb/')]),
        failed('/old/', 'http-status', 404),
        failed('/zfgb/', 'waf', 403),
      ]),
    );
    expect(site.deadLinks).toMatchObject([
      { key: 'a.example/old/', status: 404, reason: 'http-status', linkedFrom: [{ text: '旧栏目', area: 'nav' }] },
    ]);
    expect(site.searched([]).whole).toBe(false);
  });
});

describe('a document', () => {
  it('has its metadata, its number in normal form and a key that outlives the run', () => {
    const article = makeReading('/zc/1.html', {
      title: '甲县人民政府关于印发某某管理办法的通知',
      fields: [
        { label: '索 引 号：', value: '' },
        { label: '发文字号', value: '甲政规 [2025] 03 号' },
        { label: '发布机关', value: '甲县人民政府' },
        { label: '成文时间', value: '2025年11月02日' },
      ],
      published: { day: '2025-11-05' as never, from: 'shown', quote: '2025-11-05' },
    });
    const list = makeList('/zc/', ['行政规范性文件'], [row(article.title ?? '', '/zc/1.html', '2025-11-05')]);
    const site = buildSite(makeInput([makeHome([]), fetched(list), fetched(article)]));
    expect(site.documents).toMatchObject([
      {
        key: '甲政规〔2025〕3号',
        number: '甲政规〔2025〕3号',
        index: undefined,
        issuer: '甲县人民政府',
        writtenOn: '2025-11-02',
        publishedOn: '2025-11-05',
        kind: 'normative',
        columns: ['行政规范性文件'],
      },
    ]);
  });
});

describe('a single page that no menu names', () => {
  const crumbs = (url: string) => [
    { name: '首页', url: 'https://a.example/' },
    { name: '领导信息', url: `https://a.example${url}` },
  ];
  it.each([
    ['is a column where it is the index of its folder', '/ldxx/index.html', '张三', ['领导信息']],
    ['is a column where its headline is the name', '/ldxx.html', '领导信息', ['领导信息']],
    ['is an article at the end of its breadcrumb otherwise', '/a/123.html', '张三', []],
  ])('%s', (_, path, title, keys) => {
    const page = makeReading(path, { title, breadcrumb: crumbs(path) });
    const site = buildSite(makeInput([makeHome([]), fetched(page)]));
    expect(site.columns.map(({ key }) => key)).toEqual(keys);
  });
});

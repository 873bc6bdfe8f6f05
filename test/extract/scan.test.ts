import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/extract/decode.ts';
import { readPage } from '../../src/extract/read-page.ts';
import { scanPage, type Scan } from '../../src/extract/scan.ts';
import { viewOf } from '../../src/extract/view.ts';

const url = 'http://a.example/b/c.html';

function inputOf(text: string | Uint8Array, contentType = '') {
  return {
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    url,
    contentType,
    mode: 'http',
  } as const;
}

function scan(text: string | Uint8Array, contentType = ''): Scan {
  return scanPage(inputOf(text, contentType));
}

/** What the tree has of what a scan finds. */
function treeSays(text: string | Uint8Array): Omit<Scan, 'days'> {
  const { bytes } = inputOf(text);
  const { text: decoded, encoding } = decode(bytes, '');
  const { metas, links } = readPage(inputOf(bytes));
  return {
    encoding: { name: encoding.name, how: encoding.how },
    title: viewOf(decoded, url, encoding.name).documentTitle,
    metas,
    links: [...new Set(links.map((link) => link.url))],
  };
}

function scanSays(text: string | Uint8Array): Omit<Scan, 'days'> {
  const { encoding, title, metas, links } = scan(text);
  return { encoding, title, metas, links };
}

describe('what is written oddly is found as the tree finds it', () => {
  test.each([
    [
      'plain anchors, one of them twice',
      '<a href=x>1</a><A HREF="y">2</A><a href="x">3</a><a name=z>4</a><a href="">5</a>',
    ],
    ['a link of an image map', '<map><area href=x></map>'],
    ['references in a value', '<a href="x?a=1&amp;b=2&copy=3">1</a><meta name=k content="&lt;&#x4e2d;">'],
    ['a value with > and the other quote', `<a title="a>b" href='x"y'>1</a>`],
    ['a value without quotes, with a quote and a slash in it', `<a title=it's href=x/>1</a><a href=y>2</a>`],
    ['an equals sign that begins a name', '<p ="><a href=x>1</a> <p = "><a href=y>2</a>'],
    ['an attribute twice', '<a href=x href=y>1</a>'],
    ['a comment with tags in it', '<!-- <a href=x> --><a href=y><!--><a href=z><!-- --!><a href=w>'],
    ['a script that writes markup', `<script>document.write('<a href=x>')</script><a href=y>`],
    ['a script within a comment within a script', '<script><!-- <script> </script><a href=x> --></script><a href=y>'],
    [
      'raw texts',
      '<style><a href=x></style><textarea><a href=y></textarea><noscript><a href=z></noscript><xmp><a href=w></xmp>',
    ],
    ['a select and a template', '<select><option><a href=x></a></select><template><a href=y></template><a href=z>'],
    [
      'a title in a picture',
      '<svg><title>no</title><style><a href=x></style></svg><title> </title><title>yes &amp; no</title>',
    ],
    ['a base', '<a href=x>1</a><base href="/d/"><base href="/e/"><a href=../y>2</a>'],
    [
      'a declaration and what only looks like a tag',
      '<!DOCTYPE a "<a href=x>"><?xml <a href=y>?></ <a href=z>>< a href=w><a href=v>',
    ],
    [
      'rows in an island',
      '<datastore><record><![CDATA[<li><a href=x>1</a>]]></record><record><a href=y>2</a></record></datastore>',
    ],
    [
      'rows in the island of a script',
      `<script type="text/xml"><record><![CDATA[<li><a href="x">1</a>]]></record></script>`,
    ],
    ['a tag that the text ends in', '<a href=x>1</a><a href="y'],
    ['carriage returns', '<a\r\nhref=x\r\n>1</a><meta name=a content="b\r\nc">'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(scanSays(text)).toEqual(treeSays(text));
  });
});

describe('in every encoding', () => {
  const page = (charset: string): string =>
    `<meta charset=${charset}><title>政务</title><meta name=ColumnName content="公开"><a href="x?q=中">1</a>2024年3月5日`;
  test.each([
    ['UTF-8', new TextEncoder().encode(page('utf-8'))],
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${page('utf-16')}`, 'utf16le'))],
    ['UTF-8 that calls itself GBK', new TextEncoder().encode(page('gbk'))],
  ])('%s', (_, bytes) => {
    expect(scanSays(bytes)).toEqual(treeSays(bytes));
    expect(scan(bytes)).toMatchObject({ title: '政务', days: ['2024-03-05'] });
  });

  test('GBK, and a query that is sent in it', () => {
    const bytes = Uint8Array.from(
      Buffer.from(
        '<meta charset=gb2312><title>\xd5\xfe\xce\xf1</title><a href="x?q=\xd6\xd0">2024\xc4\xea3\xd4\xc25\xc8\xd5',
        'latin1',
      ),
    );
    expect(scanSays(bytes)).toEqual(treeSays(bytes));
    expect(scan(bytes)).toMatchObject({
      title: '政务',
      links: ['http://a.example/b/x?q=%D6%D0'],
      days: ['2024-03-05'],
    });
  });
});

test.each([
  ['2024-03-05 2024/3/6 2024.03.07 2024年3月8日 2024-03-05', ['2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08']],
  ['12024-03-05 2024-03-055 2024-13-01 2024-02-30 1949-10-01 2024-03', []],
  ['<script>"2024-03-05"</script><!-- 2024-03-06 --><p title="2024-03-07">2024-03-08', ['2024-03-08']],
])('the days of %j', (text, days) => {
  expect(scan(text).days).toEqual(days);
});

/** Nesting that only a tree can tell apart is left out: svg, select and template are never closed here. */
const bits = [
  ...[
    '<a href=x',
    ' href="y"',
    '<a href="z">',
    '</a>',
    '>',
    '<',
    '</',
    '<!--',
    '-->',
    '--!>',
    '"',
    "'",
    '=',
    ' ',
    '/',
    '文',
    'x',
  ],
  ...[
    '<script>',
    '</script>',
    '<style>',
    '</style>',
    '<title>',
    '</title>',
    '<meta name=n content=c>',
    '<base href=/d/>',
    '<p>',
    '</p>',
  ],
  ...[
    '<table>',
    '<td>',
    '</table>',
    '<div>',
    '</div>',
    '<textarea>',
    '</textarea>',
    '<!doctype',
    '<?',
    '&amp;',
    '&lt',
    '2024-03-05',
    '\r\n',
  ],
];

test('whatever is written, nothing is missed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 30 }), (parts) => {
      const text = `<body>${parts.join('')}`;
      expect(scanSays(text)).toEqual(treeSays(text));
    }),
    { numRuns: 2000 },
  );
});

test('whatever the bytes are, a scan comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(scan(bytes)).toEqual(scan(bytes));
    }),
  );
});

const shared = new URL('../../../shared/', import.meta.url).pathname;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

describe.each(['real/pages', 'conformance/html-malformed'])('all of %s', (folder) => {
  if (!existsSync(join(shared, folder))) {
    test.skip(`skipped: ../shared/${folder} is not here`, () => undefined);
    return;
  }
  test.each(filesIn(join(shared, folder)).map((path) => [path.slice(shared.length), path]))('%s', (_, path) => {
    const bytes = new Uint8Array(readFileSync(path));
    const [ours, theirs] = [scanSays(bytes), treeSays(bytes)];
    if (!path.endsWith('.dat')) expect(ours).toEqual(theirs);
    else expect(new Set(ours.links)).toEqual(new Set(theirs.links));
  });
});

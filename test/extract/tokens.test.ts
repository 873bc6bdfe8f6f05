import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { defaultTreeAdapter, Parser, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/extract/decode.ts';
import { Tokens } from '../../src/extract/tokens.ts';

type Parent = DefaultTreeAdapterTypes.ParentNode;

// One mode for both: doctypes make no difference to our tree.
const treeAdapter: typeof defaultTreeAdapter = {
  ...defaultTreeAdapter,
  getDocumentMode: () => defaultTreeAdapter.getDocumentMode(defaultTreeAdapter.createDocument()),
};

/** The tree of a text: with our tokens, or with those of parse5 itself. */
function treeOf(text: string, ours: boolean): string {
  const parser = new Parser({ treeAdapter, scriptingEnabled: true });
  if (ours) parser.tokenizer = new Tokens(parser, () => false);
  parser.tokenizer.write(text, true);
  return written(parser.document);
}

/** Every element with its attributes and every run of characters, a line each; what comments part is one run. */
function written(root: Parent): string {
  const lines: string[] = [];
  const runs: string[] = [];
  const flush = (parent: Parent, depth: number): void => {
    const run = runs.splice(0).join('');
    // Of characters beside frames parse5 keeps the blanks, our tokens none: neither is shown.
    const isFramed = 'tagName' in parent && FRAMED.has(parent.tagName) && run.trim() === '';
    if (run !== '' && !isFramed) lines.push(`${' '.repeat(depth)}${JSON.stringify(run)}`);
  };
  const walk = (parent: Parent, depth: number): void => {
    for (const kid of parent.childNodes) {
      if ('value' in kid) runs.push(kid.value);
      if (!('tagName' in kid)) continue;
      flush(parent, depth);
      const attributes = kid.attrs.map(({ prefix = '', name, value }) => `${prefix}${name}=${JSON.stringify(value)}`);
      lines.push(`${' '.repeat(depth)}<${kid.namespaceURI} ${kid.tagName} ${attributes.join(' ')}>`);
      walk(kid, depth + 1);
      if ('content' in kid) walk(kid.content, depth + 1);
    }
    flush(parent, depth);
  };
  walk(root, 0);
  return lines.join('\n');
}

const FRAMED = new Set(['frameset', 'html']);

function expectSame(text: string): void {
  expect(treeOf(text, true)).toBe(treeOf(text, false));
}

/** What every token can begin and end with, and where authors slip. */
const bits = [
  ...[
    '<',
    '</',
    '>',
    '/>',
    '<!',
    '<!--',
    '-->',
    '--!>',
    '<!-',
    '<?',
    '</ ',
    '<a',
    '<a ',
    '</a>',
    '<A HREF=',
    '<a b=c/>',
  ],
  ...[
    '"',
    "'",
    '=',
    '==',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '\f',
    '/',
    '文',
    'x',
    'href',
    'href=x',
    'HREF="y"',
    'a=1 a=2',
  ],
  ...[
    '&',
    '&amp;',
    '&amp',
    '&nbsp',
    '&copy=1',
    '&notit;',
    '&#',
    '&#x',
    '&#65',
    '&#65;',
    '&#x4e2d;',
    '&#0;',
    '&#13;',
    '&#128;',
    '&lt',
  ],
  ...[
    '<script>',
    '<script ',
    '</script>',
    '</script x>',
    '</scrip',
    '<!--<script>',
    '<style>',
    '</style>',
    '<title>',
    '</title>',
  ],
  ...[
    '<textarea>',
    '</textarea>',
    '<pre>',
    '</pre>',
    '<plaintext>',
    '<noscript>',
    '</noscript>',
    '<iframe>',
    '</iframe>',
    '<xmp>',
  ],
  ...[
    '<svg>',
    '</svg>',
    '<![CDATA[',
    ']]>',
    '<math>',
    '<mi>',
    '<p>',
    '<div>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '<br/>',
  ],
  ...[
    '<select>',
    '<option>',
    '</select>',
    '<template>',
    '</template>',
    '<!doctype html>',
    '<!DOCTYPE',
    '<b>',
    '</b>',
    '<body a=1>',
  ],
  ...[
    '<li>',
    '<frameset>',
    '<frame>',
    '<head>',
    '</body>',
    '</html>',
    '\0',
    '\ufffd',
    '\u00a0',
    '\u3000',
    '\ud842\udfb7',
    '\ud800',
  ],
];

describe('the tree is the one that parse5 builds', () => {
  test.each(bits)('of %j at the end, doubled, and before a letter', (bit) => {
    for (const text of [bit, bit + bit, `${bit}x`, `<p>${bit}`, `<script>${bit}</script>y`, `<title>${bit}</title>`]) {
      expectSame(text);
    }
  });

  test('whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 30 }), (parts) => {
        expectSame(parts.join(''));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a script within a comment within a script', '<script><!-- <script> </script> --> a </script> b'],
    ['a comment that ends at once', '<script><!--> <script> </script> b'],
    ['a comment that nothing closes', '<script><!-- <script></script> </script> c </script> d'],
    [
      'a hundred attributes, each twice',
      `<p ${'a0 a1 a2 a3 a4 '.repeat(40)}${Array.from({ length: 100 }, (_, at) => `b${at}=1`).join(' ')}>`,
    ],
    ['letters that only toLowerCase knows', '<\u212aB \u212aC=1><DIV\u0130>x'],
    ['an end tag with attributes', '<div>a</div class="b>c">d'],
  ])('of %s', (_, text) => {
    expectSame(text);
  });
});

const shared = new URL('../../../shared/', import.meta.url).pathname;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** The inputs of the html5lib tests; a page is an input of its own. */
function inputsIn(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.dat')) return text.split(/^#data\n/m).map((part) => part.split('\n#errors')[0] ?? '');
  if (!path.endsWith('.test')) return [decode(readFileSync(path), '').text];
  const { tests = [], xmlViolationTests = [] } = JSON.parse(text) as Record<string, { readonly input: string }[]>;
  return [...tests, ...xmlViolationTests].map(({ input }) => input);
}

describe.each(['real/pages', 'conformance/html-malformed'])('of all of %s', (folder) => {
  if (!existsSync(join(shared, folder))) {
    test.skip(`skipped: ../shared/${folder} is not here`, () => undefined);
    return;
  }
  test('without exception', () => {
    const differing = filesIn(join(shared, folder)).flatMap((path) =>
      inputsIn(path).filter((text) => treeOf(text, true) !== treeOf(text, false)),
    );
    expect(differing).toEqual([]);
  });
});

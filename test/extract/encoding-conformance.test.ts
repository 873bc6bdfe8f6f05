import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/extract/decode.ts';

const suites = new URL('../../../shared/conformance/', import.meta.url);
const at = (path: string): URL => new URL(path, suites);
const isHere = existsSync(at('encoding-sniffer/'));
const names = (folder: string): readonly string[] => readdirSync(at(folder)).sort();

/** The encodings that one decoder serves: where the name differs and the characters do not. */
const family: Readonly<Record<string, string>> = { gbk: 'gb18030', gb2312: 'gb18030' };

/**
 * Where we part from the suites, by name and with the reason: pages of the audited sites are Chinese, so text without a
 * declaration is UTF-8 if it is valid and GB18030 if not, never windows-1252.
 */
const deviations: Readonly<Record<string, string>> = {
  'no-result/http-equiv-refresh_windows-1252.html': 'nothing declared: utf-8',
  'no-result/no-indicators_windows-1252.html': 'nothing declared: utf-8',
};

describe.runIf(isHere)('encoding-sniffer', () => {
  const files = isHere
    ? ['bom', 'no-result', 'normal', 'utf'].flatMap((folder) =>
        names(`encoding-sniffer/${folder}/`).map((name) => `${folder}/${name}`),
      )
    : [];

  test.each(files.filter((file) => !(file in deviations)))('%s', (file) => {
    const [, said = ''] = /_([^_/]+)\.html$/.exec(file) ?? /\/([^/]+)\.html$/.exec(file) ?? [];
    // A UTF-16 label in a meta element is read as UTF-8, as the standard says.
    const wanted = file.startsWith('utf/') ? 'utf-8' : said.toLowerCase();
    expect(decode(readFileSync(at(`encoding-sniffer/${file}`)), '').encoding.name).toBe(family[wanted] ?? wanted);
  });

  test.each(Object.keys(deviations))('we differ: %s', (file) => {
    expect(decode(readFileSync(at(`encoding-sniffer/${file}`)), '').encoding.name).toBe('utf-8');
  });
});

describe.runIf(isHere)('encoding-gb18030', () => {
  // The second suite is one of encoding: its reference is the bytes.
  test.each([
    ['gb18030_in.txt', 'gb18030_in_ref.txt'],
    ['gb18030_out_ref.txt', 'gb18030_out.txt'],
  ])('%s', (encoded, plain) => {
    const { text, encoding } = decode(readFileSync(at(`encoding-gb18030/${encoded}`)), 'text/html; charset=gb2312');
    expect(encoding.name).toBe('gb18030');
    expect(text).toBe(readFileSync(at(`encoding-gb18030/${plain}`), 'utf8'));
  });
});

interface Prescan {
  readonly cases: readonly { readonly file: string; readonly data_b64: string; readonly encoding: string }[];
}

/** What a label of the suite is called by a decoder that knows it; the default of the suite is ours: utf-8 where valid. */
function nameOf(label: string): string {
  const name = new TextDecoder(label).encoding;
  return family[name] ?? name;
}

/** Cases of html5lib in which we part from it, by number, with what it wants and what we say. */
const prescanDeviations: readonly string[] = [
  '81: euc-jp as utf-8', // its bytes are valid UTF-8 with the right characters: the label is wrong
];

describe.runIf(isHere)('encoding-html5lib', () => {
  const { cases } = isHere
    ? (JSON.parse(readFileSync(at('encoding-html5lib/prescan.cases.json'), 'utf8')) as Prescan)
    : { cases: [] };

  test('the declared encoding is heard, but for the deviations', () => {
    const wrong = cases.flatMap(({ data_b64, encoding }, index) => {
      const { name } = decode(Buffer.from(data_b64, 'base64'), '').encoding;
      const wanted = nameOf(encoding);
      return name === wanted || (wanted === 'windows-1252' && name === 'utf-8')
        ? []
        : [`${index}: ${wanted} as ${name}`];
    });
    expect(wrong).toEqual(prescanDeviations);
  });
});

test.skipIf(isHere)('skipped: ../shared/conformance is not here', () => undefined);

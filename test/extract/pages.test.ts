import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPage } from '../../src/extract/read-page.ts';
import { summarize } from '../../src/extract/schema.ts';

/** What a page of fixtures/pages is expected to say: any key of the summary, and some of the reading itself. */
interface Expectation {
  readonly url: string;
  readonly contentType?: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

const folder = new URL('../../fixtures/pages/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5)] : []));

test('there is a page for each idiom', () => {
  expect(names.length).toBeGreaterThanOrEqual(60);
});

test.each(names)('%s', (name) => {
  const wanted = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Expectation;
  const reading = readPage({
    bytes: readFileSync(new URL(`${name}.html`, folder)),
    url: wanted.url,
    contentType: wanted.contentType ?? '',
    mode: 'http',
  });
  const seen: Record<string, unknown> = {
    ...summarize(reading),
    state: reading.list.state,
    source: reading.list.source,
    more: reading.list.more ?? null,
    how: reading.encoding.how,
    sure: reading.encoding.sure,
    disguise: reading.disguise,
    pinned: reading.rows.filter(({ pinned }) => pinned === true).length,
    findError: reading.footer?.findError,
    conac: reading.footer?.conac ?? false,
    host: reading.footer?.host,
    forms: reading.forms,
    hiddenLinks: reading.hiddenLinks,
    contradictions: reading.contradictions.map(({ label }) => label),
  };
  const said = Object.fromEntries(Object.keys(wanted.expect).map((key) => [key, seen[key]]));
  expect(said).toEqual(wanted.expect);
});

import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { readPage } from '../../src/extract/read-page.ts';

const gbk = (text: string): Buffer =>
  Buffer.concat(Array.from(text, (char) => (char === '公' ? Buffer.from([0xb9, 0xab]) : Buffer.from(char))));

it('asks a GBK server in GBK: in UTF-8 it would find nothing, and its list would look empty', () => {
  const html =
    '<html><head><meta charset="gb2312"><title>x</title></head><body><a href="/list.asp?lm=公">x</a></body></html>';
  const links = (bytes: Uint8Array): readonly string[] =>
    readPage({ bytes, url: 'http://a.example/', contentType: 'text/html', mode: 'http' }).links.map(({ url }) => url);
  expect(links(gbk(html))).toEqual(['http://a.example/list.asp?lm=%B9%AB']);
  expect(links(Buffer.from(html.replace('gb2312', 'utf-8')))).toEqual(['http://a.example/list.asp?lm=%E5%85%AC']);
});

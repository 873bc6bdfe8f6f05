import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/extract/read-page.ts';

const shapes = {
  table: (rows: readonly string[]) =>
    `<table class="list"><tr><th>标题</th><th>日期</th></tr>${rows.map((row) => `<tr><td>${row.replace('|', '</td><td>')}</td></tr>`).join('')}</table>`,
  'list in a box': (rows: readonly string[]) =>
    `<div class="news"><ul class="list">${rows.map((row) => `<li>${row.replace('|', ' <span>')}</span></li>`).join('')}</ul></div>`,
  'boxes in a box': (rows: readonly string[]) =>
    `<div class="list"><div class="rows">${rows.map((row) => `<div>${row.replace('|', ' <em>')}</em></div>`).join('')}</div></div>`,
};

describe('a short list in a box of its own keeps its rows apart', () => {
  it.each(Object.keys(shapes).flatMap((shape) => [1, 2, 3, 4].map((count) => [shape, count] as const)))(
    '%s of %i',
    (shape, count) => {
      const days = Array.from({ length: count }, (_, at) => `2026-02-0${9 - at}`);
      const rows = days.map((day, at) => `<a href="/a/${at}.html">关于第${at}件事的回应</a>|${day}`);
      const make = shapes[shape as keyof typeof shapes];
      const html = `<!DOCTYPE html><meta charset="utf-8"><title>回应关切</title><div class="weizhi">当前位置：<a href="/">首页</a> &gt; <a href="/c/">回应关切</a></div>${make(rows)}<div class="footer">主办单位：甲</div>`;
      const page = readPage({
        bytes: Buffer.from(html),
        url: 'https://a.example/c/',
        contentType: 'text/html',
        mode: 'http',
      });
      expect(page.rows.map(({ title, date }) => `${title} ${date?.text ?? ''}`)).toEqual(
        days.map((day, at) => `关于第${at}件事的回应 ${day}`),
      );
    },
  );
});

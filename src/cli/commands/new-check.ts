import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../lib/error.ts';
import { builtInChecks } from '../built-in.ts';
import type { Call } from '../call.ts';

/** `duwang checks new ID`: a check with its page, its rule and its cases, all of which pass; prints what to do next. */
export function newCheck(id: string, { dir = 'my-checks' }: { readonly dir?: string }, { io, lang }: Call): number {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))
    throw new UserError(`编号“${id}”不合适 (not a fit id)`, {
      hint: '小写单词用 - 连接，如 vague-title (lower-case words joined by -)',
    });
  if (builtInChecks.some((check) => check.id === id))
    throw new UserError(`已有内置检查项 ${id} (a check of the house has this id)`);
  const folder = resolve(io.cwd, dir);
  const files = filesOf(id);
  const there = [...files.keys()].map((path) => join(folder, path)).find((path) => existsSync(path));
  if (there !== undefined)
    throw new UserError('文件已存在，不覆盖 (exists, not overwritten)', { where: { file: there } });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    io.stdout(`${join(dir, path)}\n`);
  }
  io.stderr(`${{ zh: '试一试', en: 'try it' }[lang]}: duwang checks test ${dir}\n`);
  return 0;
}

function filesOf(id: string): ReadonlyMap<string, string> {
  const rule = id.toUpperCase();
  return new Map([
    [`${id}.ts`, codeOf(id, rule)],
    [`${id}.md`, pageOf(id, rule)],
    [`standards/${id}.yaml`, standardOf(rule)],
    ...siteOf(`fixtures/${id}/fails-a-vague-title`, '通知'),
    ...siteOf(`fixtures/${id}/passes-a-telling-title`, '关于开展2026年春季学期安全检查的通知'),
    ...siteOf(`fixtures/${id}/near-miss-a-short-title-that-tells`, '停水通知'),
  ]);
}

function codeOf(id: string, rule: string): string {
  return `import { defineCheck } from 'duwang/check';
import { z } from 'zod';

/** Titles that say nothing of what the text is about. */
export default defineCheck({
  id: '${id}',
  title: { zh: '标题空泛', en: 'Vague title' },
  family: 'own/${id}',
  appliesTo: ['city', 'county', 'zone', 'town', 'department', 'school', 'kindergarten', 'university', 'hospital'],
  per: 'column',
  // A find counts on half a list too; a list on which nothing is found has to have been read whole.
  claims: 'presence',
  basis: '${rule}',
  options: z.object({
    vague: z.array(z.string()).default(['通知', '公告', '公示']).describe('单独作标题就算空泛的词'),
  }),
  messages: {
    vague: { zh: '“{title}”看不出说的是什么', en: '“{title}” does not tell what it is about' },
  },
  subjects: (site) => site.columns.filter(({ form }) => form === 'list'),
  *examine(column, { options }) {
    for (const { title, url, at } of column.entries) {
      if (!options.vague.includes(title.trim())) continue;
      yield { message: 'vague', data: { title }, at: { ...at, quote: title }, key: url };
    }
  },
});
`;
}

function pageOf(id: string, rule: string): string {
  return `# 标题空泛

\`${id}\` 查什么，为什么。

## 依据

${rule}（standards/${id}.yaml）。把它换成真正的条款，并写明可信度。

## 不适用

标题短而说得清楚的，不算。
`;
}

function standardOf(rule: string): string {
  return `sources:
  OWN-${rule}: { title: 本单位的规定 }
rules:
  - id: ${rule}
    title: 标题应说明内容
    source: OWN-${rule}
    clause: 第一条
    severity: minor
    confidence: read
`;
}

/** A home page, and a column of three rows, the first of this title. */
function siteOf(folder: string, title: string): readonly (readonly [path: string, html: string])[] {
  const titles = [title, '关于做好防汛工作的通知', '关于调整作息时间的公告'];
  const rows = titles.map(
    (text, index) => `<li><a href="/tzgg/${index + 1}.html">${text}</a><span>2026-02-1${index}</span></li>`,
  );
  const list = `<ul class="list">\n${rows.join('\n')}\n</ul>`;
  const home = `<h2><a href="/tzgg/">通知公告</a></h2>\n${list}`;
  const crumbs = '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div>';
  return [
    [`${folder}/index.html`, htmlOf('示例县教育局', home)],
    [`${folder}/tzgg/index.html`, htmlOf('通知公告-示例县教育局', `${crumbs}\n${list}`)],
  ];
}

function htmlOf(title: string, content: string): string {
  return `<!doctype html>
<html>
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div>
${content}
<div class="footer">主办单位：示例县教育局</div>
</body>
</html>
`;
}

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

/** What a command line came to. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'duwang-test-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Runs a command line in this process, in a folder, at noon of 2 March 2026 in China. */
export async function runCli(cwd: string, args: readonly string[], parts: Partial<Io> = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const code = await main(args, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    env: {},
    cwd,
    terminal: undefined,
    now: () => Date.parse('2026-03-02T04:00:00Z'),
    onInterrupt: () => () => undefined,
    ...parts,
  });
  return { code, stdout, stderr };
}

const row = (href: string, title: string, date: string): string =>
  `<li><a href="${href}">${title}</a><span>${date}</span></li>`;

function page(title: string, crumbs: string, content: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title><meta name="SiteName" content="示例县教育局">
<meta name="SiteIDCode" content="3402210021"></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li><li><a href="/jgzn.html">机构职能</a></li></ul></div>
<div class="position">当前位置：${crumbs}</div><div class="main">${content}</div>
<div class="footer"><p>主办单位：示例县教育局 网站标识码：3402210021 <a href="https://beian.miit.gov.cn/">皖ICP备12345678号</a> 联系电话：0553-1234567</p></div>
</body></html>`;
}

/** A site of one list whose newest entry is of December 2024, and two articles. */
export const smallSite: Readonly<Record<string, string>> = {
  'site/index.html': page(
    '示例县教育局',
    '<a href="/">首页</a>',
    `<h2><a href="/tzgg/">通知公告</a></h2><ul>${row('/tzgg/1.html', '关于开展安全检查的通知', '2024-12-02')}${row('/tzgg/2.html', '关于做好招生工作的通知', '2024-11-05')}</ul>`,
  ),
  'site/tzgg/index.html': page(
    '通知公告-示例县教育局',
    '<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a>',
    `<ul class="list">${row('/tzgg/1.html', '关于开展安全检查的通知', '2024-12-02')}${row('/tzgg/2.html', '关于做好招生工作的通知', '2024-11-05')}${row('/tzgg/3.html', '关于放假的通知', '2024-10-05')}</ul>`,
  ),
  ...Object.fromEntries(
    [
      ['1', '关于开展安全检查的通知', '2024-12-02'],
      ['2', '关于做好招生工作的通知', '2024-11-05'],
      ['3', '关于放假的通知', '2024-10-05'],
    ].map(([id, title, date]) => [
      `site/tzgg/${id ?? ''}.html`,
      page(
        `${title ?? ''}-示例县教育局`,
        '<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a> &gt; 正文',
        `<h1>${title ?? ''}</h1><p>发布时间：${date ?? ''} 来源：示例县教育局</p><div class="content"><p>各学校：现将有关事项通知如下，请认真贯彻执行，并于月底前报送情况。</p></div>`,
      ),
    ]),
  ),
  'site/jgzn.html': page(
    '机构职能-示例县教育局',
    '<a href="/">首页</a> &gt; 机构职能',
    '<h1>机构职能</h1><div class="content"><p>机构名称：示例县教育局</p><p>办公地址：示例路1号</p></div>',
  ),
};

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { UserError } from '../../lib/error.ts';
import { parseUrl } from '../../lib/url.ts';
import type { Call } from '../call.ts';
import type { Lang } from '../lang.ts';

/** `duwang init`: a register of units and a configuration to begin with. Nothing that is there already is touched. */
export function init(urls: readonly string[], { io, lang }: Call): number {
  const files = { 'units.yaml': register(urls, lang), 'duwang.yaml': configuration[lang] };
  for (const name of Object.keys(files)) {
    if (!existsSync(join(io.cwd, name))) continue;
    throw new UserError('已经有这个文件，没有改动 (it is there already; nothing was changed)', {
      where: { file: join(io.cwd, name) },
    });
  }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(io.cwd, name), text);
    io.stdout(`${name}\n`);
  }
  io.stderr(`${{ zh: '接着', en: 'go on with' }[lang]}: duwang audit --units units.yaml\n`);
  return 0;
}

function register(urls: readonly string[], lang: Lang): string {
  const head = {
    zh: '# 单位清单。没有写的（name type region …）由网站首页推测；duwang units guess 网址 可先看推测结果。\n',
    en: '# The register of units. What is absent (name type region …) is guessed from the home page: duwang units guess URL.\n',
  }[lang];
  if (urls.length === 0) return `${head}${example}`;
  const taken = new Set<string>();
  const units = urls.map((url) => {
    const id = freeId(url, taken);
    taken.add(id);
    return { id, entry: [parseUrl(url)?.href ?? url] };
  });
  return `${head}${stringify({ units })}`;
}

function freeId(url: string, taken: ReadonlySet<string>): string {
  const parsed = parseUrl(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new UserError(`“${url}”不是网址 (not a URL)`, { hint: 'https://www.example.gov.cn/' });
  const host = parsed.hostname.replace(/^www\./, '').replaceAll(/[^\p{L}\p{N}._-]/gu, '-');
  const free = [host, ...Array.from({ length: taken.size }, (_, at) => `${host}-${at + 2}`)];
  return free.find((id) => !taken.has(id)) ?? host;
}

const example = `units:
  - id: example-county
    name: 示例县人民政府
    type: county
    entry: [https://www.example.gov.cn/]
    region: '340221'
`;

const configuration: Readonly<Record<Lang, string>> = {
  zh: `# 配置。duwang config print --units units.yaml --unit 编号 显示每个生效的值和它的出处。
minCoverage: 80 # 覆盖率下限，%
# failOn: new.major>0,coverage<95%   # 门槛
# crawl: { contact: openness@example.gov.cn, quietHours: 7-22 }   # 联系方式写进 User-Agent；这段时间不请求
# adopt: [AH-01]                     # 采用别处的规则
# checks: { stale-column: { noticeMonths: 3 } }
`,
  en: `# The configuration. duwang config print --units units.yaml --unit ID shows every value and where it was said.
minCoverage: 80 # floor of the coverage, %
# failOn: new.major>0,coverage<95%   # the gate
# crawl: { contact: openness@example.gov.cn, quietHours: 7-22 }   # goes into the User-Agent; no requests then
# adopt: [AH-01]                     # rules of another place that this office made its own
# checks: { stale-column: { noticeMonths: 3 } }
`,
};

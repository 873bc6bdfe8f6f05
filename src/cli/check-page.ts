import { z } from 'zod';
import type { Unchecked } from '../audit/standards.ts';
import { families, type AnyCheck } from '../contract/check.ts';

/** The headings of the page of a check, in order. */
export const pageHeadings: readonly string[] = ['要求', '依据', '表现', '不适用', '选项', '整改'];

/** One option of a check, as its zod schema tells it. */
export interface OptionRow {
  readonly name: string;
  readonly type: string;
  readonly fallback: string;
  readonly about: string;
}

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Property;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly description?: string;
}

const typeNames: Readonly<Record<string, string>> = {
  integer: '整数',
  number: '数',
  string: '文字',
  boolean: '是或否',
  array: '列表',
  object: '对照表',
};

/** The options of a check, in the order of its schema. */
export function optionRows({ options }: Pick<AnyCheck, 'options'>): readonly OptionRow[] {
  // What zod writes is JSON Schema; only these few keys are read.
  const schema = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) as {
    readonly properties?: Readonly<Record<string, Property>>;
  };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    type: typeOf(property),
    fallback: property.default === undefined ? '' : JSON.stringify(property.default),
    about: property.description ?? '',
  }));
}

function typeOf({ type, enum: choices, items, minimum, exclusiveMinimum, maximum }: Property): string {
  if (choices) return choices.map(String).join('、');
  if (type === 'array' && items) return `${typeOf(items)}的列表`;
  const name = typeNames[type ?? ''] ?? '任意';
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);
  const bounds = [
    ...(least !== undefined && least > Number.MIN_SAFE_INTEGER ? [`不小于${least}`] : []),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? [`不大于${maximum}`] : []),
  ];
  return [name, ...bounds].join('，');
}

/** The page with its section 选项 as the schema has it. */
export function withOptions(page: string, check: Pick<AnyCheck, 'options'>): string {
  return page.replace(
    /(^## 选项\n\n)[^]*?(?=^## |(?![^]))/m,
    (_whole, heading: string) => `${heading}${optionTable(check)}\n`,
  );
}

/** The options as a Markdown table, or the sentence that there are none. */
export function optionTable(check: Pick<AnyCheck, 'options'>): string {
  const rows = optionRows(check);
  if (rows.length === 0) return '没有选项。\n';
  return table(
    ['选项', '类型', '默认', '说明'],
    rows.map(({ name, type, fallback, about }) => [
      `\`${name}\``,
      type,
      fallback === '' ? '' : `\`${fallback}\``,
      about,
    ]),
  );
}

/**
 * The index of all checks, by family, in the order of reports.
 *
 * @public asked for by `npm run docs`
 */
export function checksIndex(checks: readonly AnyCheck[], unchecked: readonly Unchecked[]): string {
  const parts = families.flatMap((family) => {
    const members = checks.filter((check) => check.family === family).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (members.length === 0) return [];
    const rows = members.map(({ id, title, per, claims, basis, appliesTo }) => [
      `[\`${id}\`](${family}/${id}.md)`,
      title.zh,
      per,
      claims,
      basis ?? '按行',
      appliesTo.join(' '),
    ]);
    return [`## ${family}\n\n${table(['编号', '名称', '对象', '前提', '依据', '适用单位'], rows)}`];
  });
  const rows = unchecked.map(({ id, title, why }) => [id, title, why.zh]);
  return `# 检查项\n\n<!-- npm run docs 生成，不要手改 -->\n\n共 ${checks.length} 项。\n\n${parts.join('\n')}\n## 没有专门检查项的规则\n\n规则全文见 duwang checks explain 编号。\n\n${table(['规则', '名称', '为什么'], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { throwAll, UserError, type Whereabouts } from './error.ts';
import { nearest } from './nearest.ts';

/** Steps from the root of a YAML file to one of its nodes. */
export type YamlPath = readonly (string | number)[];

/** A YAML file as plain values, with the place of each. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Where the node of this path stands, or the nearest above it that exists. `key`: the key, not the value. */
  readonly at: (path: YamlPath, part?: 'key' | 'value') => Whereabouts;
}

/** Reads a YAML text of the user's. Throws a UserError with line and column where it is none. */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const place = (offset: number): Whereabouts => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [fault] = document.errors;
  if (fault) throw new UserError(`YAML 写法有误：${fault.message}`, { where: place(fault.pos[0]) });
  return {
    file,
    value: document.toJS({ maxAliasCount: 1000 }) as unknown,
    at: (path, part = 'value') => place(offsetOf(document, path, part)),
  };
}

/** Where a node begins; where the path leads nowhere, the nearest above it. */
function offsetOf(document: Document.Parsed, path: YamlPath, part: 'key' | 'value'): number {
  const key =
    part === 'key' ? keyNode(document.getIn(path.slice(0, -1), true) ?? document.contents, path.at(-1)) : undefined;
  const node: unknown = key ?? (path.length === 0 ? document.contents : document.getIn(path, true));
  if (isNode(node) && node.range) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1), 'value');
}

function keyNode(map: unknown, key: string | number | undefined): unknown {
  if (!isMap(map)) return undefined;
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))?.key;
}

/** Holds what a YAML file says against a schema. Throws a UserError with all that is wrong: file, line, column and, where one is near, the word that was meant. */
export function checkYaml<S extends z.ZodType>(source: YamlSource, schema: S): z.output<S> {
  return checkValue(source.value ?? {}, schema, source.at);
}

/** As `checkYaml`, for a part of a file: `at` tells where a path below it stands. */
export function checkValue<S extends z.ZodType>(value: unknown, schema: S, at: YamlSource['at']): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // By line; a key that is misspelt before the one that is missed for it.
  const isStrange = ({ code }: z.core.$ZodIssue): number => (code === 'unrecognized_keys' ? 0 : 1);
  const issues = parsed.error.issues.map((issue) => deepest([issue])).sort((a, b) => isStrange(a) - isStrange(b));
  const faults = issues.flatMap((issue) => faultsOf(issue, { value, schema, at }));
  const line = (fault: UserError): number => fault.where?.line ?? 0;
  throwAll(faults.sort((a, b) => line(a) - line(b)));
  throw new Error('zod failed without an issue');
}

interface Checked {
  readonly value: unknown;
  readonly schema: z.ZodType;
  readonly at: YamlSource['at'];
}

function faultsOf(issue: z.core.$ZodIssue, { value, schema, at }: Checked): readonly UserError[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const meant = nearest(key, keysAt(schema, path));
      return new UserError(`不认识的键 ${[...path, key].join('.')} (unknown key)`, {
        where: at([...path, key], 'key'),
        ...(meant !== undefined && { hint: `是不是 ${meant}？(did you mean ${meant}?)` }),
      });
    });
  }
  const name = path.length > 0 ? path.join('.') : '(root)';
  const hint = hintOf(issue, valueAt(value, path));
  return [new UserError(`${name}: ${issue.message}`, { where: at(path), ...(hint !== undefined && { hint }) })];
}

/** Where a union failed, the branch that came furthest says what is wrong. */
function deepest(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[] = []): z.core.$ZodIssue {
  const first = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (!first) throw new Error('zod failed without an issue');
  const path = [...above, ...first.path];
  if (first.code === 'invalid_union' && first.errors.length > 0) {
    const branches = first.errors.filter((branch) => branch.length > 0).map((branch) => deepest(branch, path));
    const [furthest] = branches.sort((a, b) => b.path.length - a.path.length);
    if (furthest && furthest.path.length > path.length) return furthest;
  }
  return { ...first, path };
}

function hintOf(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (issue.code !== 'invalid_value') return undefined;
  const known = issue.values.map(String);
  const meant = typeof value === 'string' ? nearest(value, known) : undefined;
  return meant === undefined ? `可用的值 (one of): ${known.join(', ')}` : `是不是 ${meant}？(did you mean ${meant}?)`;
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[step] : undefined,
    value,
  );
}

/** The keys that the schema knows at a path: what a wrong one may have been meant to be. */
function keysAt(schema: z.ZodType, path: YamlPath): readonly string[] {
  let here = unwrap(schema);
  for (const step of path) {
    const { def } = here as {
      def: { type: string; shape?: Record<string, unknown>; element?: unknown; valueType?: unknown };
    };
    here = unwrap(def.shape?.[String(step)] ?? def.element ?? def.valueType);
  }
  const { def } = here as { def?: { shape?: Record<string, unknown> } };
  return Object.keys(def?.shape ?? {});
}

function unwrap(schema: unknown): object {
  let here = schema as { def?: { innerType?: unknown; in?: unknown } } | undefined;
  for (let depth = 0; depth < 8 && here?.def; depth += 1) {
    const inner = here.def.innerType ?? here.def.in;
    if (inner === undefined) break;
    here = inner as typeof here;
  }
  return here ?? {};
}

import type { DirectoryItem, ElementList, Rule, Severity, Source, Standards, Term } from '../contract/standards.ts';
import type { Unit, UnitType } from '../contract/unit.ts';
import type { Day } from '../lib/day.ts';
import { defined } from '../lib/defined.ts';
import { UserError } from '../lib/error.ts';
import { nearest } from '../lib/nearest.ts';
import type { Text } from '../lib/template.ts';
import { checkYaml, readYaml, type YamlPath, type YamlSource } from '../lib/yaml.ts';
import { standardsFile, type StandardsFile } from './standards-schema.ts';

/** One standards file as text; its name is for messages only. */
export interface StandardsText {
  readonly file: string;
  readonly text: string;
}

/** What an office may change of a rule, without code. */
export interface RuleOverride {
  readonly severity?: Severity;
  readonly threshold?: Rule['threshold'];
  /** Of a directory row: whether it has to be there. */
  readonly required?: boolean;
  /** The office has read the text itself: a secondary or unverified rule counts as read. */
  readonly confirmed?: boolean;
}

/** What narrows the book to one unit. */
export interface Situation {
  readonly asOf: Day;
  /** Ids of rules of other places that this office has made its own. */
  readonly adopted: readonly string[];
  readonly overrides: Readonly<Record<string, RuleOverride>>;
}

/** A rule that no check rests on: it is no matter of a site, is checked by another, or cannot be seen from the web. */
export interface Unchecked {
  readonly id: string;
  readonly title: string;
  readonly why: Text;
}

/** Every rule that is known, in force or not. */
export interface RuleBook {
  readonly ids: ReadonlySet<string>;
  /** Rules that no check rests on, and why. */
  readonly unchecked: readonly Unchecked[];
  readonly forUnit: (unit: Pick<Unit, 'type' | 'region'>, situation: Situation) => Standards;
}

interface Shelves {
  readonly rules: Rule[];
  readonly items: DirectoryItem[];
  readonly lists: ElementList[];
  readonly vocabularies: Map<string, readonly string[]>;
  readonly terms: Term[];
}

interface File {
  readonly source: YamlSource;
  readonly content: StandardsFile;
}

type Sources = ReadonlyMap<string, Source>;

/**
 * Reads the standards files as one book. Throws a UserError with file, line and column where a file is not as it should
 * be, a source or basis is unknown, or two versions of one rule are in force on one day.
 */
export function readStandards(texts: readonly StandardsText[]): RuleBook {
  const files = texts.map(({ file, text }): File => {
    const source = readYaml(file, text);
    return { source, content: checkYaml(source, standardsFile) };
  });
  const sources: Sources = new Map(
    files.flatMap(({ content }) =>
      Object.entries(content.sources).map(([id, { title, number }]) => [id, defined({ id, title, number })] as const),
    ),
  );
  const shelves: Shelves = { rules: [], items: [], lists: [], vocabularies: new Map(), terms: [] };
  const versions = new Map<string, Rule[]>();
  for (const file of files) {
    const put = <R extends Rule>(shelf: R[], rule: R, path: YamlPath): void => {
      refuseClash(rule, versions.get(rule.id) ?? [], file.source, path);
      versions.set(rule.id, [...(versions.get(rule.id) ?? []), rule]);
      shelf.push(rule);
    };
    shelve(shelves, file, sources, put);
  }
  for (const { source, content } of files) refuseUnknownBasis(content, versions, source);
  return {
    ids: new Set(versions.keys()),
    unchecked: files.flatMap(({ content }) =>
      content.rules.flatMap(({ id, title, unchecked }) => (unchecked ? [{ id, title, why: unchecked }] : [])),
    ),
    forUnit: (unit, situation) => narrow(shelves, versions, unit, situation),
  };
}

type Put = <R extends Rule>(shelf: R[], rule: R, path: YamlPath) => void;

function shelve(shelves: Shelves, { source, content }: File, sources: Sources, put: Put): void {
  content.rules.forEach((row, index) => {
    put(shelves.rules, ruleOf(row, source, ['rules', index], sources), ['rules', index]);
  });
  content.elements.forEach((row, index) => {
    const path = ['elements', index];
    put(shelves.lists, { ...ruleOf(row, source, path, sources), elements: row.elements }, path);
  });
  content.directories.forEach((directory, at) => {
    directory.items.forEach((item, index) => {
      const path = ['directories', at, 'items', index];
      const title = item.title ?? item.path.at(-1) ?? item.id;
      const row = { ...defined(directory), binds: directory.unitTypes, ...defined(item), title };
      const { path: place, aliases, required, elements, deadline, update } = item;
      put(
        shelves.items,
        {
          ...ruleOf(row, source, path, sources),
          path: place,
          aliases,
          required,
          elements,
          ...defined({ deadline, update }),
        },
        path,
      );
    });
  });
  for (const [id, words] of Object.entries(content.vocabularies)) shelves.vocabularies.set(id, words);
  for (const term of content.terms) shelves.terms.push(defined(term));
}

type Row = Omit<Partial<StandardsFile['rules'][number]>, 'id' | 'title' | 'threshold'> &
  Pick<StandardsFile['rules'][number], 'id' | 'title' | 'threshold'>;

/** A row with all that a rule needs, its own or its directory's. */
function ruleOf(row: Row, file: YamlSource, path: YamlPath, sources: Sources): Rule {
  const { id, title, threshold, clause, severity, confidence, jurisdiction, validFrom, validTo, binds } = row;
  const source = sources.get(row.source ?? '');
  if (row.source !== undefined && !source) {
    const meant = nearest(row.source, sources.keys());
    throw new UserError(`${id}: 来源 ${row.source} 不存在 (unknown source)`, {
      where: file.at([...path, 'source']),
      ...(meant !== undefined && { hint: `是不是 ${meant}？(did you mean ${meant}?)` }),
    });
  }
  if (!source || clause === undefined || severity === undefined || confidence === undefined)
    throw new UserError(`${id}: 缺 source、clause、severity 或 confidence (required, here or on the directory)`, {
      where: file.at(path),
    });
  return {
    ...{ id, title, source, clause, severity, confidence, threshold },
    ...defined({ jurisdiction, validFrom, validTo, binds }),
  };
}

/** Two versions of one rule are fine one after the other, not both at once. */
function refuseClash(rule: Rule, others: readonly Rule[], file: YamlSource, path: YamlPath): void {
  const clash = others.some(
    (other) =>
      (rule.validFrom ?? '') <= (other.validTo ?? '9999') && (other.validFrom ?? '') <= (rule.validTo ?? '9999'),
  );
  if (!clash) return;
  throw new UserError(`规则编号 ${rule.id} 重复，且有效期重叠 (duplicate id, both in force on one day)`, {
    where: file.at([...path, 'id']),
  });
}

function refuseUnknownBasis(content: StandardsFile, versions: ReadonlyMap<string, unknown>, file: YamlSource): void {
  content.terms.forEach(({ wrong, basis }, index) => {
    if (versions.has(basis)) return;
    throw new UserError(`“${wrong}”的依据 ${basis} 不存在 (unknown basis)`, {
      where: file.at(['terms', index, 'basis']),
    });
  });
}

function narrow(
  shelves: Shelves,
  versions: ReadonlyMap<string, readonly Rule[]>,
  unit: Pick<Unit, 'type' | 'region'>,
  { asOf, adopted, overrides }: Situation,
): Standards {
  const binding = (rule: Rule, day: Day): boolean => isInForce(rule, day) && binds(rule, unit, adopted);
  const ruleOn = (id: string, day: Day): Rule | undefined => {
    const rule = versions.get(id)?.find((version) => binding(version, day));
    return rule && overridden(rule, overrides);
  };
  return {
    knows: (id) => versions.has(id),
    rule: (id) => ruleOn(id, asOf),
    ruleOn,
    directory: (type: UnitType) =>
      shelves.items
        .filter((item) => binds(item, { ...unit, type }, adopted) && isInForce(item, asOf))
        .map((item) => overridden(item, overrides)),
    elements: (id) => {
      const list = shelves.lists.find((one) => one.id === id && binding(one, asOf));
      return list && overridden(list, overrides);
    },
    vocabulary: (id) => shelves.vocabularies.get(id) ?? [],
    terms: shelves.terms.filter(({ basis }) => ruleOn(basis, asOf) !== undefined),
  };
}

function isInForce({ validFrom, validTo }: Rule, day: Day): boolean {
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
}

/** A rule of another place binds only who adopted it; where the unit's place is not known, every place is another. */
function binds(rule: Rule, { type, region }: Pick<Unit, 'type' | 'region'>, adopted: readonly string[]): boolean {
  if (rule.binds && !rule.binds.includes(type)) return false;
  if (rule.jurisdiction === undefined || adopted.includes(rule.id)) return true;
  const place = rule.jurisdiction.replace(/(?:00){1,2}$/, '');
  return region?.startsWith(place) ?? false;
}

function overridden<R extends Rule>(rule: R, overrides: Situation['overrides']): R {
  const change = overrides[rule.id];
  if (!change) return rule;
  const { confirmed, threshold, ...plain } = change;
  return {
    ...rule,
    ...plain,
    ...(threshold && { threshold: { ...rule.threshold, ...threshold } }),
    ...(confirmed && { confidence: 'read' }),
  };
}

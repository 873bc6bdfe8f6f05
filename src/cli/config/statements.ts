import type { RuleOverride } from '../../audit/standards.ts';
import type { Unit } from '../../contract/unit.ts';
import { defined } from '../../lib/defined.ts';
import type { Whereabouts } from '../../lib/error.ts';
import type { YamlPath } from '../../lib/yaml.ts';
import type { ConfigFile, Overrides } from './config-schema.ts';
import type { Config } from './read-config.ts';

/** What one place of the configuration says, and of which units and places. */
export interface Statement {
  readonly says: Overrides;
  readonly about: Scope;
  /** Where it says so. */
  readonly at: (path: YamlPath) => Whereabouts;
}

type Special = NonNullable<ConfigFile['overrides']>[number];
type Scope = Pick<Special, 'unitType' | 'unit' | 'column' | 'url'>;

/** Every statement of the configuration, the more general first; what is said for a unit in the register comes last. */
export function statementsOf(config: Config): readonly Statement[] {
  const general = config.map(({ source, content }): Statement => {
    const { checks, rules, adopt } = content;
    return { says: { checks, rules, adopt }, about: {}, at: (path) => source.at(path) };
  });
  const special = config.flatMap(({ source, content }) =>
    (content.overrides ?? []).map(({ checks, rules, adopt, ...about }, index): Statement => ({
      says: { checks, rules, adopt },
      about,
      at: (path) => source.at(['overrides', index, ...path]),
    })),
  );
  return [...general, ...special];
}

/** Whether a statement is about this unit, somewhere or everywhere. */
export function isAbout({ about }: Statement, { id, type }: Pick<Unit, 'id' | 'type'>): boolean {
  return (about.unitType?.includes(type) ?? true) && (about.unit?.includes(id) ?? true);
}

/** Whether it is about one place only. */
export function isLocal({ about }: Statement): boolean {
  return about.column !== undefined || about.url !== undefined;
}

/** Whether a local statement is about this place. */
export function isAboutPlace(
  { about }: Statement,
  place: { readonly url?: string; readonly column?: { readonly path: readonly string[]; readonly url: string } },
): boolean {
  const path = `/${place.column?.path.join('/') ?? ''}`;
  const inColumn = about.column?.some((end) => path.endsWith(`/${end}`)) ?? true;
  const atUrl =
    about.url?.some((start) => [place.url, place.column?.url].some((url) => url?.startsWith(start))) ?? true;
  return inColumn && atUrl;
}

/** What the office made of the rules for this unit. */
export function ruleOverrides(statements: readonly Statement[]): Readonly<Record<string, RuleOverride>> {
  const merged: Record<string, RuleOverride> = {};
  for (const { says } of statements)
    for (const [id, change] of Object.entries(says.rules ?? {})) {
      const before = merged[id];
      const threshold = { ...before?.threshold, ...change.threshold };
      merged[id] = { ...before, ...defined(change), ...(Object.keys(threshold).length > 0 && { threshold }) };
    }
  return merged;
}

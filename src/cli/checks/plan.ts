import type { Planned } from '../../audit/run-check.ts';
import type { RuleBook, Situation } from '../../audit/standards.ts';
import type { Check, PortfolioCheck } from '../../contract/check.ts';
import type { Unit } from '../../contract/unit.ts';
import type { Day } from '../../lib/day.ts';
import { UserError } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';
import { isAbout, isAboutPlace, isLocal, ruleOverrides, type Statement } from '../config/statements.ts';
import type { KnownCheck, SomeCheck } from './known-check.ts';
import { refuseUnknown } from './known-checks.ts';
import { optionsOf } from './options.ts';

/** What one unit is judged by. */
export interface Plan {
  readonly checks: readonly Planned<Check>[];
  readonly situation: Situation;
}

/** Holds everything that the configuration says against the checks and rules that there are. Throws a UserError. */
export function refuseBadStatements(
  statements: readonly Statement[],
  all: readonly KnownCheck[],
  book: RuleBook,
): void {
  const checks = new Map(all.map(({ check }) => [check.id, check]));
  const ids = new Set(checks.keys());
  const general = statements.filter(({ about }) => Object.keys(about).length === 0);
  for (const statement of statements) {
    for (const id of Object.keys(statement.says.checks ?? {})) {
      refuseUnknown(id, ids, statement.at(['checks', id]));
      const check = checks.get(id);
      if (check) optionsOf(check, [...general, statement]);
    }
    for (const id of Object.keys(statement.says.rules ?? {})) refuseUnknownRule(id, book, statement.at(['rules', id]));
    (statement.says.adopt ?? []).forEach((id, index) => {
      refuseUnknownRule(id, book, statement.at(['adopt', index]));
    });
  }
  for (const { check, file } of all)
    if (check.basis !== undefined && !book.ids.has(check.basis))
      throw new UserError(`检查项 ${check.id} 的依据 ${check.basis} 不存在 (unknown basis)`, {
        where: { file: file ?? `checks/${check.family}/${check.id}.ts`, line: 1 },
      });
}

function refuseUnknownRule(id: string, { ids }: RuleBook, where: UserError['where']): void {
  if (ids.has(id)) return;
  const meant = nearest(id, ids);
  throw new UserError(`没有规则 ${id} (no such rule)`, {
    ...(where && { where }),
    ...(meant !== undefined && { hint: `是不是 ${meant}？(did you mean ${meant}?)` }),
  });
}

/** Settles which checks judge a unit, with which options, and by which rules. */
export function planUnit(unit: Unit, known: readonly KnownCheck[], statements: readonly Statement[], asOf: Day): Plan {
  const about = statements.filter((statement) => isAbout(statement, unit));
  const everywhere = about.filter((statement) => !isLocal(statement));
  const local = about.filter(isLocal);
  const checks = known.flatMap(({ check }): Planned<Check>[] => {
    if (check.scope !== 'site') return [];
    const options = optionsOf(check, everywhere);
    const here = local.filter(({ says }) => says.checks?.[check.id] !== undefined);
    if (here.length === 0) return options === 'off' ? [] : [{ check, options }];
    const optionsAt: Planned<Check>['optionsAt'] = (place) =>
      optionsOf(check, [...everywhere, ...here.filter((statement) => isAboutPlace(statement, place))]);
    return [{ check, options, optionsAt }];
  });
  return {
    checks,
    situation: { asOf, adopted: adoptedIn(everywhere), overrides: ruleOverrides(everywhere) },
  };
}

/** Settles the checks of all units together: what is said for some units only does not reach them. */
export function planPortfolio(
  known: readonly KnownCheck[],
  statements: readonly Statement[],
): readonly Planned<PortfolioCheck>[] {
  const general = statements.filter(({ about }) => Object.keys(about).length === 0);
  return known.flatMap(({ check }): Planned<PortfolioCheck>[] => {
    if (!isPortfolio(check)) return [];
    const options = optionsOf(check, general);
    return options === 'off' ? [] : [{ check, options }];
  });
}

function isPortfolio(check: SomeCheck): check is PortfolioCheck {
  return check.scope === 'portfolio';
}

/** Ids of the rules that the office made its own. */
function adoptedIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap(({ says }) => says.adopt ?? []);
}

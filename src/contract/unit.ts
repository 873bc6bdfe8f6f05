import type { Text } from '../lib/template.ts';

/** The id of a unit in the register. */
export type UnitId = string;

/** Every kind of body, in the order in which they are listed to a person. */
export const unitTypes = [
  'city',
  'county',
  'zone',
  'town',
  'department',
  'school',
  'kindergarten',
  'university',
  'hospital',
  'water',
  'gas',
  'heat',
  'power',
  'bus',
  'environment',
] as const;

/** What kind of body a unit is: which rules and which directory bind it. */
export type UnitType = (typeof unitTypes)[number];

/** Which URLs hold columns of a unit. An article that a row of such a column links to is read too, one step. */
export type Scope =
  | { readonly kind: 'host' | 'prefix' | 'domain' }
  | { readonly kind: 'columns'; readonly urls: readonly [string, ...string[]] };

/** Why a thing that is said of a unit is believed. What was guessed and is not `sure` accuses nobody. */
export interface Ground {
  readonly from: 'register' | 'command-line' | 'guess';
  readonly sure: boolean;
  /** In the words of a person: `主办单位为“示例县教育局”`. */
  readonly why: Text;
}

/** Who is audited. */
export interface Unit {
  readonly id: UnitId;
  readonly name: string;
  readonly type: UnitType;
  /** Administrative code of six digits; absent where it is not known. */
  readonly region?: string;
  readonly parent?: UnitId;
  /** The 行业主管部门. */
  readonly supervisor?: UnitId;
  readonly entry: readonly [string, ...string[]];
  readonly scope: Scope;
  readonly contact?: string;
  readonly grounds: { readonly name: Ground; readonly type: Ground; readonly region: Ground };
}

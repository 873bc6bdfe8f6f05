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

/** What a person calls each kind of body. */
export const unitTypeNames: Readonly<Record<UnitType, Text>> = {
  city: { zh: '市', en: 'city' },
  county: { zh: '县（市、区）', en: 'county' },
  zone: { zh: '开发区', en: 'zone' },
  town: { zh: '乡镇（街道）', en: 'town' },
  department: { zh: '部门', en: 'department' },
  school: { zh: '中小学', en: 'school' },
  kindergarten: { zh: '幼儿园', en: 'kindergarten' },
  university: { zh: '高校', en: 'university' },
  hospital: { zh: '医疗卫生机构', en: 'hospital' },
  water: { zh: '供水', en: 'water' },
  gas: { zh: '供气', en: 'gas' },
  heat: { zh: '供热', en: 'heat' },
  power: { zh: '供电', en: 'power' },
  bus: { zh: '公共交通', en: 'bus' },
  environment: { zh: '环境信息披露企业', en: 'environment' },
};

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

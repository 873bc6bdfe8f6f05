import { z } from 'zod';
import { unitTypes } from '../contract/unit.ts';
import { parseUrl } from '../lib/url.ts';

const url = z.string().refine(isWeb, '不是网址，写成 http://… (not a URL)');
const urls = z.union([url, z.array(url).min(1)]).transform((value) => (typeof value === 'string' ? [value] : value));

function isWeb(text: string): boolean {
  const parsed = parseUrl(text);
  return (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') && parsed.hostname !== '';
}

/** One unit as the register says it. What is absent is guessed from its site. */
export const unitRow = z.strictObject({
  id: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,79}$/u, '编号用字母、数字、. _ - (letters, digits, . _ -)'),
  name: z.string().min(1).optional(),
  type: z.enum(unitTypes).optional(),
  entry: urls,
  region: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((code) => /^[1-9]\d{5}$/.test(code), '行政区划代码为六位数字，加引号 (six digits, in quotes)')
    .optional(),
  parent: z.string().optional(),
  supervisor: z.string().optional(),
  scope: z.union([z.enum(['host', 'prefix', 'domain']), z.strictObject({ columns: z.array(url).min(1) })]).optional(),
  contact: z.string().optional(),
  overrides: z.record(z.string(), z.unknown()).optional(),
});
export type UnitRow = z.output<typeof unitRow>;

/** units.yaml. */
export const unitsFile = z.strictObject({ $schema: z.string().optional(), units: z.array(unitRow).min(1) });

/** The headers of a table, in both languages. */
export const headers: Readonly<Record<string, keyof UnitRow>> = {
  ...Object.fromEntries(Object.keys(unitRow.shape).map((key) => [key, key as keyof UnitRow])), // they are its keys
  编号: 'id',
  单位编号: 'id',
  名称: 'name',
  单位: 'name',
  单位名称: 'name',
  类型: 'type',
  单位类型: 'type',
  网址: 'entry',
  入口: 'entry',
  入口网址: 'entry',
  行政区划: 'region',
  行政区划代码: 'region',
  上级: 'parent',
  上级单位: 'parent',
  主管部门: 'supervisor',
  行业主管部门: 'supervisor',
  范围: 'scope',
  联系方式: 'contact',
  联系人: 'contact',
  配置: 'overrides',
};

/** What office staff write for a type. */
export const typeWords: Readonly<Record<string, (typeof unitTypes)[number]>> = {
  ...Object.fromEntries(unitTypes.map((type) => [type, type])),
  市: 'city',
  县: 'county',
  区: 'county',
  县区: 'county',
  开发区: 'zone',
  园区: 'zone',
  乡镇: 'town',
  镇: 'town',
  乡: 'town',
  街道: 'town',
  部门: 'department',
  学校: 'school',
  中小学: 'school',
  幼儿园: 'kindergarten',
  高校: 'university',
  大学: 'university',
  医院: 'hospital',
  供水: 'water',
  供气: 'gas',
  燃气: 'gas',
  供热: 'heat',
  供电: 'power',
  公交: 'bus',
  环保: 'environment',
  环境: 'environment',
};

import type { ElementSheet, Site } from '../../src/contract/site.ts';

/** A body's name as it is compared: without blanks and 人民政府. */
export function bareBody(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s()《》【】]/g, '')
    .replace(/人民政府$/, '');
}

/** The value of the first label that fits, where it is not blank. */
export function elementOf({ elements }: ElementSheet, label: RegExp): string | undefined {
  for (const [name, { value }] of elements) if (label.test(name) && value.trim() !== '') return value.trim();
  return undefined;
}

/** Every body has an office and sections of these names: they are told apart by whose they are. */
const INNER =
  /^(?:党政|行政|综合|政务|党委|机关)?(?:办公室|办|综合[科股处室]|秘书[科股处]|人事(?:教育)?[科股处]|财务[科股处室]|法规[科股处]|政策法规[科股处]|机关党委|.{1,6}[科股处室]|.{1,6}(?:大队|中心|站))$/;

const SECTIONS = /内设|下属|直属|所属|派出|科室|股室|岗位责任/;

/** Whose 机构职能 a sheet is: the name it gives; the only sheet of a site without a name is the unit's own. */
export function bodyOf(sheet: ElementSheet, site: Site): string | undefined {
  const named = elementOf(sheet, /^(?:机构|单位|部门)(?:名称|全称)$/);
  if (named !== undefined)
    return INNER.test(bareBody(named)) ? bareBody(site.unit.name) + bareBody(named) : bareBody(named);
  // A table of sections and stations gives their heads and telephones, not those of the body.
  if (SECTIONS.test(sheet.title)) return undefined;
  const sheets = site.sheets.filter(({ of }) => of === 'organisation');
  return sheets.length === 1 ? bareBody(site.unit.name) : undefined;
}

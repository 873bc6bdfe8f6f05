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

/** Whose 机构职能 a sheet is: the name it gives; the only sheet of a site without a name is the unit's own. */
export function bodyOf(sheet: ElementSheet, site: Site): string | undefined {
  const named = elementOf(sheet, /^(?:机构|单位|部门)(?:名称|全称)$/);
  if (named !== undefined) return bareBody(named);
  const sheets = site.sheets.filter(({ of }) => of === 'organisation');
  return sheets.length === 1 ? bareBody(site.unit.name) : undefined;
}

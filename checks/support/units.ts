import type { Site } from '../../src/contract/site.ts';
import type { UnitType } from '../../src/contract/unit.ts';

/** Whom the rules for government sites (gov_site) bind; never schools, hospitals or enterprises. */
export const government = ['city', 'county', 'zone', 'town', 'department'] as const satisfies readonly UnitType[];

/** 公共企事业单位. */
export const enterprises = [
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
] as const satisfies readonly UnitType[];

/** Everybody: whom the rules on persons and words bind. */
export const everyone = [...government, ...enterprises] as const satisfies readonly UnitType[];

/**
 * Whether the unit answers for the site as such: its labels, footer, domain, search. A unit that is some columns, or a
 * part, of a shared platform does not: these are the platform's.
 */
export function ownsSite({ unit, entry }: Site): boolean {
  return entry.state === 'read' && (unit.scope.kind === 'host' || unit.scope.kind === 'domain');
}

/** Whether a host is no public name: an address, or a name kept for tests and inner networks. Nothing is said of those. */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || name.startsWith('[')) return true;
  return !name.includes('.') || /\.(?:test|example|invalid|localhost|local|lan|internal|home|arpa)$/.test(name);
}

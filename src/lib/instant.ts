import { dayInChina, daysBetween, parseDay, type Day } from './day.ts';

const shape = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?\d{0,9}(Z|[+-]\d{2}:\d{2})$/;
const epoch = parseDay('1970-01-01');

/** Milliseconds since 1970 UTC of an ISO instant; undefined for any other text. */
export function millisOfInstant(iso: string): number | undefined {
  const [, date = '', hour, minute, second, fraction = '', zone = 'Z'] = shape.exec(iso) ?? [];
  const day = parseDay(date);
  if (day === undefined || epoch === undefined) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) - zoneSeconds(zone);
  return daysBetween(epoch, day) * 86_400_000 + seconds * 1000 + Number(fraction.padEnd(3, '0'));
}

/** The civil day in China of an ISO instant, by a clock that is `offsetMs` ahead; undefined for any other text. */
export function dayOfInstant(iso: string, offsetMs = 0): Day | undefined {
  const millis = millisOfInstant(iso);
  return millis === undefined ? undefined : dayInChina(millis + offsetMs);
}

function zoneSeconds(zone: string): number {
  if (zone === 'Z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

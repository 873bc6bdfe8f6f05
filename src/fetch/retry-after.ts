/** Longer than this nobody waits within one run. */
export const retryAfterCapMs = 120_000;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekday = '(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?';
const clock = String.raw`(\d{2}):(\d{2}):(\d{2})`;
/** The three forms of RFC 9110, 5.6.7: all of them UTC. */
const imf = new RegExp(String.raw`^${weekday}, (\d{2}) (\w{3}) (\d{4}) ${clock} GMT$`);
const rfc850 = new RegExp(String.raw`^${weekday}, (\d{2})-(\w{3})-(\d{2}) ${clock} GMT$`);
const asctime = new RegExp(String.raw`^${weekday} (\w{3}) ([ \d]\d) ${clock} (\d{4})$`);

/** An HTTP date as ms since 1970; undefined where the text is none. `now` settles the century of two-digit years. */
export function httpDate(text: string, now: number): number | undefined {
  const fixed = imf.exec(text);
  if (fixed !== null) return instant([fixed[3], fixed[2], fixed[1], fixed[4], fixed[5], fixed[6]]);
  const ansi = asctime.exec(text);
  if (ansi !== null) return instant([ansi[6], ansi[1], ansi[2], ansi[3], ansi[4], ansi[5]]);
  const old = rfc850.exec(text);
  if (old === null) return undefined;
  const thisYear = new Date(now).getUTCFullYear();
  const near = thisYear - (thisYear % 100) + Number(old[3]);
  const year = near > thisYear + 50 ? near - 100 : near; // more than 50 years ahead means the past
  return instant([String(year), old[2], old[1], old[4], old[5], old[6]]);
}

function instant(parts: readonly (string | undefined)[]): number | undefined {
  const [year, month = '', day, hour, minute, second] = parts;
  const at = months.indexOf(month);
  if (at < 0) return undefined;
  return Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute), Number(second));
}

/**
 * What a `Retry-After` asks for, in ms from `now`, never more than the cap. Undefined where it says nothing that
 * RFC 9110 knows: whoever waits then keeps his own time.
 */
export function retryAfterMs(header: string, now: number): number | undefined {
  const text = header.replace(/^[ \t]+|[ \t]+$/g, '');
  if (/^[0-9]{1,64}$/.test(text)) return Math.min(Number(text) * 1_000, retryAfterCapMs);
  const at = httpDate(text, now);
  return at === undefined || Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), retryAfterCapMs);
}

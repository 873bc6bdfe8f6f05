import type { Page } from '../../src/contract/page.ts';

/** A label of a telephone that stands alone on its line. */
const LABEL = /^((?:[\u4e00-\u9fff]{0,8})(?:电话|热线|电话号码|联系方式))[：:]?$/;
/** Whatever may be dialled, or tells where else to turn: an extension, a short number, an address of mail. */
const REACHED = /\d{3,}|转\d|@/;

/**
 * The label of a telephone with nothing behind it, on a page that shows no other number at all; `undefined` where any
 * number stands, or where a picture may hold it.
 */
export function blankPhone({ mainText, tables, fields, media, attachments }: Page): string | undefined {
  if (media.images + media.videos + attachments.length > 0) return undefined;
  const lines = mainText.slice(0, 20_000).split('\n').map(squeeze);
  const cells = tables.flatMap(({ rows }) => rows).map((row) => row.map(squeeze));
  const told = [...lines, ...cells.flat(), ...fields.map(({ value }) => value)].map(withoutHours);
  if (told.some((words) => REACHED.test(words))) return undefined;
  const alone = lines.find((line) => /[：:]$/.test(line) && LABEL.test(line));
  const pair = cells.find(([label = '', value, ...more]) => value === '' && more.length === 0 && LABEL.test(label));
  const field = fields.find(({ label, value }) => LABEL.test(squeeze(label)) && squeeze(value) === '');
  const label = alone ?? pair?.[0] ?? (field && squeeze(field.label));
  return label?.replace(/[：:]$/, '');
}

function squeeze(words: string): string {
  return words.replace(/[\s\u3000\u200b]/g, '').slice(0, 300);
}

/** Days, hours, and numbers of a house are no telephones. */
function withoutHours(words: string): string {
  return words.replace(/(?:19|20)\d{2}年|\d{1,4}(?:号|楼|室|路)|\d{1,2}[:：]\d{2}/g, '');
}

/** Whether the digits pass the Luhn sum (ISO/IEC 7812), as the numbers of bank cards do. */
export function passesLuhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** A number of 16 to 19 digits that may be a bank card, as it stands in a text. */
export interface CardNumber {
  /** Digits only. */
  readonly number: string;
  readonly start: number;
  readonly end: number;
}

/** In one piece, or in groups of four with one blank or hyphen between. */
const SHAPE = /(?<![0-9A-Za-z*.-])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z*])/g;
/** What cards of Chinese banks begin with: 62 (UnionPay), 4, 5, 35, 37 (international), and old 9558, 9559, 6013 … */
const ISSUER = /^(?:62|4|5[1-5]|35|37|60|69|9558|9559|95599)/;

/** Numbers that pass the Luhn sum and begin as cards do. One random number in ten passes the sum: context must decide. */
export function findCardNumbers(text: string): readonly CardNumber[] {
  return [...text.matchAll(SHAPE)].flatMap((match) => {
    const number = match[0].replace(/[ -]/g, '');
    return ISSUER.test(number) && passesLuhn(number)
      ? [{ number, start: match.index, end: match.index + match[0].length }]
      : [];
  });
}

/** Shows the first four and the last four digits. */
export function maskCardNumber(number: string): string {
  return `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`;
}

const EXTENSION = /(?:转|ext\.?)\d{1,5}$|(?<=\d{7})-\d{1,5}$/i;

/**
 * Whether the text is one Chinese telephone number that can be dialled: a mobile, a fixed line with or without its area
 * code and extension, a service number (400, 800, 95xxx, 12345). Blanks, hyphens and brackets do not matter.
 */
export function isPhone(text: string): boolean {
  const number = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[—–]/g, '-')
    .replace(/^\+?86-?(?=[01])/, '');
  return isDialled(number) || isDialled(number.replace(EXTENSION, ''));
}

function isDialled(number: string): boolean {
  const digits = number.replace(/[()-]/g, '');
  return (
    /^1[3-9]\d{9}$/.test(digits) ||
    /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/.test(digits) ||
    /^[2-9]\d{6,7}$/.test(digits) ||
    /^[48]00\d{7}$/.test(digits) ||
    /^(?:1[12]\d|100\d\d|1[12]\d{3}|9[56]\d{3,6})$/.test(digits)
  );
}

/** Fixed lines with or without area code, mobiles, 400 and 800 numbers, hotlines. */
const NUMBER =
  /(?<![\d.])(?:\(?0\d{2,3}\)?[-—–\s]{0,3}[2-9]\d{6,7}|1[3-9]\d{9}|[48]00-?\d{3,4}-?\d{3,4}|[2-9]\d{6,7}|12\d{3}|9[56]\d{3,6})(?!\d)/g;

/** The telephone numbers of a text, digits only, each once. */
export function phonesIn(text: string): readonly string[] {
  const plain = text.slice(0, 2000).normalize('NFKC');
  return [...new Set([...plain.matchAll(NUMBER)].map(([number]) => number.replace(/\D/g, '')))];
}

/** Whether two numbers (digits only) are one: where one lacks its area code, the rest decides. */
export function samePhone(a: string, b: string): boolean {
  if (a === b) return true;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return (
    long.startsWith('0') &&
    !short.startsWith('0') &&
    short.length >= 7 &&
    long.endsWith(short) &&
    long.length - short.length <= 4
  );
}

/** Whether two sets of numbers have none in common. */
export function differ(ones: readonly string[], others: readonly string[]): boolean {
  return !ones.some((one) => others.some((other) => samePhone(one, other)));
}

/**
 * The 文号 in a text, in normal form: 〔〕 brackets, no blanks, no leading zeros (皖政办〔2024〕2号); undefined where there
 * is none. A skeleton (〔〕号) is none.
 */
export function normalNumber(text: string): string | undefined {
  const match = numberShape.exec(
    text
      .normalize('NFKC')
      .replace(/[\s\u3000]/g, '')
      .slice(0, 400),
  );
  return match === null ? undefined : format(match);
}

const shape =
  '([\\u3400-\\u9fff][\\u3400-\\u9fffA-Za-z]{0,15})[〔【\\[(（〈<﹝﹙]((?:19|20)\\d{2})年?[〕】\\])）〉>﹞﹚](?:第)?(\\d{1,5})号';
const numberShape = new RegExp(shape);

function format(match: RegExpExecArray): string {
  const [, letters = '', year = '', count = ''] = match;
  return `${trimLetters(letters)}〔${year}〕${Number(count)}号`;
}

/** A sentence that runs into the number (根据皖政办〔2024〕2号) is not part of it. */
function trimLetters(letters: string): string {
  return (
    letters.replace(
      /^.{0,12}(?:根据|按照|依据|关于|印发|转发|贯彻|落实|执行|以及|文件|通知|文号|字号|意见|办法|废止|和|及|与|为|的|以)/,
      '',
    ) || letters
  );
}

/** All 文号 that a text names, in normal form, each once; the first 200,000 characters are read. */
export function numbersIn(text: string): readonly string[] {
  const plain = text
    .slice(0, 200_000)
    .normalize('NFKC')
    .replace(/[ \t\u3000]/g, '');
  const found = new Set<string>();
  for (const match of plain.matchAll(new RegExp(shape, 'g'))) found.add(format(match));
  return [...found];
}

// eslint-disable-next-line no-control-regex -- control characters are what is taken out
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from the web made safe to print: no control characters, no escapes, nothing that turns the direction of writing. */
export function plain(text: string): string {
  return text.replace(unsafe, ' ').toWellFormed();
}

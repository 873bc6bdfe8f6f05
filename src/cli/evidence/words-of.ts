import type { Fetched } from '../../contract/capture.ts';
import { pageReader } from '../run/doors.ts';

/** A stored page as text and as it was sent: a quote may stand in the head of the page, or in a file. */
export async function wordsOf(capture: Fetched, bytes: Uint8Array): Promise<readonly string[]> {
  const { url, contentType, mode } = capture;
  const reading = await (await pageReader()).readPage({ bytes, url, contentType, mode });
  const { rows, fields, metas, title = '' } = reading;
  return [
    reading.text,
    new TextDecoder(reading.encoding.name).decode(bytes),
    [title, ...rows.map((row) => `${row.title}${row.date?.quote ?? ''}`)].join('\n'),
    [...fields, ...metas.map(({ name, content }) => ({ label: name, value: content }))]
      .map(({ label, value }) => `${label}${value}`)
      .join('\n'),
  ];
}

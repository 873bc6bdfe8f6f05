import { SaxesParser } from 'saxes';
import type { FileCaps } from './caps.ts';
import { GaveUp } from './gave-up.ts';
import type { Outcome } from './outcome.ts';
import { unpack } from './unpack.ts';

/** A piece of text with its place on the page, in millimetres from the top left. */
interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** An OFD (GB/T 33190): an archive of XML, in which each page places its pieces of text. */
export function readOfd(bytes: Uint8Array, caps: FileCaps): Outcome {
  const { entries } = unpack(bytes, caps, (name) => /\.xml$/i.test(name));
  const files = new Map([...entries].map(([name, content]) => [normal(name), content] as const));
  const pages: string[] = [];
  let length = 0;
  for (const document of locations(files.get('OFD.xml'), 'DocRoot', '')) {
    for (const path of locations(files.get(document), 'Page', folderOf(document), 'BaseLoc')) {
      if (pages.length >= caps.pages) throw new GaveUp(`more than ${caps.pages} pages`);
      const text = linesOf(piecesOf(files.get(path)));
      pages.push(text);
      length += text.length;
      if (length > caps.characters) throw new GaveUp(`more than ${caps.characters} characters`);
    }
  }
  const text = pages.join('\n').trim();
  if (text === '')
    throw new GaveUp(pages.length === 0 ? 'damaged OFD: no page' : 'no text: pictures, or letters without names');
  return { text, tables: [], pages: pages.length };
}

function normal(name: string): string {
  const parts: string[] = [];
  for (const part of name.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Where the elements of this name point: in their text, or in an attribute. */
function locations(xml: Uint8Array | undefined, element: string, base: string, attribute?: string): readonly string[] {
  const found: string[] = [];
  let text: string | undefined;
  parse(xml, {
    open(name, attributes) {
      if (name !== element) return;
      if (attribute === undefined) text = '';
      else if (attributes[attribute] !== undefined) found.push(attributes[attribute]);
    },
    text(piece) {
      if (text !== undefined) text += piece;
    },
    close(name) {
      if (name !== element || text === undefined) return;
      found.push(text.trim());
      text = undefined;
    },
  });
  return found.map((path) => normal(path.startsWith('/') ? path : `${base}${path}`));
}

interface Events {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (piece: string) => void;
  readonly close: (name: string) => void;
}

/** Entities other than XML's own are not expanded, so that nothing can swell. A file that breaks off gives what it gave. */
function parse(xml: Uint8Array | undefined, events: Events): void {
  if (xml === undefined) return;
  const parser = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }) => {
    events.open(local(name), attributes);
  });
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  parser.on('closetag', ({ name }) => {
    events.close(local(name));
  });
  parser.on('error', () => undefined);
  parser.write(new TextDecoder().decode(xml)).close();
}

function piecesOf(xml: Uint8Array | undefined): readonly Piece[] {
  const pieces: Piece[] = [];
  let origin = { x: 0, y: 0, size: 4 };
  let code: { x: number; y: number; text: string } | undefined;
  parse(xml, {
    open(name, attributes) {
      if (name === 'TextObject') {
        const [x = 0, y = 0] = numbers(attributes['Boundary']);
        origin = { x, y, size: numbers(attributes['Size'])[0] ?? 4 };
      } else if (name === 'TextCode') {
        code = { x: numbers(attributes['X'])[0] ?? 0, y: numbers(attributes['Y'])[0] ?? 0, text: '' };
      }
    },
    text(piece) {
      if (code !== undefined) code.text += piece;
    },
    close(name) {
      if (name !== 'TextCode' || code === undefined) return;
      pieces.push({ text: code.text, x: origin.x + code.x, y: origin.y + code.y, size: origin.size });
      code = undefined;
    },
  });
  return pieces;
}

function numbers(text: string | undefined): readonly number[] {
  return (text ?? '')
    .split(/\s+/)
    .map(Number)
    .filter((value) => Number.isFinite(value));
}

/** Pieces of one height are a line, from left to right; lines from the top. */
function linesOf(pieces: readonly Piece[]): string {
  const lines: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    const top = line?.[0];
    if (line === undefined || top === undefined || piece.y - top.y > Math.max(1, top.size * 0.4)) lines.push([piece]);
    else line.push(piece);
  }
  return lines
    .map((line) =>
      [...line]
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join('')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
}

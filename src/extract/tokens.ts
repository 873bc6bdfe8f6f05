import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';
import { html, Token, Tokenizer, TokenizerMode } from 'parse5';
import {
  behindGreater,
  commentEnd,
  isBlank,
  isLetter,
  lowerAscii,
  nameEnd,
  rawEnd,
  readTagRest,
  scriptEnd,
  SLASH,
  type TagRest,
} from './markup.ts';

/**
 * Gives the parser of parse5 its tokens, half as dear as its own tokenizer, which looks at one character after the other:
 * here whole stretches are cut out of the text. The tree is the same, which the tests hold to parse5 itself. A class,
 * because the parser tells its tokenizer by its fields in which mode to go on.
 */
export class Tokens extends Tokenizer {
  readonly #isFull: () => boolean;

  constructor(handler: ConstructorParameters<typeof Tokenizer>[1], isFull: () => boolean) {
    super({}, handler);
    this.#isFull = isFull;
  }

  /** The whole text, once, as far as the tree has room for it. */
  override write(text: string): void {
    if (text.includes('\0'))
      super.write(text, true); // no page has it; every mode treats it in a way of its own
    else this.readAll(text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text);
  }

  private readAll(text: string): void {
    let from = 0; // of the characters that are still to be handed over
    let at = 0;
    while (at < text.length) {
      at = text.indexOf('<', at);
      if (at < 0) break;
      if (this.#isFull()) {
        from = text.length;
        break;
      }
      const code = text.charCodeAt(at + 1);
      if (isLetter(code)) {
        this.characters(text, from, at);
        from = at = this.startTag(text, at + 1);
      } else if (code === SLASH && isLetter(text.charCodeAt(at + 2))) {
        this.characters(text, from, at);
        from = at = this.endTag(text, at + 2);
      } else if (code === 33 || code === 63 || (code === SLASH && at + 2 < text.length)) {
        this.characters(text, from, at);
        from = at = this.declaration(text, at, code);
      } else {
        at += 1; // a character like others
      }
    }
    this.characters(text, from, text.length);
    this.handler.onEof({ type: Token.TokenType.EOF, location: null });
  }

  private characters(text: string, from: number, to: number): void {
    if (from < to) this.emit(decoded(text.slice(from, to)));
  }

  /** Blanks that come first are tokens of their own: many places ignore them. */
  private emit(chars: string): void {
    let lead = 0;
    while (isBlank(chars.charCodeAt(lead))) lead += 1;
    const { CHARACTER, WHITESPACE_CHARACTER } = Token.TokenType;
    if (lead > 0) {
      const blanks = lead === chars.length ? chars : chars.slice(0, lead);
      this.handler.onWhitespaceCharacter({ type: WHITESPACE_CHARACTER, chars: blanks, location: null });
    }
    if (lead < chars.length) {
      this.handler.onCharacter({ type: CHARACTER, chars: lead === 0 ? chars : chars.slice(lead), location: null });
    }
  }

  private startTag(text: string, from: number): number {
    const token = tagToken(Token.TokenType.START_TAG);
    const end = readTag(text, from, token);
    if (end < 0) return text.length;
    this.lastStartTagName = token.tagName;
    this.handler.onStartTag(token);
    return this.state === TokenizerMode.DATA ? end : this.rawText(text, end, token.tagName);
  }

  private endTag(text: string, from: number): number {
    const token = tagToken(Token.TokenType.END_TAG);
    const end = readTag(text, from, token);
    if (end < 0) return text.length;
    this.handler.onEndTag(token);
    return end;
  }

  /** What the start tag of a script, a style, a title and their like leads to: characters up to its end tag. */
  private rawText(text: string, from: number, name: string): number {
    const mode = this.state;
    this.state = TokenizerMode.DATA;
    const to =
      mode === TokenizerMode.PLAINTEXT
        ? text.length
        : mode === TokenizerMode.SCRIPT_DATA
          ? scriptEnd(text, from)
          : rawEnd(text, from, name);
    if (from < to) this.emit(mode === TokenizerMode.RCDATA ? decoded(text.slice(from, to)) : text.slice(from, to));
    return to;
  }

  /** Comments, doctypes, CDATA, and what only looks like a tag. */
  private declaration(text: string, at: number, code: number): number {
    if (code === 33 && text.startsWith('--', at + 2)) return this.comment(commentEnd(text, at + 4));
    if (code === 33 && /^doctype/i.test(text.slice(at + 2, at + 9))) {
      const { DOCTYPE } = Token.TokenType;
      // Which one is no matter: the tree is built in one mode.
      this.handler.onDoctype({
        type: DOCTYPE,
        name: 'html',
        forceQuirks: false,
        publicId: null,
        systemId: null,
        location: null,
      });
      return behindGreater(text, at);
    }
    if (this.inForeignNode && text.startsWith('![CDATA[', at + 1)) {
      const end = text.indexOf(']]>', at + 9);
      const to = end < 0 ? text.length : end;
      if (at + 9 < to) this.emit(text.slice(at + 9, to));
      return end < 0 ? to : to + 3;
    }
    if (code === SLASH && text.charCodeAt(at + 2) === 62) return at + 3; // `</>` is nothing at all
    return this.comment(behindGreater(text, at));
  }

  private comment(end: number): number {
    this.handler.onComment({ type: Token.TokenType.COMMENT, data: '', location: null });
    return end;
  }
}

function decoded(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

function tagToken(type: Token.TagToken['type']): Token.TagToken {
  return {
    type,
    tagName: '',
    tagID: html.TAG_ID.UNKNOWN,
    selfClosing: false,
    ackSelfClosing: false,
    attrs: [],
    location: null,
  };
}

/** Reads a tag from its name on; gives back the offset behind it, or -1 where the text ends within it. */
function readTag(text: string, from: number, token: Token.TagToken): number {
  const named = nameEnd(text, from);
  token.tagName = lowerAscii(text.slice(from, named));
  token.tagID = html.getTagID(token.tagName);
  if (text.charCodeAt(named) === 62) return named + 1;
  const rest: TagRest = { attributes: token.attrs, selfClosing: false };
  const end = readTagRest(text, named, rest);
  token.selfClosing = rest.selfClosing;
  for (const attribute of token.attrs) {
    attribute.name = lowerAscii(attribute.name);
    if (attribute.value.includes('&')) attribute.value = decodeHTMLAttribute(attribute.value);
  }
  if (token.attrs.length > 1) token.attrs = firstOfEachName(token.attrs);
  return end;
}

const FEW = 32;

/** Of several attributes of one name the first holds. */
function firstOfEachName(attributes: Token.Attribute[]): Token.Attribute[] {
  if (attributes.length > FEW) return withoutRepeats(attributes);
  for (let index = 1; index < attributes.length; index += 1) {
    for (let before = 0; before < index; before += 1) {
      if (attributes[before]?.name === attributes[index]?.name) return withoutRepeats(attributes);
    }
  }
  return attributes;
}

function withoutRepeats(attributes: Token.Attribute[]): Token.Attribute[] {
  const names = new Set<string>();
  return attributes.filter(({ name }) => names.size < names.add(name).size);
}

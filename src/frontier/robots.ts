import { Buffer } from 'node:buffer';

/** What a robots.txt says, asked by product token (`duwang`), not by the whole User-Agent. */
export interface Robots {
  /** Whether this agent may ask for the URL: the longest rule wins, Allow before Disallow where two are equal. */
  readonly allows: (url: string, agent: string) => boolean;
  /** The gap that it asks for, in ms; undefined where it asks for none. */
  readonly crawlDelayMs: (agent: string) => number | undefined;
  /** As written: they may be relative, and lie on another host. */
  readonly sitemaps: readonly string[];
  /** The file is a web page (an error text, a front page): it forbids nothing, and that is worth a warning. */
  readonly isPage: boolean;
}

interface Rule {
  readonly allow: boolean;
  /** Pieces between the stars, as bytes with escapes. */
  readonly pieces: readonly string[];
  readonly anchored: boolean;
  readonly length: number;
}

interface Group {
  readonly agents: Set<string>;
  readonly rules: Rule[];
}

/** What binds one agent. */
interface Binding {
  readonly rules: readonly Rule[];
  readonly delayMs: number | undefined;
}

/** RFC 9309 asks for 500 KiB at least. */
const robotsBytes = 1024 * 1024;
const lineChars = 16_664;
const mostSitemaps = 1_000;
const anyone = '*';

/**
 * Reads a robots.txt as RFC 9309 and Google's parser read it: any line end, a BOM, typos in the keys, bytes of any
 * charset. Total: whatever the bytes are, there is an answer.
 */
export function parseRobots(input: Uint8Array | string): Robots {
  const text = latin1(typeof input === 'string' ? new TextEncoder().encode(input) : input);
  const file = new Reader();
  for (const line of text.split(/\r\n|[\r\n]/)) file.line(line.slice(0, lineChars));
  const bindings = new Map<string, Binding>();
  const bindingOf = (agent: string): Binding => {
    const key = agent.toLowerCase();
    const binding = bindings.get(key) ?? bind(file, key);
    bindings.set(key, binding);
    return binding;
  };
  return {
    allows: (url, agent) => isAllowed(bindingOf(agent).rules, pathOf(url)),
    crawlDelayMs: (agent) => bindingOf(agent).delayMs,
    sitemaps: file.sitemaps,
    isPage: /^\s{0,64}(?:<!doctype html|<html|<head|<body|<\?xml)/i.test(text.slice(0, 512)),
  };
}

/** The bytes as chars, one each; UTF-16 becomes UTF-8 first, a BOM (or what is left of one) goes. */
function latin1(all: Uint8Array): string {
  const bytes = all.subarray(0, robotsBytes);
  const [first, second] = bytes;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const utf8 = wide
    ? new TextEncoder().encode(new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes))
    : bytes;
  return Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength)
    .toString('latin1')
    .replace(/^\xef(?:\xbb\xbf?)?/, '');
}

/** Takes the lines one by one. */
class Reader {
  readonly groups: Group[] = [];
  readonly delays = new Map<string, number>();
  readonly sitemaps: string[] = [];
  #open: Group | undefined;
  #ruled = false;
  #delayed: string[] = [];
  #delayGiven = false;

  line(raw: string): void {
    const found = keyValue(raw);
    if (found === undefined) return;
    const [key, value] = found;
    if (/^user[- ]?agent/i.test(key)) this.#agent(value);
    else if (/^(?:disallow|dissallow|dissalow|disalow|diasllow|disallaw)/i.test(key)) this.#rule(value, false);
    else if (/^allow/i.test(key)) this.#rule(value, true);
    else if (/^crawl-?delay/i.test(key)) this.#delay(value);
    else if (/^site-?map/i.test(key) && this.sitemaps.length < mostSitemaps) this.sitemaps.push(escapeBytes(value));
  }

  #agent(value: string): void {
    const name = /^\*(?:\s|$)/.test(value) ? anyone : (/^[a-z_-]*/i.exec(value)?.[0] ?? '').toLowerCase();
    if (this.#open === undefined || this.#ruled) {
      this.#open = { agents: new Set(), rules: [] };
      this.groups.push(this.#open);
      this.#ruled = false;
      this.#delayed = [];
    }
    if (this.#delayGiven) this.#delayed = [];
    this.#delayGiven = false;
    this.#open.agents.add(name);
    this.#delayed.push(name);
  }

  #rule(value: string, allow: boolean): void {
    if (this.#open === undefined) return; // a rule for nobody
    this.#ruled = true;
    this.#open.rules.push(ruleOf(value, allow));
    // Google: who allows the default page allows its folder.
    if (allow && value.includes('/index.htm'))
      this.#open.rules.push(ruleOf(value.replace(/\/index\.htm.*$/, '/$'), true));
  }

  /** Crawl-delay is no part of the RFC: it ends no group, and binds the agents named since the last one. */
  #delay(value: string): void {
    const seconds = /^\d{1,9}(?:\.\d{0,9})?$|^\.\d{1,9}$/.test(value) ? Number(value) : undefined;
    if (seconds === undefined) return;
    this.#delayGiven = true;
    for (const agent of this.#delayed) this.delays.set(agent, Math.max(seconds * 1_000, this.delays.get(agent) ?? 0));
  }
}

const blank = /^[ \t\v\f]+|[ \t\v\f]+$/g;

/** Key and value of a line; a blank does for the colon where there are just two words. */
function keyValue(raw: string): readonly [string, string] | undefined {
  const line = (raw.split('#', 1)[0] ?? '').replace(blank, '');
  const colon = line.indexOf(':');
  if (colon > 0) return [line.slice(0, colon).replace(blank, ''), line.slice(colon + 1).replace(blank, '')];
  const words = colon === 0 ? [] : line.split(/[ \t]+/, 3);
  const [key, value] = words;
  return words.length === 2 && key !== undefined && value !== undefined ? [key, value] : undefined;
}

/** Bytes beyond ASCII as escapes, escapes in capitals: as URLs are written. */
function escapeBytes(text: string): string {
  return text
    .replace(/[\x80-\xff]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
    .replace(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase());
}

function ruleOf(value: string, allow: boolean): Rule {
  const pattern = escapeBytes(value);
  const anchored = pattern.endsWith('$');
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  return { allow, anchored, pieces, length: pattern.length };
}

function bind(file: Reader, agent: string): Binding {
  const own = file.groups.filter((group) => group.agents.has(agent) && agent !== anyone);
  const groups = own.length > 0 ? own : file.groups.filter((group) => group.agents.has(anyone));
  return {
    rules: groups.flatMap((group) => group.rules),
    delayMs: file.delays.get(own.length > 0 ? agent : anyone),
  };
}

function isAllowed(rules: readonly Rule[], path: string): boolean {
  let allowed = 0;
  let disallowed = 0;
  for (const rule of rules) {
    if (rule.length <= (rule.allow ? allowed : disallowed) || !matches(rule, path)) continue;
    if (rule.allow) allowed = rule.length;
    else disallowed = rule.length;
  }
  return disallowed <= allowed;
}

/** Each piece at its first place after the one before: for stars that is as good as trying all, and linear. */
function matches({ pieces, anchored }: Rule, path: string): boolean {
  const [head = '', ...rest] = pieces;
  if (!path.startsWith(head)) return false;
  let at = head.length;
  const last = anchored ? rest.pop() : undefined;
  if (anchored && last === undefined) return at === path.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return last === undefined || (path.length - last.length >= at && path.endsWith(last));
}

/** Path, parameters and query of a URL, absolute or not, without its fragment. */
function pathOf(url: string): string {
  const from = url.startsWith('//') ? 2 : 0;
  const early = searchFrom(url, /[/?;]/, from);
  const scheme = url.indexOf('://', from);
  const authority = scheme < 0 || (early >= 0 && early < scheme) ? from : scheme + 3;
  const start = searchFrom(url, /[/?;]/, authority);
  const hash = url.indexOf('#', from);
  if (start < 0 || (hash >= 0 && hash < start)) return '/';
  const path = url.slice(start, hash < 0 ? undefined : hash);
  return path.startsWith('/') ? path : `/${path}`;
}

function searchFrom(text: string, pattern: RegExp, from: number): number {
  const at = text.slice(from).search(pattern);
  return at < 0 ? at : at + from;
}

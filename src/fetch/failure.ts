import type { FailReason } from '../contract/capture.ts';

import { privateAddress } from './guard.ts';

/** How far an exchange had come when it failed. */
export type Phase = 'connecting' | 'waiting' | 'receiving';

/** A failure before anything is made of it: `code` is the machine's own word, for whoever decides on a second try. */
export interface Trouble {
  readonly reason: FailReason | 'private-address' | 'interrupted';
  readonly code: string;
  readonly detail: string;
}

/** The code that the machine gives an error, or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The machine's codes and what they mean before any byte of an answer came. */
const meanings: readonly (readonly [RegExp, Trouble['reason']])[] = [
  [new RegExp(`^${privateAddress}$`), 'private-address'],
  [/^(?:ENOTFOUND|ENODATA|ESERVFAIL|EAI_\w+|ENONAME|EBADNAME|EREFUSED|ENOTIMP)$/, 'dns'],
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/, 'refused'],
  [/^UND_ERR_ABORTED$/, 'refused'], // by the proxy
  // Our own machine has no socket left: nothing is known of the host, and nothing is said of it.
  [/^(?:EMFILE|ENFILE|ENOBUFS|ENOMEM)$/, 'interrupted'],
  [/^UND_ERR_CONNECT_TIMEOUT$/, 'connect-timeout'],
  [/^(?:ERR_TLS|ERR_SSL|CERT|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|ERROR_IN|CRL)_\w+$/, 'tls'],
  [/^(?:HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EPROTO|UND_ERR_PRX_TLS)$/, 'tls'],
  [/^(?:HPE_\w+|UND_ERR_HEADERS_OVERFLOW|UND_ERR_INVALID_ARG)$/, 'protocol'],
];
/** TLS that ended before it began: Node gives it the code of a plain reset. */
const handshake = /before secure TLS connection|tlsv1 alert|SSL routines/i;

/** Names the fault of a connection or of what came over it. */
export function troubleOf(error: Error, phase: Phase): Trouble {
  const code = codeOf(error);
  const detail = code === '' || error.message.includes(code) ? error.message : `${code}: ${error.message}`;
  return { reason: reasonOf(error, code, phase), code, detail };
}

function reasonOf({ name, message }: Error, code: string, phase: Phase): Trouble['reason'] {
  if (name === 'HTTPParserError') return phase === 'receiving' && message.includes('EOF') ? 'incomplete' : 'protocol';
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return phase === 'receiving' ? 'incomplete' : 'protocol';
  const meant = meanings.find(([pattern]) => pattern.test(code))?.[1];
  if (meant !== undefined) return meant;
  if (/^bad (?:response|upgrade)$/.test(message)) return 'protocol';
  if (phase === 'receiving') return 'incomplete';
  if (phase === 'connecting' && handshake.test(message)) return 'tls';
  return phase === 'connecting' && code === 'ETIMEDOUT' ? 'connect-timeout' : 'reset';
}

/** Text of a server or of the machine, fit for a terminal and a report: one line, no controls, not long. */
export function printable(text: string): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .toWellFormed();
  return clean.length > 200 ? `${clean.slice(0, 199).toWellFormed()}…` : clean;
}

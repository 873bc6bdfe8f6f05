/** How long and how much of one answer is waited for. Times in ms, sizes in bytes. */
export interface Limits {
  /** Name, address and, for https, handshake. */
  readonly connectMs: number;
  /** From the request sent to the end of the headers. Interim answers (1xx) do not stop this clock. */
  readonly firstByteMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** One exchange, from its start to its last byte. A chase of redirects has at most twice as much. */
  readonly totalMs: number;
  /** Of a body, as received and decoded. */
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly hops: number;
  readonly urlChars: number;
}

/** RELIABILITY: slow is not dead, but a slot is not held for ever. */
export const defaultLimits: Limits = {
  connectMs: 10_000,
  firstByteMs: 20_000,
  idleMs: 15_000,
  totalMs: 60_000,
  bodyBytes: 16 * 1024 * 1024,
  headerBytes: 64 * 1024,
  hops: 10,
  urlChars: 8_192,
};

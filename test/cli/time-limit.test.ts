import { expect, it } from 'vitest';
import { eachWithin } from '../../src/audit/guard.ts';
import { createGuard } from '../../src/cli/time-limit.ts';

const guard = createGuard();

it('lets work end, and hands its error on', () => {
  let done = 0;
  expect(guard.within(30_000, () => (done += 1))).toBe('done');
  expect(done).toBe(1);
  expect(() =>
    guard.within(30_000, () => {
      throw new RangeError('boom');
    }),
  ).toThrow(RangeError);
});

it('ends what does not end, even where it catches everything', () => {
  const stuck = (): void => {
    for (;;) {
      try {
        [1, 2, 3].sort(() => 0);
      } catch {
        continue;
      }
    }
  };
  expect(guard.within(50, stuck)).toBe('overtime');
  expect(guard.within(30_000, () => undefined)).toBe('done');
});

it('begins again what others kept from the processor', () => {
  let begun = 0;
  const waiting = (): void => {
    begun += 1;
    if (begun === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
  };
  expect(guard.within(500, waiting)).toBe('done');
  expect(begun).toBe(2);
});

it('ends a regular expression that explodes', () => {
  expect(guard.within(50, () => /^(a+)+$/.test(`${'a'.repeat(40)}b`))).toBe('overtime');
});

it('goes on with the next subject', () => {
  // Long enough that a busy machine does not end the steps that end by themselves.
  const quick = { ...guard, within: (_: number, work: () => void) => guard.within(2_000, work) };
  const step = (item: number): string => {
    while (item === 2);
    return `${item}`;
  };
  expect(eachWithin(quick, [1, 2, 3], step, (item) => `${item} late`)).toEqual(['1', '2 late', '3']);
});

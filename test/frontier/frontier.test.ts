import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createBreaker } from '../../src/frontier/breaker.ts';
import { createFrontier, type Frontier } from '../../src/frontier/frontier.ts';
import { createGate, type Politeness } from '../../src/frontier/gate.ts';
import type { Item, Kind } from '../../src/frontier/item.ts';
import { createSeenSet } from '../../src/frontier/seen-set.ts';
import type { FrontierLimits } from '../../src/frontier/state.ts';

const polite: Politeness = { delayMs: 1000, delayCapMs: 30_000, responseFactor: 1, inFlight: 1, dailyBudget: 20_000 };
const limits: FrontierLimits = {
  concurrency: 16,
  maxPages: Infinity,
  patience: { failures: 5, coolMs: 1000, looks: 3 },
  window: 1000,
};
const fine = { ok: true, experience: { tookMs: 10, trouble: false } };
const refused = { ok: false, reason: 'refused', experience: { tookMs: 1, trouble: true } } as const;

interface Setup {
  readonly frontier: Frontier;
  readonly offer: (url: string, more?: { unit?: string; kind?: Kind }) => void;
}

/** A frontier whose origins stand behind a gate each (or one for all), and where nothing is forbidden. */
function setUp(more: Partial<FrontierLimits> = {}, gateName?: string, politeness: Politeness = polite): Setup {
  const frontier = createFrontier({ ...limits, ...more });
  let id = 0;
  return {
    frontier,
    offer: (url, { unit = 'a', kind = 'page' } = {}) => {
      frontier.offer({ unit, url, kind, depth: 1 }, (id += 1));
      const { origin } = new URL(url);
      frontier.bind(origin, gateName ?? origin, () => createGate(politeness));
      frontier.rule(origin, { allows: (asked) => !asked.includes('/forbidden') });
    },
  };
}

function takeItem(frontier: Frontier, now: number): Item {
  for (;;) {
    const step = frontier.take(now);
    if (step.do === 'fetch') return step.item;
    if (step.do !== 'bind') throw new Error(`expected a fetch, not ${step.do}`);
  }
}

function stepNow(frontier: Frontier, now: number): ReturnType<Frontier['take']> {
  for (;;) {
    const step = frontier.take(now);
    if (step.do !== 'bind') return step;
  }
}

describe('order', () => {
  it('takes what opens a site first, then columns, then rows, first found first', () => {
    const { frontier, offer } = setUp({}, 'one', { ...polite, delayMs: 0, responseFactor: 0 });
    offer('http://a.cn/article', { kind: 'article' });
    offer('http://a.cn/file.pdf', { kind: 'attachment' });
    offer('http://a.cn/column-1', { kind: 'column' });
    offer('http://a.cn/column-2', { kind: 'column' });
    offer('http://a.cn/', { kind: 'entry' });
    const order: string[] = [];
    for (let now = 0; order.length < 5; now += 1) {
      const item = takeItem(frontier, now);
      order.push(new URL(item.url).pathname);
      frontier.settle(item, fine, now);
    }
    expect(order).toEqual(['/', '/column-1', '/column-2', '/article', '/file.pdf']);
  });

  it('lets units on one host take turns: both entries before the depth of either', () => {
    const { frontier, offer } = setUp({}, 'one');
    for (const unit of ['a', 'b']) {
      offer(`http://p.cn/${unit}/`, { unit, kind: 'entry' });
      for (const page of [1, 2]) offer(`http://p.cn/${unit}/${page}`, { unit });
    }
    const order: string[] = [];
    for (let now = 0; order.length < 6; now += 10_000) {
      const item = takeItem(frontier, now);
      order.push(new URL(item.url).pathname);
      frontier.settle(item, fine, now);
    }
    expect(order).toEqual(['/a/', '/b/', '/a/1', '/b/1', '/a/2', '/b/2']);
  });

  it('takes each URL once, however often it is offered', () => {
    const { frontier, offer } = setUp();
    offer('http://a.cn/');
    offer('http://a.cn/');
    const item = takeItem(frontier, 0);
    frontier.settle(item, fine, 0);
    expect(stepNow(frontier, 100_000).do).toBe('end');
  });
});

describe('politeness', () => {
  it('keeps one request in flight and the gap between starts', () => {
    const { frontier, offer } = setUp();
    for (const page of [1, 2]) offer(`http://a.cn/${page}`);
    const first = takeItem(frontier, 0);
    expect(stepNow(frontier, 5000)).toEqual({ do: 'await' });
    frontier.settle(first, fine, 300);
    expect(stepNow(frontier, 300)).toEqual({ do: 'wait', until: 1000 });
    expect(takeItem(frontier, 1000).url).toBe('http://a.cn/2');
  });

  it('shares one budget among hosts on one address', () => {
    const { frontier, offer } = setUp({}, '10.0.0.1');
    offer('http://a.cn/');
    offer('http://b.cn/');
    takeItem(frontier, 0);
    expect(stepNow(frontier, 500)).toEqual({ do: 'await' });
  });

  it('reads only so many hosts at a time', () => {
    const { frontier, offer } = setUp({ concurrency: 2 });
    for (const host of ['a', 'b', 'c']) offer(`http://${host}.cn/`);
    takeItem(frontier, 0);
    takeItem(frontier, 0);
    expect(stepNow(frontier, 0).do).toBe('await');
  });

  it('waits for the response time, for robots.txt and for Retry-After, never beyond the cap', () => {
    const gate = createGate({ ...polite, delayCapMs: 5000 });
    gate.start(0, 'http://a.cn');
    gate.finish({ tookMs: 3000, trouble: false }, 3000);
    expect(gate.readyAt('http://a.cn')).toBe(3000);
    gate.asksDelay('http://a.cn', 10_000);
    expect(gate.readyAt('http://a.cn')).toBe(5000);
    gate.start(5000, 'http://a.cn');
    gate.finish({ tookMs: 10, trouble: true, retryAfterMs: 60_000 }, 5010);
    expect(gate.readyAt('http://a.cn')).toBe(65_010);
  });

  it('a Crawl-delay binds the host that asks for it, after a restart too, not its neighbours on one address', () => {
    const gate = createGate(polite);
    gate.asksDelay('http://a.cn', 20_000);
    gate.start(100_000, 'http://a.cn');
    gate.finish({ tookMs: 10, trouble: false }, 100_010);
    expect(gate.readyAt('http://b.cn')).toBe(101_000);
    expect(gate.readyAt('http://a.cn')).toBe(120_000);
    gate.start(101_000, 'http://b.cn');
    gate.finish({ tookMs: 10, trouble: false }, 101_010);
    expect(gate.readyAt('http://a.cn')).toBe(120_000);
    const later = createGate(polite, gate.memory());
    later.asksDelay('http://a.cn', 20_000);
    expect(later.readyAt('http://a.cn')).toBe(120_000);
    expect(later.readyAt('http://b.cn')).toBe(102_000);
  });

  it('gets slower with each trouble and comes back slowly', () => {
    const gate = createGate(polite);
    const gaps: number[] = [];
    for (const trouble of [true, true, false, false]) {
      gate.start(0, 'http://a.cn');
      gate.finish({ tookMs: 0, trouble }, 0);
      gaps.push(gate.readyAt('http://a.cn'));
    }
    expect(gaps).toEqual([2000, 4000, 3000, 2250]);
  });

  it('goes on from what is remembered: a restart starts no burst', () => {
    const before = createGate(polite);
    before.start(100_000, 'http://a.cn');
    before.finish({ tookMs: 20, trouble: false }, 100_020);
    expect(createGate(polite, before.memory()).readyAt('http://a.cn')).toBe(101_000);
  });

  it('stops a unit when the budget of the day is spent', () => {
    const { frontier, offer } = setUp({}, 'one', { ...polite, dailyBudget: 1 });
    for (const page of [1, 2]) offer(`http://a.cn/${page}`);
    const first = takeItem(frontier, 0);
    frontier.settle(first, fine, 10);
    expect(stepNow(frontier, 5000).do).toBe('end');
    expect(frontier.stopOf('a')).toBe('host-budget');
    expect(frontier.count('a').waiting).toBe(1);
  });
});

describe('what is not asked', () => {
  it('asks for robots.txt first, and drops what it forbids', () => {
    const frontier = createFrontier(limits);
    frontier.offer({ unit: 'a', url: 'http://a.cn/forbidden', kind: 'page', depth: 0 }, 1);
    expect(frontier.take(0)).toEqual({ do: 'bind', origin: 'http://a.cn' });
    frontier.bind('http://a.cn', 'x', () => createGate(polite));
    expect(frontier.take(0)).toEqual({ do: 'robots', origin: 'http://a.cn' });
    expect(frontier.take(0)).toEqual({ do: 'await' });
    frontier.rule('http://a.cn', { allows: () => false });
    frontier.settleRobots('http://a.cn', fine, 10);
    const step = frontier.take(10_000);
    expect(step.do === 'drop' && step.as).toEqual({ outcome: 'skipped', reason: 'robots' });
  });

  it('stops at max-pages and leaves the rest waiting', () => {
    const { frontier, offer } = setUp({ maxPages: 2 });
    for (const page of [1, 2, 3]) offer(`http://a.cn/${page}`);
    for (const now of [0, 10_000]) frontier.settle(takeItem(frontier, now), fine, now);
    expect(stepNow(frontier, 20_000).do).toBe('end');
    expect(frontier.stopOf('a')).toBe('max-pages');
  });
});

describe('a host that stops answering', () => {
  it('is looked at after five failures, and given up after three looks', () => {
    const { frontier, offer } = setUp();
    for (let page = 0; page < 50; page += 1) offer(`http://a.cn/${page}`);
    let requests = 0;
    let dropped = 0;
    for (let now = 0; now < 10_000_000; now += 1000) {
      const step = stepNow(frontier, now);
      if (step.do === 'end') break;
      if (step.do === 'fetch') frontier.settle(step.item, refused, now);
      if (step.do === 'look') frontier.settleLook(step.origin, refused, now);
      if (step.do === 'fetch' || step.do === 'look') requests += 1;
      if (step.do === 'drop') {
        expect(step.as).toEqual({ outcome: 'failed', reason: 'host-down' });
        dropped += 1;
      }
    }
    expect(requests).toBe(8);
    expect(dropped).toBe(45);
  });

  it('is fine again when the look is answered: the pages were at fault', () => {
    const breaker = createBreaker({ failures: 2, coolMs: 100, looks: 3 }, 'http://a.cn/');
    for (const url of ['x', 'y']) breaker.settle({ ok: false, reason: 'reset', url, look: false }, 0);
    expect(breaker.standing(50)).toEqual({ state: 'cooling', until: 100 });
    expect(breaker.standing(100)).toEqual({ state: 'look', url: 'http://a.cn/' });
    breaker.startLook();
    expect(breaker.standing(100)).toEqual({ state: 'looking' });
    breaker.settle({ ok: true, url: 'http://a.cn/', look: true }, 110);
    expect(breaker.standing(110)).toEqual({ state: 'fine' });
  });

  it('keeps the name of a wall', () => {
    const breaker = createBreaker({ failures: 1, coolMs: 0, looks: 1 }, 'http://a.cn/');
    breaker.settle({ ok: false, reason: 'waf', url: 'x', look: false }, 0);
    breaker.settle({ ok: false, reason: 'waf', url: 'x', look: true }, 0);
    expect(breaker.standing(0)).toEqual({ state: 'down', reason: 'waf' });
  });

  it('says nothing of a host that answers 404', () => {
    const breaker = createBreaker({ failures: 1, coolMs: 0, looks: 1 }, 'http://a.cn/');
    breaker.settle({ ok: false, reason: 'http-status', url: 'x', look: false }, 0);
    expect(breaker.standing(0)).toEqual({ state: 'fine' });
  });
});

describe('the window', () => {
  it('holds so many items, and asks the store for the rest in the order of finding', () => {
    const { frontier } = setUp({ window: 2 }, 'one', { ...polite, delayMs: 0, responseFactor: 0 });
    const stored: Item[] = [];
    for (let id = 1; id <= 5; id += 1) {
      const made = frontier.offer({ unit: 'a', url: `http://a.cn/${id}`, kind: 'page', depth: 0 }, id);
      if (made?.spilled) stored.push(made.item);
    }
    frontier.bind('http://a.cn', 'x', () => createGate({ ...polite, delayMs: 0, responseFactor: 0 }));
    frontier.rule('http://a.cn', { allows: () => true });
    const order: string[] = [];
    for (let now = 0; order.length < 5; now += 1) {
      const step = stepNow(frontier, now);
      if (step.do === 'refill') {
        const items = stored.filter(({ id }) => id > step.after).slice(0, step.limit);
        frontier.refill(step.unit, step.rank, items);
      } else if (step.do === 'fetch') {
        order.push(step.item.url);
        frontier.settle(step.item, fine, now);
      }
    }
    expect(order).toEqual([1, 2, 3, 4, 5].map((id) => `http://a.cn/${id}`));
  });

  it('loses nothing and doubles nothing, whatever the order of offers, takes, failures and crashes', () => {
    const commands = fc.array(
      fc.record({ kind: fc.constantFrom('offer', 'take', 'settle', 'fail', 'crash'), n: fc.nat(30) }),
      {
        maxLength: 120,
      },
    );
    fc.assert(
      fc.property(commands, (list) => {
        const make = (): Frontier => {
          const fresh = createFrontier({ ...limits, window: 3 });
          return fresh;
        };
        let frontier = make();
        // What a store would hold: every item, and whether it was settled.
        const store = new Map<number, { item: Item; settled: boolean }>();
        const flying: Item[] = [];
        const ready = (): void => {
          frontier.bind('http://a.cn', 'x', () =>
            createGate({ ...polite, delayMs: 0, responseFactor: 0, inFlight: 4 }),
          );
          frontier.rule('http://a.cn', { allows: () => true });
        };
        ready();
        let now = 0;
        const settled: string[] = [];
        const run = (kind: string, n: number): void => {
          now += 1000;
          if (kind === 'offer') {
            const id = store.size + 1;
            const made = frontier.offer({ unit: 'a', url: `http://a.cn/${n}`, kind: 'page', depth: 0 }, id);
            if (made) store.set(id, { item: made.item, settled: false });
          } else if (kind === 'take') {
            const step = stepNow(frontier, now);
            if (step.do === 'fetch') flying.push(step.item);
            if (step.do === 'refill') {
              const waiting = [...store.values()].filter((one) => !one.settled && one.item.id > step.after);
              frontier.refill(step.unit, step.rank, waiting.map(({ item }) => item).slice(0, step.limit));
            }
          } else if (kind === 'settle' || kind === 'fail') {
            const item = flying.shift();
            if (!item) return;
            if (kind === 'fail' && item.tries < 2) {
              frontier.settle(item, { ...refused, reason: 'http-status', againAt: now + 500 }, now);
              return;
            }
            const known = store.get(item.id);
            if (known) known.settled = true;
            settled.push(item.url);
            frontier.settle(item, fine, now);
          } else {
            frontier = make();
            ready();
            flying.length = 0;
            const waiting = [...store.values()].filter((one) => !one.settled).length;
            frontier.restore('a', {
              known: [...store.values()].map(({ item }) => item.url),
              waiting: new Map([[store.values().next().value?.item.rank ?? 8, waiting]]),
              taken: 0,
            });
          }
        };
        for (const { kind, n } of list) run(kind, n);
        for (let turn = 0; turn < 2000 && [...store.values()].some((one) => !one.settled); turn += 1) {
          run('take', 0);
          run('settle', 0);
        }
        expect(settled.toSorted()).toEqual([...store.values()].map(({ item }) => item.url).toSorted());
      }),
      { numRuns: 200 },
    );
  });
});

describe('the set of what was seen', () => {
  it('says what a set says', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { maxLength: 3000 }), (values) => {
        const model = new Set<number>();
        const seen = createSeenSet();
        for (const value of values) {
          expect(seen.add(value)).toBe(!model.has(value));
          model.add(value);
        }
        expect(seen.size()).toBe(model.size);
        for (const value of values) expect(seen.has(value)).toBe(true);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { parseRobots } from '../../src/frontier/robots.ts';
import { leastCpuMs } from '../support/cpu.ts';

const at = (path: string) => `http://www.example.gov.cn${path}`;

describe('parseRobots', () => {
  it.each([
    ['User-agent: *\nDisallow: /admin/', '/admin/x', false],
    ['User-agent: *\nDisallow: /admin/', '/administration', true],
    ['User-agent: *\rDisallow: /a\r', '/a', false],
    ['User-agent: *\nDisallow:', '/a', true],
    ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf?x=1', true],
    ['User-agent: *\nDisallow: /a*b*c', '/a1b2c3', false],
    ['User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['User-agent: other\nDisallow: /', '/a', true],
    ['User-agent: duwang\nAllow: /\n\nUser-agent: *\nDisallow: /', '/a', true],
    ['User-agent: DuWang/2.0\nDisallow: /', '/a', false],
    ['Disallow: /', '/a', true],
    ['', '/a', true],
    ['User-agent: *\nDisallow: /政务/', '/%E6%94%BF%E5%8A%A1/1.html', false],
    ['User-agent: *\nDisallow: /%e6%94%bf/', '/%E6%94%BF/', false],
  ])('%j: %s may be asked for: %s', (text, path, allowed) => {
    expect(parseRobots(text).allows(at(path), 'duwang')).toBe(allowed);
  });

  it('reads GBK comments, a BOM and bare CRs', () => {
    const gbk = Buffer.from([0x23, 0xd5, 0xfe, 0xce, 0xf1, 0x0d]); // #政务
    const bytes = Buffer.concat([
      Buffer.from('\uFEFF'),
      gbk,
      Buffer.from('User-agent: *\rDisallow: /x\rCrawl-delay: 2.5\r'),
    ]);
    const robots = parseRobots(bytes);
    expect(robots.allows(at('/x'), 'duwang')).toBe(false);
    expect(robots.crawlDelayMs('duwang')).toBe(2_500);
  });

  it('reads beyond 500 KiB', () => {
    const filler = `# ${'x'.repeat(998)}\n`.repeat(700);
    expect(parseRobots(`${filler}User-agent: *\nDisallow: /x`).allows(at('/x'), 'duwang')).toBe(false);
  });

  it('takes a web page for what it is: nothing is forbidden', () => {
    const robots = parseRobots('<!DOCTYPE html><html><body>404 User-agent: * Disallow: /</body></html>');
    expect(robots.isPage).toBe(true);
    expect(robots.allows(at('/x'), 'duwang')).toBe(true);
  });

  it.each(['-1', 'abc', '1e3', '', '1,5'])('gives no delay for %j', (value) => {
    expect(parseRobots(`User-agent: *\nCrawl-delay: ${value}`).crawlDelayMs('duwang')).toBeUndefined();
  });

  it('stays quick on a pattern made of stars', () => {
    const robots = parseRobots(`User-agent: *\nDisallow: /${'*a'.repeat(2_000)}$`);
    let allowed = false;
    expect(leastCpuMs(200, () => (allowed = robots.allows(at(`/${'a'.repeat(1_999)}b`), 'duwang')))).toBeLessThan(200);
    expect(allowed).toBe(true);
  });
});

const path = fc.stringMatching(/^\/[a-c/*$]{0,6}$/);
const rule = fc.tuple(fc.constantFrom('Allow', 'Disallow'), path).map(([key, value]) => `${key}: ${value}`);
/** With a rule at least: two names in a row are one group, whatever stands between them. */
const group = (agent: string) =>
  fc.array(rule, { minLength: 1, maxLength: 6 }).map((rules) => [`User-agent: ${agent}`, ...rules].join('\n'));
const asked = fc.stringMatching(/^\/[a-c/]{0,8}$/);

describe('P8: laws of robots', () => {
  test('random bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), fc.string(), (bytes, url, agent) => {
        expect(typeof parseRobots(bytes).allows(url, agent)).toBe('boolean');
      }),
    );
  });

  test('a group for another agent changes nothing', () => {
    fc.assert(
      fc.property(group('duwang'), group('another'), asked, (ours, theirs, url) => {
        const alone = parseRobots(ours).allows(at(url), 'duwang');
        expect(parseRobots(`${theirs}\n\n${ours}`).allows(at(url), 'duwang')).toBe(alone);
        expect(parseRobots(`${ours}\n\n${theirs}`).allows(at(url), 'duwang')).toBe(alone);
      }),
    );
  });

  test('the order of the rules does not matter', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c']), fc.array(rule, { maxLength: 8 }), asked, (_, rules, url) => {
        const say = (list: readonly string[]) =>
          parseRobots(['User-agent: *', ...list].join('\n')).allows(at(url), 'x');
        expect(say(rules.toReversed())).toBe(say(rules));
      }),
    );
  });

  test('the longer match wins', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\/[a-c]{1,6}$/), fc.stringMatching(/^[a-c]{1,4}$/), (short, more) => {
        const robots = parseRobots(`User-agent: *\nDisallow: ${short}\nAllow: ${short}${more}`);
        expect(robots.allows(at(`${short}${more}/x`), 'x')).toBe(true);
        expect(robots.allows(at(short), 'x')).toBe(false);
      }),
    );
  });
});

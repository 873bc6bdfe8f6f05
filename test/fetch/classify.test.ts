import { describe, expect, it } from 'vitest';

import { refusalReason } from '../../src/fetch/classify.ts';
import type { HeaderLines } from '../../src/fetch/headers.ts';
import { leastCpuMs } from '../support/cpu.ts';

const say = (status: number, text: string, headers: HeaderLines = []) =>
  refusalReason({ status, headers, body: Buffer.from(text) });
const frame = `<nav>${'首页 政务公开 办事服务 互动交流 '.repeat(20)}</nav>`;

describe('refusalReason', () => {
  it.each([
    [404, '<h1>404 Not Found</h1>', 'http-status'],
    [404, `${frame}<h1>您访问的页面不存在</h1><input placeholder="验证码">`, 'http-status'],
    [404, '<p>您的访问已被防火墙拦截</p>', 'waf'],
    [410, '', 'http-status'],
    [403, '<h1>403 Forbidden</h1><hr>nginx', 'http-status'],
    [403, '<p>当前访问疑似黑客攻击，已被网站管理员设置为拦截</p>', 'waf'],
    [403, '<div id="captcha-box"></div>', 'captcha'],
    [403, '<p>请拖动滑块完成验证</p>', 'captcha'],
    [405, '<p>由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>', 'waf'],
    [412, '', 'waf'],
    [521, '<script>document.cookie="x"</script>', 'waf'],
    [202, '<script>$_ts=window["$_ts"];eval("x")</script>', 'waf'],
    [202, '<p>accepted</p>', 'http-status'],
    [401, 'Unauthorized', 'login'],
    [429, '<p>验证码</p>', 'rate-limited'],
    [500, 'Internal Server Error', 'http-status'],
    [502, '<h1>502 Bad Gateway</h1>', 'http-status'],
    [500, '<p>系统正在维护中，请稍后访问</p>', 'maintenance'],
    [503, '<p>网站升级维护公告</p>', 'maintenance'],
    [503, 'Service Unavailable', 'rate-limited'],
  ] as const)('%i %j is %s', (status, text, reason) => {
    expect(say(status, text)).toBe(reason);
  });

  it('reads GBK', () => {
    const blocked = Buffer.from([0xb7, 0xc3, 0xce, 0xca, 0xb1, 0xbb, 0xc0, 0xb9, 0xbd, 0xd8]); // 访问被拦截
    expect(refusalReason({ status: 403, headers: [], body: blocked })).toBe('waf');
  });

  it('knows a wall by its headers', () => {
    expect(say(403, '', [['cf-mitigated', 'challenge']])).toBe('waf');
    expect(say(403, '', [['server', 'Safedog/4.0']])).toBe('waf');
    expect(say(403, '', [['server', 'nginx']])).toBe('http-status');
  });

  it('stays quick on hostile text', () => {
    const pumps = [
      '<script>'.repeat(4_000),
      '<!--'.repeat(8_000),
      `<${' a'.repeat(16_000)}`,
      '访问'.repeat(10_000),
      '请求'.repeat(10_000),
      ' '.repeat(32_000),
    ];
    for (const pump of pumps) {
      expect(
        leastCpuMs(300, () => say(403, pump)),
        pump.slice(0, 10),
      ).toBeLessThan(300);
    }
  });
});

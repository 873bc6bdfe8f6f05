import type { FailReason } from '../contract/capture.ts';

import type { HeaderLines } from './headers.ts';

/** What an answer that is no page says about itself. */
export interface Refusal {
  readonly status: number;
  readonly headers: HeaderLines;
  readonly body: Uint8Array;
}

const sampleBytes = 32 * 1024;

const captchaWords =
  /captcha|geetest|gt\.js|人机(?:验证|识别|校验)|滑块|滑动(?:验证|解锁|完成)|(?:输入|填写|完成)[^<>]{0,8}验证码?|验证码|行为验证|点击验证|安全验证/i;
const wallWords =
  /(?:访问|请求|操作|行为|IP|地址)[^<>。]{0,16}(?:拦截|阻断|被拒|拒绝|屏蔽|封禁|禁止|限制|威胁|异常|可疑)|(?:拦截|阻断)[^<>。]{0,8}(?:访问|请求)|防火墙|网站卫士|安全狗|云锁|云盾|安全防护|防护系统|攻击(?:行为|请求|特征)|黑客|非法(?:请求|访问|操作)|恶意(?:请求|访问|行为)|\bWAF\b|web application firewall|request (?:has been |was )?blocked|access denied|attention required|your ip/i;
const maintenanceWords =
  /(?:系统|网站|平台|服务器|站点|服务)[^<>。]{0,12}(?:维护|升级|改版|调试)|(?:维护|升级)(?:中|期间|公告)|暂停(?:服务|访问)|under maintenance|scheduled maintenance/i;
const wallHeaders = /^(?:x-waf-|x-safe-firewall|x-firewall|x-anquanbao|x-sucuri|x-cdn-challenge|cf-mitigated)/;
const wallServers = /waf|firewall|safedog|yunsuo|yunjiasu|anquanbao|wangzhan|d-?shield|imperva|incapsula/i;
/** Codes that no web server means as an answer to a reader: what the walls of this country send with their script. */
const wallStatuses = new Set([412, 468, 493, 512, 521, 567]);

/**
 * Why an answer that is not 200 brought nothing: told from its status, its headers and the beginning of its body. A wall
 * is never read as "this page does not exist".
 */
export function refusalReason({ status, headers, body }: Refusal): FailReason {
  if (status === 429) return 'rate-limited';
  const text = textOf(body.subarray(0, sampleBytes));
  const words = visible(text);
  // A page of the site that says 404 may have a log-in form in its frame: only a page with little else is a wall.
  if (isGone(status) && words.length > 300) return 'http-status';
  if (captchaWords.test(words) || /captcha|geetest/i.test(text)) return 'captcha';
  if (wallStatuses.has(status) || isChallenge(text, words)) return 'waf';
  if (status === 401) return 'login';
  if (isWall(headers) || (status >= 400 && wallWords.test(words))) return 'waf';
  if (status >= 500 && maintenanceWords.test(words)) return 'maintenance';
  return status === 503 ? 'rate-limited' : 'http-status';
}

function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

function isWall(headers: HeaderLines): boolean {
  return headers.some(([name, value]) => wallHeaders.test(name) || (name === 'server' && wallServers.test(value)));
}

/** Nothing to read but a script that is to run before the visitor is let in. */
function isChallenge(text: string, words: string): boolean {
  return (
    /<script\b/i.test(text) &&
    words.length < 60 &&
    /document\.cookie|location(?:\.href)?\s*=|location\.(?:reload|replace)|\beval\b|\$_ts\b/.test(text)
  );
}

function visible(text: string): string {
  return text
    .replace(/<!--[^]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style|head)\b[^]*?(?:<\/\1|$)/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** UTF-8 where the bytes are that, else GB18030: enough to know a few words. The cut may run through a character. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

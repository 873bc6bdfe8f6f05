import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Text } from '../../src/lib/template.ts';
import { contentPages } from '../support/passages.ts';
import { government, isPrivateHost } from '../support/units.ts';

/** Addresses that only the editor's own machine or network can open. */
const OWN_DISK = /^(?:file:|[a-z]:[\\/]|\\\\)/i;
/** Addresses of RFC 1918 and the loopback. */
const INNER =
  /^https?:\/\/(?:localhost|127\.\d|10\.\d{1,3}\.\d|192\.168\.\d|172\.(?:1[6-9]|2\d|3[01])\.\d)[\d.]{0,8}(?:[:/?#]|$)/i;
/** What a template left unfilled. */
const UNFILLED = /\$(?:\{|%7B)|\{\{|<%|%7B%7B|\[object(?:%20| )Object\]/i;

export default defineCheck({
  id: 'leading-nowhere',
  title: { zh: '错链：指向本机、内网或未填写的地址', en: 'Link that leads nowhere' },
  family: 'dead-link',
  appliesTo: government,
  per: 'page',
  claims: 'presence',
  basis: 'GW-D9',
  options: z.object({}),
  messages: {
    nowhere: {
      zh: '“{text}”链接错误，指向{what}：{href}',
      en: 'The link “{text}” is wrong: “{href}” ({what})',
    },
  },
  subjects: contentPages,
  *examine(page) {
    const told = new Set<string>();
    const links = [
      ...page.links.map(({ url, text }) => ({ href: url, text })),
      ...page.rows.map(({ href, title }) => ({ href, text: title })),
      ...page.attachments.map(({ href, title }) => ({ href, text: title })),
    ];
    for (const { href, text } of links) {
      const what = faultOf(href, page.url);
      if (what === undefined || told.has(href)) continue;
      told.add(href);
      yield {
        message: 'nowhere',
        data: { text: text.trim().slice(0, 60) || href, what, href: href.slice(0, 200) },
        at: { ...page.at, quote: text.trim().slice(0, 120) },
        key: href.slice(0, 200),
        remedy: { zh: '改为公众可以访问的网址', en: 'Give an address that the public can open' },
      };
    }
  },
});

/** What is wrong with an address, by its look alone: there are hundreds on a page. */
function faultOf(href: string, base: string): Text | undefined {
  const text = href.trim();
  if (OWN_DISK.test(text)) return { zh: '本机文件', en: 'a file of somebody’s own disk' };
  if (UNFILLED.test(text)) return { zh: '未替换的模板变量', en: 'a template left unfilled' };
  // A site that is itself read at an inner address (a rehearsal) may link to its neighbours there.
  return INNER.test(text) && !isPrivateHost(new URL(base).hostname)
    ? { zh: '内网或本机地址', en: 'an address of an inner network' }
    : undefined;
}

import type { Page } from '../../contract/page.ts';
import { bareName } from './names.ts';

/** What a page says in its head of the site that it belongs to. */
interface Membership {
  readonly name: string;
  readonly host: string;
  readonly code: string;
}

/**
 * The pages that by their own labels belong to another site than the home page does, with the name of that site: the
 * pages of a portal or a platform under the same host. Its SiteName has to differ, and its SiteDomain or SiteIDCode too;
 * where that would be most of the pages, it is the home page that is labelled wrongly, and nothing follows.
 */
export function findForeignPages(all: readonly Page[], home: Page | undefined): ReadonlyMap<string, string> {
  const own = home && membershipOf(home);
  if (own === undefined || own.name === '') return new Map();
  const others = all.flatMap((page): (readonly [string, string])[] => {
    const said = membershipOf(page);
    return isOther(own, said) ? [[page.url, said.name]] : [];
  });
  return new Map(others.length * 2 < all.length ? others : []);
}

function isOther(own: Membership, said: Membership): boolean {
  if (said.name === '' || bareName(said.name) === bareName(own.name)) return false;
  return differs(own.host, said.host) || differs(own.code, said.code);
}

function differs(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b;
}

function membershipOf({ metas }: Page): Membership {
  const said = { name: '', host: '', code: '' };
  for (const { name, content } of metas) {
    const label = name.toLowerCase();
    if (label === 'sitename') said.name ||= content.trim();
    else if (label === 'sitedomain') said.host ||= bareHost(content);
    else if (label === 'siteidcode') said.code ||= content.trim().toLowerCase();
  }
  return said;
}

function bareHost(content: string): string {
  const host = /^\s*(?:https?:\/\/)?([\w.-]{3,253})/i.exec(content)?.[1] ?? '';
  return host.toLowerCase().replace(/^www\./, '');
}

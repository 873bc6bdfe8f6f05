import type { Page } from '../../contract/page.ts';
import type { Pages } from './pages.ts';

/** The fewest clicks from the home page to every page that links lead to. */
export function countClicks(home: Page | undefined, pages: Pages): ReadonlyMap<Page, number> {
  const clicks = new Map<Page, number>();
  if (home === undefined) return clicks;
  clicks.set(home, 0);
  const followed = new Set<string>();
  let reached: Page[] = [home];
  for (let count = 1; reached.length > 0; count += 1) {
    const next: Page[] = [];
    for (const page of reached) {
      for (const target of targetsOf(page, followed, pages)) {
        if (clicks.has(target)) continue;
        clicks.set(target, count);
        next.push(target);
      }
    }
    reached = next;
  }
  return clicks;
}

function* targetsOf(page: Page, followed: Set<string>, pages: Pages): Iterable<Page> {
  for (const url of urlsOf(page)) {
    if (followed.has(url)) continue;
    followed.add(url);
    const destination = pages.lead(url);
    if (destination.kind === 'page') yield destination.page;
  }
}

function* urlsOf(page: Page): Iterable<string> {
  for (const link of page.links) yield link.url;
  for (const row of page.rows) if (row.url !== undefined) yield row.url;
  for (const crumb of page.breadcrumb) if (crumb.url !== undefined) yield crumb.url;
  if (page.next !== undefined) yield page.next;
}

import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { GazetteIssue, Site } from '../../src/contract/site.ts';
import { gazettesOf, gazetteUnits, issueName, issuesSince } from '../support/gazette.ts';
import { bareTitle, namesTitle, sameTitle } from '../support/titles.ts';

type Item = GazetteIssue['contents'][number];

export default defineCheck({
  id: 'gazette-contents-mismatch',
  title: { zh: '公报目录与正文不符', en: 'Contents of a gazette that do not fit its articles' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'page',
  claims: 'state',
  basis: 'GZ-03',
  remedy: {
    zh: '逐篇核对目录和正文：补上缺的链接，改正点错的篇目',
    en: 'Go through the contents: add the links that are missing, and mend those that lead to another paper',
  },
  options: z.object({}),
  messages: {
    unlinked: {
      zh: '公报{issue}目录{count}篇中有{lacking}篇不能点开，如《{title}》',
      en: '{lacking} of {count} articles in the contents of “{issue}” cannot be opened, “{title}” for one',
    },
    other: {
      zh: '公报{issue}目录写《{title}》，点开是《{shown}》',
      en: 'The contents of “{issue}” say “{title}”; what opens is “{shown}”',
    },
  },
  subjects: (site, { since, asOf }) =>
    gazettesOf(site)
      .flatMap((gazette) => issuesSince(gazette, since, asOf))
      .filter(({ contents }) => contents.some(({ url }) => url !== undefined)),
  *examine(issue, { site }) {
    const name = issueName(issue);
    const { contents } = issue;
    const closed = contents.filter((item) => item.url === undefined && !isInFiles(item, issue));
    const [first] = closed;
    if (first && closed.length * 2 < contents.length)
      yield {
        message: 'unlinked',
        data: { issue: name, count: contents.length, lacking: closed.length, title: first.title },
        at: { ...issue.at, quote: first.title.slice(0, 200) },
        key: 'unlinked',
        severity: 'minor',
        review,
      };
    const told = new Set<string>();
    for (const item of contents) {
      const shown = otherThan(item, site);
      const key = bareTitle(item.title);
      if (shown === undefined || told.has(key)) continue;
      told.add(key);
      yield {
        message: 'other',
        data: { issue: name, title: item.title, shown: shown.title },
        at: [
          { role: 'shows', ...issue.at, quote: item.title.slice(0, 200) },
          { role: 'compared', ...shown.at },
        ],
        key: `other ${key}`.slice(0, 200),
        severity: 'minor',
        review,
      };
    }
  },
});

const review = {
  zh: '按标题对照，请点开核对',
  en: 'compared by their titles: please open them',
};

function isInFiles({ title }: Item, { files }: GazetteIssue): boolean {
  return files.some(({ text }) => text === undefined || namesTitle(text, title));
}

/** The article that a row of the contents leads to, where it is plainly about something else. */
function otherThan({ title, url }: Item, site: Site): { title: string; at: Site['at'] } | undefined {
  const page = url === undefined ? undefined : site.page(url);
  const shown = page?.title;
  if (page?.kind !== 'article' || !page.seen.whole || shown === undefined || shown.length < 6 || title.length < 6)
    return undefined;
  const [one, other] = [bareTitle(title), bareTitle(shown)];
  const isSame = one.includes(other) || other.includes(one) || sameTitle(title, shown);
  // A page with the paper in it under a shorter headline is the paper; one without words shows a picture of it.
  if (isSame || namesTitle(page.text, title) || bareTitle(page.text).includes(one)) return undefined;
  return page.mainText.trim().length < 80 ? undefined : { title: shown, at: page.at };
}

import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { ElementSheet, Site } from '../../src/contract/site.ts';
import { blankText, hidesText, standingOf } from '../support/sheet-elements.ts';
import { plain } from '../support/rows.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'leader-element-missing',
  title: { zh: '领导信息要素不全', en: 'Leader without all the elements' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-17',
  options: z.object({}),
  messages: {
    missing: { zh: '领导信息“{name}”未公开{element}', en: 'The page of the leader “{name}” does not give “{element}”' },
    blank: {
      zh: '领导信息“{name}”的“{label}”{how}',
      en: 'The page of the leader “{name}” leaves “{label}” {how}',
    },
  },
  subjects: (site) => persons(site),
  *examine({ name, sheets, at }, { standards }) {
    if (sheets.some(({ page }) => hidesText(page) && page.media.images === 0)) {
      yield { unknown: 'unparsed' };
      return;
    }
    const required = standards.elements('leader')?.elements.filter((element) => element.required) ?? [];
    const standings = required.map((element) => {
      const all = sheets.map((sheet) => standingOf(sheet, element));
      return {
        element,
        standing: all.find(({ state }) => state === 'shown') ?? all.find(({ state }) => state === 'blank') ?? all[0],
      };
    });
    // A card with a name and a post leads to the page of the person; alone it is no page to be held against the list.
    if (standings.filter(({ standing }) => standing?.state === 'shown').length < 3) {
      yield { inapplicable: { zh: '只是领导名录，不是个人页面', en: 'a list of names, no page of a person' } };
      return;
    }
    for (const { element, standing } of standings) {
      if (!standing || standing.state === 'shown') continue;
      const said = {
        at,
        key: element.name,
        remedy: { zh: `补充领导${element.name}`, en: `Add “${element.name}”` },
        review: standing.state === 'mentioned' && {
          zh: `正文提到“${standing.label ?? ''}”，请人工核对`,
          en: 'the text mentions it: please look',
        },
      } as const;
      if (standing.state === 'blank')
        yield {
          message: 'blank',
          data: { name, label: standing.label ?? element.name, how: blankText(standing) },
          ...said,
        };
      else yield { message: 'missing', data: { name, element: element.name }, ...said };
    }
  },
});

interface Person extends Pick<ElementSheet, 'key' | 'seen' | 'at'> {
  readonly name: string;
  readonly sheets: readonly ElementSheet[];
}

/** The sheets of one person together: a card and the page behind it tell one story. */
function persons(site: Site): readonly Person[] {
  const groups = new Map<string, ElementSheet[]>();
  for (const sheet of site.sheets) {
    if (sheet.of !== 'leader') continue;
    const name = plain(sheet.elements.get('姓名')?.value ?? sheet.title);
    groups.set(name, [...(groups.get(name) ?? []), sheet]);
  }
  return [...groups].flatMap(([name, sheets]) => {
    const [main] = [...sheets].sort((a, b) => b.elements.size - a.elements.size);
    if (!main) return [];
    const unseen = sheets.find(({ seen }) => !seen.whole);
    return [{ key: main.key, seen: unseen?.seen ?? main.seen, at: main.at, name, sheets }];
  });
}

import { z } from 'zod';
import { definePortfolioCheck } from '../../src/contract/check.ts';
import type { ElementSheet, Site } from '../../src/contract/site.ts';
import { bodyOf, elementOf } from '../support/bodies.ts';
import { government } from '../support/units.ts';

interface Listed {
  readonly body: string;
  readonly sheet: ElementSheet;
  readonly site: Site;
}

/** What two places have to agree on, by its label. Telephones are another check. */
const compared = [
  { zh: '办公地址', label: /地址|办公地点/ },
  { zh: '负责人姓名', label: /负责人|法定代表人|主要领导/ },
] as const;

export default definePortfolioCheck({
  id: 'conflicting-organisation',
  title: { zh: '机构职能信息各处不一致', en: 'One body, described differently' },
  family: 'inconsistent',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'IN-01',
  remedy: {
    zh: '核实后更正；人事变动后及时同步各处',
    en: 'Find out which is right, correct the other, and after each change of persons change it everywhere',
  },
  options: z.object({}),
  messages: {
    differs: {
      zh: '“{body}”的{element}不一致：一处为“{ours}”，另一处为“{theirs}”，请核对哪一处有误',
      en: '“{element}” of “{body}” differs: “{ours}” here, “{theirs}” there; find out which is wrong',
    },
    leader: {
      zh: '“{body}”机构职能写负责人为“{ours}”，领导信息栏目中没有此人，请核对',
      en: 'The head of “{body}” is given as “{ours}”, whom its page of leaders does not name',
    },
  },
  subjects: (sites) => {
    const listed = [...sites.values()].flatMap(listedIn);
    return listed.map((own, index) => {
      const others = listed
        .slice(index + 1)
        .filter(({ body, sheet }) => body === own.body && sheet.at.url !== own.sheet.at.url);
      const parts = [own, ...others].map(({ sheet }) => sheet.seen);
      return {
        key: own.sheet.key,
        seen: parts.find(({ whole }) => !whole) ?? own.sheet.seen,
        own,
        others,
      };
    });
  },
  blames: ({ own }) => own.site.unit.id,
  *examine({ own, others }) {
    const review = { zh: '哪一处有误须由人核实', en: 'which of the two is wrong is for a person to find out' };
    for (const { zh: element, label } of compared) {
      const ours = elementOf(own.sheet, label);
      const other = others.find(({ sheet }) => isOther(ours, elementOf(sheet, label)));
      if (ours === undefined || !other) continue;
      yield {
        message: 'differs',
        data: { body: own.body, element, ours, theirs: elementOf(other.sheet, label) ?? '' },
        at: [
          { role: 'shows', ...own.sheet.at, quote: ours },
          { role: 'compared', ...other.sheet.at },
        ],
        key: element,
        review,
      };
    }
    const head = headOf(own);
    const [leaders] = own.site.sheets.filter(({ of }) => of === 'leader');
    if (head !== undefined && leaders && !namesLeader(own.site, head))
      yield {
        message: 'leader',
        data: { body: own.body, ours: head },
        at: [
          { role: 'shows', ...own.sheet.at, quote: head },
          { role: 'compared', ...leaders.at },
        ],
        key: 'leader',
        review,
      };
  },
});

function listedIn(site: Site): readonly Listed[] {
  return site.sheets.flatMap((sheet) => {
    const body = sheet.of === 'organisation' ? bodyOf(sheet, site) : undefined;
    return body === undefined ? [] : [{ body, sheet, site }];
  });
}

/** The head of the unit itself, where its own sheet gives one: heads of its sections are in no list of leaders. */
function headOf({ sheet, site, body }: Listed): string | undefined {
  if (body !== bodyOf({ ...sheet, elements: new Map() }, site) && body !== plain(site.unit.name)) return undefined;
  const head = elementOf(sheet, /负责人|法定代表人|主要领导/)?.replace(/\s/g, '');
  return head !== undefined && /^[\u4e00-\u9fa5·]{2,6}$/.test(head) ? head : undefined;
}

/** Whether any page of leaders names the person: their sheets, and the text around them. */
function namesLeader(site: Site, name: string): boolean {
  const leaders = site.sheets.filter(({ of }) => of === 'leader');
  const columns = site.columns.filter(({ type }) => type === 'leaders');
  if (leaders.some(({ seen }) => !seen.whole) || columns.some(({ seen }) => !seen.whole)) return true; // not seen whole: no word
  const texts = [
    ...leaders.flatMap(({ title, page }) => [title, page.mainText]),
    ...columns.flatMap(({ pages, entries }) => [
      ...pages.map(({ mainText }) => mainText),
      ...entries.map(({ title }) => title),
    ]),
  ];
  return texts.some((text) => text.replace(/\s/g, '').includes(name));
}

/** Two values that cannot both be right: one may be longer than the other (省市县 before the street, a room behind it). */
function isOther(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [one, other] = [plain(a), plain(b)];
  return one !== '' && other !== '' && !one.includes(other) && !other.includes(one);
}

function plain(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[\s,，。;；:：()、\-—]/g, '')
    .replace(/人民政府$/, '')
    .replace(/^[\u4e00-\u9fa5]{2,3}省/, '');
}

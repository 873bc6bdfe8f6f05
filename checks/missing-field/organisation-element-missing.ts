import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { ElementSheet, Site } from '../../src/contract/site.ts';
import type { Element } from '../../src/contract/standards.ts';
import type { Text } from '../../src/lib/template.ts';
import { blankText, hidesText, standingOf, type Standing } from '../support/sheet-elements.ts';
import { plain } from '../support/rows.ts';
import { government } from '../support/units.ts';

/** The name of a body within a body: a section need not have its own address and hours. */
const SECTION = /(?:股|科|室|处|队|组|站|所|中心|窗口|大厅|协会|分局)$/;

export default defineCheck({
  id: 'organisation-element-missing',
  title: { zh: '机构职能要素不全', en: 'Organisation without all its elements' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-16',
  options: z.object({}),
  messages: {
    missing: { zh: '“{title}”未公开{element}', en: '“{title}” does not give “{element}”' },
    blank: {
      zh: '“{title}”的“{label}”{how}',
      en: '“{title}” leaves “{label}” {how}',
    },
  },
  subjects: (site) => mainSheets(site).map((sheet) => ({ ...sheet, peers: peersOf(sheet, site) })),
  *examine({ peers, ...sheet }, { standards, site }) {
    const list = standards.elements('organisation');
    const required = list?.elements.filter((element) => element.required) ?? [];
    if (peers.some(({ page }) => hidesText(page))) {
      yield { unknown: 'unparsed' };
      return;
    }
    const standings = required.map((element) => ({ element, standing: best(peers, element, site) }));
    const shown = standings.filter(({ standing }) => standing.state === 'shown').length;
    const onlyDuties =
      shown < 2 && isOnDuties(sheet) && standings.every(({ element, standing }) => isDuty(element, standing));
    if (shown < 2 && !onlyDuties) {
      yield {
        inapplicable: {
          zh: '不是机构职能页，或只是内设机构名录',
          en: 'no page of an organisation, or only a list of its sections',
        },
      };
      return;
    }
    const lacking = standings.filter(
      ({ element, standing }) => standing.state !== 'shown' && !(onlyDuties && isPlain(element, site)),
    );
    for (const { element, standing } of lacking) {
      const said = {
        at: sheet.at,
        key: element.name,
        expected: { zh: `公开${element.name}`, en: `“${element.name}” is shown` },
        remedy: { zh: `补充${element.name}，并与其他栏目保持一致`, en: `Add “${element.name}”, the same as elsewhere` },
        review: doubtOf(standing, element, site) || (onlyDuties && elsewhereOnSite),
      } as const;
      const title = sheet.title;
      if (standing.state === 'blank')
        yield {
          message: 'blank',
          data: { title, label: standing.label ?? element.name, how: blankText(standing) },
          ...said,
        };
      else yield { message: 'missing', data: { title, element: element.name }, ...said };
    }
  },
});

const elsewhereOnSite: Text = {
  zh: '本页只写职能，该项可能在其他栏目公开，请人工核对',
  en: 'the page tells only the functions; it may stand in another column',
};

/** Whether an element is the name or the functions, or not shown. */
function isDuty({ name }: Element, { state }: Standing): boolean {
  return state !== 'shown' || name === '机构名称' || name === '机构职能';
}

/** A page of the functions alone: named so, with the duties written out. */
function isOnDuties({ title, page: { column = '', mainText } }: ElementSheet): boolean {
  const isNamed = [title, column].some((name) => /(?:职能|职责)(?:介绍|简介|配置)?$/.test(plain(name)));
  return isNamed && mainText.length >= 150 && /负责|承担|指导|组织|贯彻|拟订/.test(mainText);
}

/** What a page of the functions alone need not say of itself: whose it is, and what stands at the foot of every page. */
function isPlain({ name }: Element, { footer }: Site): boolean {
  if (name === '机构名称' || name === '机构职能') return true;
  const foot = footer?.text ?? '';
  return (name === '办公地址' && /地\s{0,4}址/.test(foot)) || (name === '联系电话' && /电\s{0,4}话/.test(foot));
}

/** What is told on several pages of one body is told: the elements are looked for on all of them, and missed on the fullest. */
function mainSheets(site: Site): readonly ElementSheet[] {
  const sheets = site.sheets.filter((sheet) => sheet.of === 'organisation' && !isSection(sheet, site));
  const groups = new Map<string, ElementSheet>();
  for (const sheet of sheets) {
    const body = bodyOf(sheet, site);
    const before = groups.get(body);
    if (!before || filled(sheet) > filled(before)) groups.set(body, sheet);
  }
  return [...groups.values()];
}

function peersOf(sheet: ElementSheet, site: Site): readonly ElementSheet[] {
  const body = bodyOf(sheet, site);
  return site.sheets.filter(
    (other) => other.of === 'organisation' && !isSection(other, site) && bodyOf(other, site) === body,
  );
}

/** Whose page it is: as its own name says, else the unit itself. */
function bodyOf({ elements, title }: ElementSheet, { unit }: Site): string {
  const named = ['机构名称', '单位名称', '部门名称', '科室名称'].flatMap((label) => elements.get(label)?.value ?? []);
  const name = plain(named[0] ?? (/(?:局|委|办|镇|乡|街道|股|科|室|站|所|中心|队)$/.test(plain(title)) ? title : ''));
  return name === '' || plain(unit.name).endsWith(name) || name.endsWith(plain(unit.name)) ? '' : name;
}

function filled({ elements }: ElementSheet): number {
  return [...elements.values()].filter(({ value }) => value.trim() !== '').length;
}

/** A page of a section, by its own name or by what stands above it. */
function isSection(sheet: ElementSheet, site: Site): boolean {
  const body = bodyOf(sheet, site);
  const { breadcrumb, column = '', title = '' } = sheet.page;
  const above = [...breadcrumb.map(({ name }) => name), column, title].map(plain);
  const isBelow = above.some((name) =>
    /科室|股室|处室|内设机构|二级机构|(?:下属|直属|所属)(?:单位|机构|学校)/.test(name),
  );
  return (
    isBelow ||
    (body !== '' && SECTION.test(body)) ||
    above.some((name) => /^.{0,8}(?:股|科|室)$/.test(name) && !plain(site.unit.name).endsWith(name))
  );
}

/** Pages that tell how to reach the unit beside the one on its functions. */
function contactPages(site: Site): readonly Page[] {
  const columns = site.columns.filter(({ path }) => /^联系(?:我们|方式|电话)$/.test(plain(path.at(-1) ?? '')));
  return columns.flatMap(({ pages }) => pages.slice(0, 1));
}

/** Why a person has to look before an element is called missing. */
function doubtOf(standing: Standing, element: Element, site: Site): Text | false {
  if (standing.state === 'blank') return false;
  if (standing.state === 'mentioned')
    return { zh: `正文提到“${standing.label ?? ''}”，请人工核对`, en: 'the text mentions it: please look' };
  const beside = contactPages(site).find(
    (page) => standingOf({ elements: new Map(), page, title: '' }, element).state === 'shown',
  );
  return (
    beside !== undefined && {
      zh: `“${beside.title ?? '联系我们'}”页面上有，未集中公开`,
      en: 'it stands on the page of contacts, not here',
    }
  );
}

const rank: Readonly<Record<Standing['state'], number>> = { shown: 3, blank: 2, mentioned: 1, missing: 0 };

/** The best standing on any page of the body. A body whose page bears its name has said its name. */
function best(peers: readonly ElementSheet[], element: Element, { unit }: Site): Standing {
  if (
    element.name === '机构名称' &&
    peers.some(({ title, page }) => says(`${title}\n${page.mainText.slice(0, 2000)}`, unit.name))
  )
    return { state: 'shown' };
  return peers.map((sheet) => standingOf(sheet, element)).reduce((a, b) => (rank[b.state] > rank[a.state] ? b : a));
}

function says(text: string, unit: string): boolean {
  return (
    plain(text).includes(plain(unit)) ||
    /[\u3400-\u9fff]{2,20}(?:局|委员会|办公室|人民政府|街道办事处|管委会|中心)/.test(plain(text))
  );
}

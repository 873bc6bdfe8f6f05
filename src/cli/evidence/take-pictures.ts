import type { Fetched } from '../../contract/capture.ts';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { CapturedBody } from '../../evidence/pack-archive.ts';
import type { Picture, Shot, ShootOptions } from '../../evidence/screenshot.ts';
import { decode } from '../../extract/decode.ts';
import { timeInChina } from '../../lib/day.ts';
import type { Lang } from '../lang.ts';

type Finding = FindingsDocument['findings'][number];

/** Pictures of the findings, and in one line what could not be drawn. */
export interface Pictures {
  readonly pictures: readonly Picture[];
  readonly complaint: string | undefined;
}

/** Where pictures come from. */
export interface Studio {
  /** By what the findings cite. */
  readonly byHash: (hash: string) => CapturedBody | undefined;
  readonly browser: string | undefined;
  readonly lang: Lang;
  /** As in `ShootOptions`. */
  readonly asset?: ShootOptions['asset'];
  readonly budgetMs?: number;
}

/** The shots of captures at hand, and the style sheets among them, or, where the live site may be asked, its own. */
export function studioOf(
  bodies: readonly CapturedBody[],
  browser: string | undefined,
  lang: Lang,
  live?: Studio['asset'],
): Studio {
  const byHash = new Map(bodies.map((one) => [one.capture.redactedFrom ?? one.capture.body, one]));
  const byUrl = new Map(bodies.map((one) => [one.capture.url, one]));
  const asset: Studio['asset'] = async (url, kind) => {
    const found = byUrl.get(url);
    return found ? { body: found.body, contentType: found.capture.contentType } : await live?.(url, kind);
  };
  return { byHash: (hash) => byHash.get(hash), browser, lang, asset };
}

/** Draws the stored pages of the findings, the place marked. Without a browser there are none, and one line says so. */
export async function takePictures(findings: readonly Finding[], studio: Studio): Promise<Pictures> {
  const { findBrowser } = await import('../../fetch/browser/find-browser.ts');
  const { lang } = studio;
  const executablePath = findBrowser(studio.browser);
  if (executablePath === undefined) {
    const none = {
      zh: '没有浏览器，证据不含截图（安装 chromium 后重试）',
      en: 'no browser: no screenshots (install chromium)',
    };
    return { pictures: [], complaint: none[lang] };
  }
  const { isRoot } = await import('../../fetch/browser/renderer.ts');
  const { shoot } = await import('../../evidence/screenshot.ts');
  const { pictures, failed } = await shoot(
    findings.flatMap((finding) => shotOf(finding, studio)),
    {
      executablePath,
      sandbox: !isRoot(),
      ...(studio.asset && { asset: studio.asset }),
      ...(studio.budgetMs !== undefined && { budgetMs: studio.budgetMs }),
    },
  );
  const words = { zh: `${failed.length} 条没有截到图`, en: `${failed.length} without a picture` };
  return { pictures, complaint: failed.length === 0 ? undefined : `${words[lang]}: ${failed[0]?.why ?? ''}` };
}

/** The picture of a finding: of the fault itself, or of the place where the thing should stand. None for what is no page. */
function shotOf(finding: Finding, { byHash }: Studio): readonly Shot[] {
  const shown = shownBy(finding);
  const held = shown && byHash(shown.capture);
  if (!shown || !held || !isPage(held.capture)) return [];
  const { rule, title } = finding.basis[0] ?? { rule: '', title: '' };
  return [
    {
      finding: finding.id,
      url: held.capture.url,
      html: decode(held.body, held.capture.contentType).text,
      ...(shown.selector !== undefined && { selector: shown.selector }),
      quotes: shown.quote === undefined ? [] : [shown.quote],
      near: neighbourhood(finding),
      caption: [
        `${rule} ${title}：${finding.message.zh}`,
        shown.url,
        `${timeInChina(shown.fetchedAt)}  ${shown.capture}`,
      ],
    },
  ];
}

/** The piece of evidence that a picture shows. */
export function shownBy({ evidence }: Finding): Finding['evidence'][number] | undefined {
  return evidence.find(({ role }) => role === 'shows') ?? evidence.find(({ role }) => role === 'should-show');
}

/** Whether a capture can be drawn. */
export function isPage({ contentType }: Fetched): boolean {
  return contentType === '' || /html/i.test(contentType);
}

/** Names that the sentence itself quotes, and the column: where to look when a thing is missing. */
export function neighbourhood({ message, column }: Finding): readonly string[] {
  const named = [...message.zh.matchAll(/《([^《》]{2,80})》|“([^“”]{2,80})”/g)].map(([, title, name]) =>
    (title ?? name ?? '').replaceAll('〈', '《').replaceAll('〉', '》'),
  );
  const path = named.flatMap((name) => name.split(/\s*[>›]\s*/).slice(-1));
  // A word of two characters stands in many places, and most of them mean something else.
  return [
    ...named.filter((name) => name.length > 2),
    ...path.filter((name) => name.length > 2),
    ...(column?.path.slice(-1) ?? []),
  ];
}

/** Names for the pictures of a pack: which finding, which view. */
export function nameOf({ finding, kind }: Picture): string {
  return `${finding.replaceAll(':', '-')}-${kind}.webp`;
}

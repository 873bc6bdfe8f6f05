import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { CapturedBody } from '../../evidence/pack.ts';
import type { Picture, Shot } from '../../evidence/screenshot.ts';
import { readPage } from '../../extract/read-page.ts';
import { timeInChina } from '../../lib/day.ts';
import type { Lang } from '../lang.ts';

/** Pictures of the findings, and in one line what could not be drawn. */
export interface Pictures {
  readonly pictures: readonly Picture[];
  readonly complaint: string | undefined;
}

/** Draws the stored pages of the findings, the place marked. Without a browser there are none, and one line says so. */
export async function takePictures(
  document: FindingsDocument,
  bodies: readonly CapturedBody[],
  browser: string | undefined,
  lang: Lang,
): Promise<Pictures> {
  const { findBrowser } = await import('../../fetch/browser/find-browser.ts');
  const executablePath = findBrowser(browser);
  if (executablePath === undefined) {
    const none = {
      zh: '没有浏览器，证据不含截图（安装 chromium 后重试）',
      en: 'no browser: no screenshots (install chromium)',
    };
    return { pictures: [], complaint: none[lang] };
  }
  const { isRoot } = await import('../../fetch/browser/renderer.ts');
  const { shoot } = await import('../../evidence/screenshot.ts');
  const byHash = new Map(bodies.map((one) => [one.capture.redactedFrom ?? one.capture.body, one]));
  const byUrl = new Map(bodies.map((one) => [one.capture.url, one]));
  const { pictures, failed } = await shoot(shotsOf(document, byHash), {
    executablePath,
    sandbox: !isRoot(),
    stored: (url) => {
      const found = byUrl.get(url);
      return found && { body: found.body, contentType: found.capture.contentType };
    },
  });
  const words = { zh: `${failed.length} 条没有截到图`, en: `${failed.length} without a picture` };
  return { pictures, complaint: failed.length === 0 ? undefined : `${words[lang]}: ${failed[0]?.why ?? ''}` };
}

/** One picture a finding: of the fault itself, or of the place where the thing should stand. */
function shotsOf(document: FindingsDocument, byHash: ReadonlyMap<string, CapturedBody>): readonly Shot[] {
  return document.findings.flatMap((finding) => {
    const shown = finding.evidence.find(({ role }) => role === 'shows' || role === 'should-show');
    const held = shown && byHash.get(shown.capture);
    if (!shown || !held || !/html/i.test(held.capture.contentType)) return [];
    const { rule, title } = finding.basis[0] ?? { rule: '', title: '' };
    return [
      {
        finding: finding.id,
        url: held.capture.url,
        html: htmlOf(held),
        selector: shown.selector,
        quote: shown.quote,
        caption: [
          `${rule} ${title}：${finding.message.zh}`,
          shown.url,
          `${timeInChina(shown.fetchedAt)}  ${shown.capture}`,
        ],
      },
    ];
  });
}

function htmlOf({ capture, body }: CapturedBody): string {
  const { url, contentType, mode } = capture;
  return new TextDecoder(readPage({ bytes: body, url, contentType, mode }).encoding.name).decode(body);
}

/** Names for the pictures of a pack: which finding, which view. */
export function nameOf({ finding, kind }: Picture): string {
  return `${finding.replaceAll(':', '-')}-${kind}.png`;
}

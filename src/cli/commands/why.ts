import type { Capture } from '../../contract/capture.ts';
import { failTexts, skipTexts, type ReasonText } from '../../contract/reasons.ts';
import { canonicalUrl } from '../../lib/url.ts';
import { openStore } from '../../store/open-store.ts';
import { readConfig } from '../config/read-config.ts';
import type { CommonFlags } from '../flags.ts';
import type { Lang } from '../lang.ts';
import type { Call } from '../call.ts';
import { storeDir } from '../run/prepare.ts';

/** `duwang why URL`: how it was found, every decision about it, its fetches. Exit 1 where nothing is known of it. */
export function why(url: string, flags: CommonFlags & { readonly json?: boolean }, { io, lang }: Call): number {
  const store = openStore(storeDir(flags, readConfig(flags.config, io.cwd), io), 'read');
  try {
    const known = store.why(canonicalUrl(url));
    if (flags.json) io.stdout(`${JSON.stringify(known, null, 2)}\n`);
    else io.stdout(linesOf(known, lang));
    return known.found.length + known.captures.length === 0 ? 1 : 0;
  } finally {
    store.close();
  }
}

function linesOf({ url, found, captures }: ReturnType<ReturnType<typeof openStore>['why']>, lang: Lang): string {
  const t = (zh: string, en: string): string => ({ zh, en })[lang];
  const lines = [
    url,
    ...(found.length + captures.length === 0 ? [t('没有见过这个网址', 'this URL is not known')] : []),
    ...found.map(({ run, unit, as, depth, from, waiting }) =>
      [
        `${t('发现', 'found')}  run ${run}  ${unit}  ${as}  ${t('层', 'depth')} ${depth}`,
        ...(from === undefined ? [] : [`${t('来自', 'from')} ${from}`]),
        ...(waiting ? [t('等待中', 'waiting')] : []),
      ].join('  '),
    ),
    ...captures.flatMap(({ run, capture }) => fateOf(run, capture, lang)),
  ];
  return `${lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n')}\n`;
}

/** What came of one request, and where nothing came what it means and what can be done. */
function fateOf(run: number, capture: Capture, lang: Lang): readonly string[] {
  const head = `${capture.at}  run ${run}  ${capture.outcome}`;
  switch (capture.outcome) {
    case 'fetched':
      return [`${head}  ${capture.status}  ${capture.url}  ${capture.body}`];
    case 'failed':
      return [`${head}  ${capture.reason}  ${capture.detail}`, ...wordsFor(failTexts[capture.reason], lang)];
    case 'skipped':
      return [`${head}  ${capture.reason}  ${capture.detail}`, ...wordsFor(skipTexts[capture.reason], lang)];
  }
}

function wordsFor({ text, remedy }: ReasonText, lang: Lang): readonly string[] {
  return [`  ${text[lang]}`, `  → ${remedy[lang]}`];
}

import { createHash } from 'node:crypto';
import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Lang } from '../words.ts';
import { style } from './style.ts';

/** What stands around the content of a page. */
export interface Shell {
  readonly lang: Lang;
  readonly title: string;
  readonly subtitle: string;
  readonly facts: JSX.Element;
  readonly content: ComponentChildren;
  readonly foot: string;
  /** The one script that may run, and data it reads; both ours, the data escaped. */
  readonly script?: { readonly code: string; readonly data: Readonly<Record<string, unknown>> };
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/**
 * A whole HTML file that may do nothing but what stands in it: the policy names our script and our style by their hash;
 * `strict-dynamic` lets that script load the parts of the search index, also from `file://`, where 'self' means nothing.
 */
export function page({ lang, title, subtitle, facts, content, foot, script }: Shell): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    "img-src 'self' file: data:",
    "frame-src 'self' file:", // a file is no 'self' to every browser
    script ? `script-src ${hashOf(script.code)} 'strict-dynamic'` : "script-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const body = renderToString(
    <body>
      <header class="top">
        <h1>{title}</h1>
        <p class="sub">{subtitle}</p>
        <div class="rule" />
        {facts}
      </header>
      <main>{content}</main>
      <footer>{foot}</footer>
    </body>,
  );
  const data = Object.entries(script?.data ?? {}).map(
    ([id, value]) => `<script type="application/json" id="${id}">${embed(value)}</script>`,
  );
  return [
    '<!doctype html>',
    `<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="generator" content="duwang">',
    renderToString(<title>{title}</title>),
    `<style>${style}</style>`,
    '</head>',
    script ? body.replace(/<\/body>$/, () => `${data.join('')}<script>${script.code}</script></body>`) : body,
    '</html>',
    '',
  ].join('\n');
}

/** A value as JSON that no parser of HTML or of scripts can mistake for markup. */
export function embed(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

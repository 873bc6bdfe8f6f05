import type { Progress } from '../../crawl/progress.ts';
import { plain } from '../../report/terminal/plain.ts';
import { clip } from '../../report/terminal/wrap.ts';
import type { CommonFlags } from '../flags.ts';
import type { Call } from '../call.ts';

const plainEveryMs = 10_000;

/** Shows how a crawl stands: one live block on a terminal, a plain line now and then elsewhere, or JSON lines. */
export interface Shown {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

/** Picks the way that fits where stderr goes. */
export function showProgress({ io, lang }: Call, { quiet, jsonProgress }: CommonFlags): Shown {
  if (jsonProgress) {
    const show = (progress: Progress): void => {
      io.stderr(`${JSON.stringify(progress)}\n`);
    };
    return { show, end: () => undefined };
  }
  if (quiet) return { show: () => undefined, end: () => undefined };
  if (io.terminal) return liveBlock(io.stderr, io.terminal.width, lang);
  return plainLines(io.stderr, io.now, lang);
}

function plainLines(write: (text: string) => void, now: () => number, lang: 'zh' | 'en'): Shown {
  const state = { last: now(), line: '' };
  return {
    show: (progress) => {
      state.line = linesOf(progress, lang).join('  ');
      if (now() - state.last < plainEveryMs) return;
      state.last = now();
      write(`${state.line}\n`);
    },
    end: () => {
      if (state.line !== '') write(`${state.line}\n`);
    },
  };
}

/** Rewrites the same few lines in place. */
function liveBlock(write: (text: string) => void, width: number, lang: 'zh' | 'en'): Shown {
  const state = { lines: 0 };
  const clear = (): string => (state.lines === 0 ? '' : `\r\u001B[${state.lines}A\u001B[J`);
  return {
    show: (progress) => {
      const lines = linesOf(progress, lang).map((line) => clip(line, width - 1));
      write(`${clear()}${lines.join('\n')}\n`);
      state.lines = lines.length;
    },
    end: () => {
      state.lines = 0;
    },
  };
}

function linesOf(progress: Progress, lang: 'zh' | 'en'): readonly string[] {
  const { units, unitsDone, done, waiting, failed, rate, problem, unit } = progress;
  const left = rate > 0 ? timeText(waiting / rate) : '–';
  const pace = `${rate.toFixed(1)}/s`;
  const counts = {
    zh: `单位 ${unitsDone}/${units}  页面 已取 ${done} 待取 ${waiting} 失败 ${failed}  ${pace}  约剩 ${left}`,
    en: `units ${unitsDone}/${units}  pages ${done} done ${waiting} waiting ${failed} failed  ${pace}  ${left} left`,
  };
  const words = { zh: '最近的问题', en: 'last problem' };
  return [
    counts[lang],
    ...(unit === undefined ? [] : [`  ${unit}`]),
    ...(problem === undefined ? [] : [`  ${words[lang]}: ${problem}`]),
  ].map(plain);
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

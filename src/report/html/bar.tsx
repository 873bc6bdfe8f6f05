import type { JSX } from 'preact';
import { percent } from '../overview.ts';

/** A share as a bar, drawn here so that the page needs no script for it. */
export function Bar({ ratio, label }: { ratio: number; label: string }): JSX.Element {
  const width = Math.round(Math.min(1, Math.max(0, ratio)) * 110);
  return (
    <svg class="bar" viewBox="0 0 110 10" role="img" aria-label={`${label} ${percent(ratio)}`}>
      <rect width="110" height="10" rx="2" fill="#e3e6ea" />
      <rect width={width} height="10" rx="2" fill={ratio >= 0.8 ? '#1a6b35' : '#8a5300'} />
    </svg>
  );
}

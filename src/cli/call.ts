import type { Command } from 'commander';
import type { Io } from './io.ts';
import type { Lang } from './lang.ts';

/** What a command is given beside its own arguments. */
export interface Call {
  readonly io: Io;
  readonly lang: Lang;
}

/** Adds a command to its parent, described in the language of the call. */
export type Add = (parent: Command, usage: string, words: Readonly<Record<Lang, string>>) => Command;

/** Where a command leaves its exit code. */
export type Answer = (exitCode: number) => void;

import process from 'node:process';

/** Everything that a command may touch of the world it runs in; tests give their own. */
export interface Io {
  /** The requested document, and nothing else. */
  readonly stdout: (text: string) => void;
  /** Progress, summaries, faults. */
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** How stderr looks; undefined where it is no terminal. */
  readonly terminal: { readonly width: number; readonly colours: 0 | 1 | 2 | 3 } | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back on Ctrl-C and on SIGTERM; the answer takes the handler away again. */
  readonly onInterrupt: (handler: () => void) => () => void;
}

/** The world as this process finds it. */
export function processIo(): Io {
  endWithTheReader();
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    terminal: process.stderr.isTTY
      ? { width: process.stderr.columns || 80, colours: coloursOf(process.env) }
      : undefined,
    now: () => Date.now(),
    onInterrupt: (handler) => {
      process.on('SIGINT', handler).on('SIGTERM', handler);
      return () => process.off('SIGINT', handler).off('SIGTERM', handler);
    },
  };
}

/** Who only wanted the first lines (`| head`) is no fault: the document ends with its reader, progress goes unseen. */
function endWithTheReader(): void {
  const onClosed = (act: () => void) => (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    act();
  };
  process.stdout.on(
    'error',
    onClosed(() => process.exit(0)),
  );
  process.stderr.on(
    'error',
    onClosed(() => undefined),
  );
}

function coloursOf(env: NodeJS.ProcessEnv): 0 | 1 | 2 | 3 {
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return 0;
  return env['COLORTERM'] === 'truecolor' ? 3 : (env['TERM'] ?? '').includes('256') ? 2 : 1;
}

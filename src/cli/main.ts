import { explain } from './faults.ts';
import { processIo, type Io } from './io.ts';
import { langOf } from './lang.ts';
import { makeProgram } from './program.ts';

/** Runs one command line and answers its exit code. The one boundary at which errors end: nothing is thrown. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  const lang = langOf(argv, io.env);
  const outcome = { exitCode: 0 };
  try {
    const program = makeProgram(io, lang, (exitCode) => (outcome.exitCode = exitCode));
    if (argv.length === 0) {
      io.stdout(program.helpInformation());
      return 0;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    const { lines, exitCode } = explain(error, lang);
    for (const line of lines) io.stderr(`${line}\n`);
    return exitCode;
  }
}

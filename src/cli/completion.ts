import type { Command, Option } from 'commander';
import { UserError } from '../lib/error.ts';
import { nearest } from '../lib/nearest.ts';

/** What can be typed at one place of the command line. */
interface Place {
  /** The commands typed before, each after a blank: ` evidence pack`; '' at the beginning. */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly (Word & { readonly takesValue: boolean })[];
}

interface Word {
  readonly name: string;
  readonly says: string;
}

type Shell = 'bash' | 'zsh' | 'fish';
const writers: Readonly<Record<Shell, (places: readonly Place[]) => string>> = { bash, zsh, fish };

/** The completion script of a shell, derived from the commands as they are. Throws a `UserError` for another shell. */
export function completionOf(program: Command, shell: string): string {
  const known = Object.keys(writers) as Shell[]; // they are declared above
  const found = known.find((one) => one === shell);
  if (found) return writers[found](placesOf(program, ''));
  const near = nearest(shell, known);
  throw new UserError(`没有这种命令行外壳的补全 (no completion for this shell): ${shell}`, {
    hint: near === undefined ? known.join(' ') : `${near}?`,
  });
}

function placesOf(command: Command, path: string): readonly Place[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const options = help.visibleOptions(command);
  return [
    {
      path,
      commands: commands.map((one) => ({ name: one.name(), says: one.description() })),
      options: options.flatMap(({ long, description, required, optional }: Option) =>
        typeof long === 'string' ? [{ name: long, says: description, takesValue: required || optional }] : [],
      ),
    },
    ...commands.flatMap((one) => (one.name() === 'help' ? [] : placesOf(one, `${path} ${one.name()}`))),
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const pathsOf = (places: readonly Place[]): readonly string[] =>
  places.map(({ path }) => path).filter((path) => path !== '');

function bash(places: readonly Place[]): string {
  const words = ({ commands, options }: Place): string => [...commands, ...options].map(({ name }) => name).join(' ');
  return `# bash: source <(duwang completion bash)
_duwang() {
  local place= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
      ${pathsOf(places).map(quoted).join('|')}) place="$place \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place" in
${places.map((place) => `    ${quoted(place.path)}) words=${quoted(words(place))} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _duwang duwang
`;
}

function zsh(places: readonly Place[]): string {
  const item = ({ name, says }: Word): string => quoted(`${name.replaceAll(':', '\\:')}:${says}`);
  const line = ({ path, commands, options }: Place): string =>
    `    (${quoted(path)}) commands=(${commands.map(item).join(' ')}); options=(${options.map(item).join(' ')}) ;;`;
  return `#compdef duwang
# zsh: source <(duwang completion zsh)
_duwang() {
  local place= i
  local -a commands options
  for ((i = 2; i < CURRENT; i++)); do
    case "$place \${words[i]}" in
      (${pathsOf(places).map(quoted).join('|')}) place="$place \${words[i]}" ;;
    esac
  done
  case "$place" in
${places.map(line).join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o options options
  elif (( \${#commands} )); then
    _describe commands commands
  else
    _files
  fi
}
compdef _duwang duwang
`;
}

function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, commands, options }) => {
    const at = `complete -c duwang -n ${quoted(`__duwang_at "${path}"`)}`;
    return [
      ...commands.map(({ name, says }) => `${at} -f -a ${quoted(name)} -d ${quoted(says)}`),
      ...options.map(
        ({ name, says, takesValue }) =>
          `${at} -l ${quoted(name.slice(2))}${takesValue ? ' -r' : ''} -d ${quoted(says)}`,
      ),
    ];
  });
  return `# fish: duwang completion fish | source
function __duwang_at
    set -l place ''
    for word in (commandline -opc)[2..-1]
        contains -- "$place $word" ${pathsOf(places).map(quoted).join(' ')}
        and set place "$place $word"
    end
    test "$place" = "$argv[1]"
end
${lines.join('\n')}
`;
}

import type { CommandDescription, OptionDescription } from '../catalogue.ts'
import { firstWords, secondWords } from './words.ts'

/** A bash script that completes commands, options and their values. */
export function bashCompletion(commands: readonly CommandDescription[]): string {
  return `# Completion of mavs for bash
_mavs() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ${quoted(firstWords(commands).map(({ name }) => name))} -- "$current"))
    return
  fi
  case "$command \${COMP_WORDS[2]}" in
${commands
  .filter(({ name }) => name.includes(' '))
  .map(({ name }) => `    ${quoted([name])}) command=${quoted([name])} ;;`)
  .join('\n')}
  esac
  case "$command:$previous" in
${commands
  .flatMap((command) => command.options.map((option) => valueCase(command, option)))
  .filter(Boolean)
  .join('\n')}
  esac
  case "$command" in
${firstWords(commands)
  .map(({ name }) => name)
  .concat(commands.map(({ name }) => name).filter((name) => name.includes(' ')))
  .map((name) => `    ${quoted([name])}) words=${quoted(wordsOf(name, commands))} ;;`)
  .join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ "$current" == -* || -n "\${COMPREPLY[*]}" ]] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _mavs mavs
`
}

/** What follows an option that takes a value. */
function valueCase({ name }: CommandDescription, option: OptionDescription): string {
  if (option.value === undefined) return ''
  const patterns = option.names.map((word) => quoted([`${name}:${word}`])).join('|')
  return `    ${patterns}) ${valueReply(option)}; return ;;`
}

function valueReply({ choices, completes }: OptionDescription): string {
  if (choices.length > 0) return `COMPREPLY=($(compgen -W ${quoted(choices)} -- "$current"))`
  if (completes === 'file') return 'COMPREPLY=($(compgen -f -- "$current"))'
  return completes === 'directory' ? 'COMPREPLY=($(compgen -d -- "$current"))' : ':'
}

function wordsOf(name: string, commands: readonly CommandDescription[]): readonly string[] {
  const options = commands.find((command) => command.name === name)?.options ?? []
  return [...secondWords(name, commands), ...options.flatMap(({ names }) => names)]
}

const quoted = (words: readonly string[]): string => `'${words.join(' ')}'`

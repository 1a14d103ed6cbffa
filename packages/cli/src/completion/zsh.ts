import type { CommandDescription, OptionDescription } from '../catalogue.ts'
import { firstWords, secondWords } from './words.ts'

/** A zsh script that completes commands, options and their values. */
export function zshCompletion(commands: readonly CommandDescription[]): string {
  const names = [...new Set([...firstWords(commands), ...commands].map(({ name }) => name))]
  return `#compdef mavs
# Completion of mavs for zsh
_mavs() {
  local command="\${words[2]}"
  if ((CURRENT == 2)); then
    local -a commands=(
${firstWords(commands)
  .map(({ name, about }) => `      ${quoted(`${name}:${about}`)}`)
  .join('\n')}
    )
    _describe command commands
    return
  fi
  if ((CURRENT > 3)); then
    case "$command \${words[3]}" in
${commands
  .filter(({ name }) => name.includes(' '))
  .map(({ name }) => `      ${quoted(name)}) command=${quoted(name)} ;;`)
  .join('\n')}
    esac
  fi
  case "$command" in
${names.map((name) => branch(name, commands)).join('\n')}
  esac
}
if [ "\${funcstack[1]}" = _mavs ]; then _mavs; else compdef _mavs mavs; fi
`
}

function branch(name: string, commands: readonly CommandDescription[]): string {
  const options = commands.find((command) => command.name === name)?.options ?? []
  const words = secondWords(name, commands)
  const rest = words.length === 0 ? '*:file:_files' : `*:what:(${words.join(' ')})`
  const specifications = [...options.flatMap(specificationsOf), rest].map(quoted)
  return `    ${quoted(name)})\n      _arguments \\\n        ${specifications.join(' \\\n        ')}\n      ;;`
}

/** As _arguments takes them, one for each name: `(--style -s)--style[Look]:STYLE:(casual professional)`. */
function specificationsOf(option: OptionDescription): string[] {
  const { names, value, description } = option
  const isList = description.endsWith('(repeatable)')
  const about = description.replaceAll(/[[\]\\:]/g, String.raw`\$&`)
  const taken = isList ? '*' : `(${names.join(' ')})`
  return names.map((name) => `${taken}${name}[${about}]${value === undefined ? '' : `:${value}:${actionOf(option)}`}`)
}

function actionOf({ choices, completes }: OptionDescription): string {
  if (choices.length > 0) return `(${choices.map((choice) => choice.replaceAll(':', String.raw`\:`)).join(' ')})`
  if (completes === 'file') return '_files'
  return completes === 'directory' ? '_directories' : ' '
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

import type { CommandDescription, OptionDescription } from '../catalogue.ts'
import { firstWords, secondWords } from './words.ts'

/** A fish script that completes commands, options and their values. */
export function fishCompletion(commands: readonly CommandDescription[]): string {
  const lines = [
    '# Completion of mavs for fish',
    ...firstWords(commands).map(
      ({ name, about }) => `complete -c mavs -n __fish_use_subcommand -f -a ${quoted(name)} -d ${quoted(about)}`,
    ),
    ...firstWords(commands).flatMap(({ name }) =>
      secondWords(name, commands).map(
        (word) => `complete -c mavs -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -f -a ${quoted(word)}`,
      ),
    ),
    ...commands.flatMap((command) => command.options.map((option) => optionLine(command, option))),
  ]
  return `${lines.join('\n')}\n`
}

function optionLine({ name }: CommandDescription, option: OptionDescription): string {
  const seen = name
    .split(' ')
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join('; and ')
  const names = option.names.map((word) => (word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`))
  const value = option.value === undefined ? [] : valueOf(option)
  return ['complete -c mavs -n', quoted(seen), ...names, ...value, '-d', quoted(option.description)].join(' ')
}

function valueOf({ choices, completes }: OptionDescription): string[] {
  if (choices.length > 0) return ['-x', '-a', quoted(choices.join(' '))]
  if (completes === 'file') return ['-r', '-F']
  return completes === 'directory' ? ['-x', '-a', quoted('(__fish_complete_directories)')] : ['-x']
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

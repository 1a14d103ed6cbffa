import type { Cli, CommandClass } from 'clipanion'
import type { CliContext } from './context.ts'
import { detailsByNames, type ValueDetails } from './options.ts'

/** A command as people and shells read it; from the same declarations that the parser takes. */
export interface CommandDescription {
  /** Without the program's name: `generate`, `webhooks secret`. */
  readonly name: string
  /** What stands behind it: `[session_id]`. */
  readonly arguments: string
  readonly description: string
  readonly details: readonly string[]
  readonly examples: readonly (readonly [about: string, line: string])[]
  readonly options: readonly OptionDescription[]
}

/** An option of a command. */
export interface OptionDescription {
  /** The long name first. */
  readonly names: readonly string[]
  /** What its value is called; undefined when it takes none. */
  readonly value: string | undefined
  readonly description: string
  readonly choices: readonly string[]
  readonly completes: ValueDetails['completes']
}

/** All commands that a command line has, in the order of their registration. */
export function describeCommands(
  cli: Cli<CliContext>,
  classes: readonly CommandClass<CliContext>[],
): CommandDescription[] {
  const documented = classes.filter(({ usage }) => usage !== undefined)
  return cli.definitions().map(({ usage, options, description, details, examples }, index) => {
    const declared = documented[index]!
    const name = declared.paths![0]!.join(' ')
    return {
      name,
      // The parser puts the program's name in front.
      arguments: usage
        .slice(usage.indexOf(name) + name.length)
        .replace('...', '[command]')
        .trim(),
      description: oneLine(description),
      details: (details ?? '')
        .split(/\n\s*\n/)
        .map(oneLine)
        .filter(Boolean),
      examples: (examples ?? []).map(([about, line]) => [oneLine(about), line] as const),
      options: describeOptions(declared, options),
    }
  })
}

const oneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

function describeOptions(
  declared: CommandClass<CliContext>,
  options: readonly { readonly definition: string; readonly description?: string; readonly required: boolean }[],
): OptionDescription[] {
  const details = detailsByNames(new declared())
  const described = options.map(({ definition, description, required }) => {
    // The parser writes "--prompt,-p #0".
    const [list, placeholder] = definition.split(' ')
    const names = list!.split(',').toSorted((first, second) => second.length - first.length)
    const given = details.get(list!)
    return {
      names,
      value: placeholder === undefined ? undefined : (given?.value ?? placeholderOf(names[0]!)),
      description: `${oneLine(description)}${required ? ' [required]' : ''}`,
      choices: given?.choices ?? [],
      completes: given?.completes,
    }
  })
  return described.toSorted((first, second) => Number(isShared(first)) - Number(isShared(second)))
}

/** Those of nearly every command come last. */
const isShared = ({ names }: OptionDescription): boolean => ['--server', '--config', '--json'].includes(names[0]!)

/** "--max-age" takes an AGE. */
const placeholderOf = (name: string): string => name.split('-').at(-1)!.toUpperCase()

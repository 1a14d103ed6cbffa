import { Option } from 'clipanion'

/** An option that takes a value, for the parser, the help, the documents and shells. */
export interface ValueDetails {
  /** What it does, without its choices and default. */
  readonly about: string
  /** What the value is called, as `TEXT`. */
  readonly value: string
  readonly choices?: readonly string[]
  /** What holds when it is left out, as text. */
  readonly fallback?: string
  /** What a shell offers. */
  readonly completes?: 'file' | 'directory'
  /** An environment variable that holds when it is left out. */
  readonly variable?: string
}

const marker = Symbol('mavs.value-details')

/** Declares an option with a value: `valueOption('--style,-s', { … })`. */
export function valueOption(names: string, given: ValueDetails): string | undefined {
  const { variable } = given
  const option = Option.String(names, {
    description: describe(given),
    ...(variable === undefined ? {} : { env: variable }),
  })
  return marked(option, names, given)
}

/** Declares an option that may be given several times. */
export function listOption(names: string, given: ValueDetails): string[] | undefined {
  return marked(Option.Array(names, { description: `${describe(given)} (repeatable)` }), names, given)
}

/** The details that the options of a command were declared with, by their names as `--style,-s`. */
export function detailsByNames(command: object): ReadonlyMap<string, ValueDetails> {
  const declared = Object.values(command).filter(
    (option): option is Marked => typeof option === 'object' && option !== null && marker in option,
  )
  return new Map(declared.map((option) => option[marker]))
}

interface Marked {
  readonly [marker]: readonly [names: string, details: ValueDetails]
}

/** What the parser takes is an object until the command line is read. */
const marked = <Declared>(option: Declared, names: string, given: ValueDetails): Declared =>
  Object.assign(option as object, { [marker]: [names, given] }) as Declared

function describe({ about, choices, fallback }: ValueDetails): string {
  const list = choices === undefined ? '' : `: ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
  return `${about}${list}${fallback === undefined ? '' : ` [default: ${fallback}]`}`
}

import type { CommandDescription, OptionDescription } from '../catalogue.ts'
import { VERSION } from '../version.ts'
import type { Paint } from './paint.ts'
import { padTo, widthOf, wrap } from './text.ts'

const LONGEST_LINE = 100
const LONGEST_TERM = 26

/** All commands in a page; `columns` is the terminal's width. */
export function overview(commands: readonly CommandDescription[], columns: number, paint: Paint): string[] {
  const width = Math.min(columns, LONGEST_LINE)
  return [
    paint('bold', `mavs ${VERSION}`),
    'A prompt goes in, a narrated, captioned, sourced video comes out.',
    '',
    `${paint('bold', 'Usage:')} mavs COMMAND [OPTIONS]`,
    '',
    paint('bold', 'Commands:'),
    ...terms(
      commands.map(({ name, description }) => [name, description] as const),
      width,
      paint,
    ),
    '',
    ...wrap('`mavs help COMMAND` explains one, with examples. Nearly every command takes --json.', width),
    ...wrap('With --server URL, or MAVS_SERVER, sessions are those of a server (its key: MAVS_API_KEY).', width),
  ]
}

/** One command: what it does, its options, examples. */
export function explanation(command: CommandDescription, columns: number, paint: Paint): string[] {
  const width = Math.min(columns, LONGEST_LINE)
  const { description, details, options, examples } = command
  return [
    ...wrap(description, width),
    '',
    `${paint('bold', 'Usage:')} ${usageOf(command)}`,
    ...details.flatMap((paragraph) => ['', ...wrap(paragraph, width)]),
    ...(options.length === 0 ? [] : ['', paint('bold', 'Options:')]),
    ...terms(
      options.map((option) => [synopsis(option), meaningOf(option)] as const),
      width,
      paint,
    ),
    ...(examples.length === 0 ? [] : ['', paint('bold', examples.length === 1 ? 'Example:' : 'Examples:')]),
    ...examples.flatMap(([about, line]) => [`  ${paint('dim', `# ${about}`)}`, `  ${line}`]),
  ]
}

/** "mavs status [SESSION_ID] [OPTIONS]". */
export const usageOf = ({ name, arguments: given, options }: CommandDescription): string =>
  ['mavs', name, given.toUpperCase().replaceAll(/[<>]/g, ''), options.length === 0 ? '' : '[OPTIONS]']
    .filter(Boolean)
    .join(' ')

/** "--style, -s STYLE". */
export const synopsis = ({ names, value }: OptionDescription): string =>
  `${names.join(', ')}${value === undefined ? '' : ` ${value}`}`

const meaningOf = ({ description }: OptionDescription): string => description.replace('[default: ', '[default:\u00a0')

/** Terms with what they mean beside them; a term too long for its column has its meaning below. */
function terms(entries: readonly (readonly [term: string, meaning: string])[], width: number, paint: Paint): string[] {
  const longest = Math.max(0, ...entries.map(([term]) => widthOf(term)).filter((length) => length <= LONGEST_TERM))
  const indent = ' '.repeat(longest + 4)
  return entries.flatMap(([term, meaning]) => {
    const [first = '', ...rest] = wrap(meaning, Math.max(20, width - indent.length))
    const head = `  ${paint('cyan', term)}${padTo('', longest - widthOf(term))}`
    return widthOf(term) > longest
      ? [head, ...[first, ...rest].map((line) => indent + line)]
      : [`${head}  ${first}`, ...rest.map((line) => indent + line)]
  })
}

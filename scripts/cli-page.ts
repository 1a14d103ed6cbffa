import { readFileSync } from 'node:fs'
import { commandDescriptions, EXIT_CODES, EXIT_MEANINGS, usageOf, type CommandDescription } from '@mavs/cli'

/** docs/cli.md: what is said by hand lies in scripts/cli-page.txt; the rest follows from the commands. */
export function cliPage(): string {
  const commands = commandDescriptions()
  return readFileSync(new URL('cli-page.txt', import.meta.url), 'utf8')
    .replace('<!-- summary -->', summaryTable(commands))
    .replace('<!-- commands -->', commands.map(section).join('\n\n'))
    .replace('<!-- exit-codes -->', exitCodes())
}

function summaryTable(commands: readonly CommandDescription[]): string {
  const rows = commands.map(
    ({ name, description }) => `| [\`${name}\`](#mavs-${name.replaceAll(' ', '-')}) | ${cell(description)} |`,
  )
  return ['| Command | |', '|---|---|', ...rows].join('\n')
}

function section(command: CommandDescription): string {
  const { name, description, details, options, examples } = command
  const rows = options.map(
    ({ names, value, description: about }) =>
      `| ${names.map((word) => `\`${word}\``).join(', ')} | ${value === undefined ? '' : `\`${value}\``} | ${cell(about)} |`,
  )
  return [
    `### mavs ${name}`,
    description,
    `\`${usageOf(command)}\``,
    ...details,
    ...(rows.length === 0 ? [] : [['| Option | Value | |', '|---|---|---|', ...rows].join('\n')]),
    `\`\`\`sh\n${examples.map(([about, line]) => `# ${about}\n${line}`).join('\n')}\n\`\`\``,
  ].join('\n\n')
}

const exitCodes = (): string =>
  Object.entries(EXIT_CODES)
    .map(([name, code]) => `| ${code} | ${cell(EXIT_MEANINGS[name as keyof typeof EXIT_CODES])} |`)
    .join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|')

import type { CommandDescription } from '../catalogue.ts'

/** A word with what it means. */
export interface Word {
  readonly name: string
  readonly about: string
}

/** What may follow the program's name. A word that only begins longer commands is told by those. */
export function firstWords(commands: readonly CommandDescription[]): Word[] {
  const names = new Set(commands.map(({ name }) => name.split(' ')[0]!))
  return [...names].map((name) => {
    const own = commands.find((command) => command.name === name)
    return { name, about: own?.description ?? secondWords(name, commands).join(', ') }
  })
}

/** What may follow a command instead of options: the rest of longer ones, shells, commands to be explained. */
export function secondWords(name: string, commands: readonly CommandDescription[]): string[] {
  if (name === 'completion') return ['bash', 'zsh', 'fish']
  if (name === 'help') return [...new Set(commands.map((command) => command.name.split(' ')[0]!))]
  return commands
    .filter((command) => command.name.startsWith(`${name} `))
    .map((command) => command.name.slice(name.length + 1))
}

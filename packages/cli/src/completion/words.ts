import type { CommandDescription } from '../catalogue.ts'

/** A word with what it means. */
export interface Word {
  readonly name: string
  readonly about: string
}

/** What may follow the program's name. */
export function firstWords(commands: readonly CommandDescription[]): Word[] {
  const words = new Map<string, Word>()
  for (const { name, description } of commands) {
    const first = name.split(' ')[0]!
    if (first === name || !words.has(first)) words.set(first, { name: first, about: description })
  }
  return [...words.values()]
}

/** What may follow a command instead of options: the rest of longer ones, shells, commands to be explained. */
export function secondWords(name: string, commands: readonly CommandDescription[]): string[] {
  if (name === 'completion') return ['bash', 'zsh', 'fish']
  if (name === 'help') return firstWords(commands).map((word) => word.name)
  return commands
    .filter((command) => command.name.startsWith(`${name} `))
    .map((command) => command.name.slice(name.length + 1))
}

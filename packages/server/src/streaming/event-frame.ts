import type { NumberedEvent } from '@mavs/core'

/** An event as a server-sent event: its number as the id, its type as the name, and its document with snake_case names. */
export function eventFrame(event: NumberedEvent): Buffer {
  return Buffer.from(`id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(withSnakeCase(event))}\n\n`)
}

const withSnakeCase = (document: object): object =>
  Object.fromEntries(
    Object.entries(document).map(([name, value]: [string, unknown]) => [
      snakeCase(name),
      typeof value === 'object' && value !== null ? withSnakeCase(value) : value,
    ]),
  )

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

import type { NumberedEvent } from '@mavs/core'

/** An event as a server-sent event: its number as the id, its type as the name, and its document with snake_case names. */
export function eventFrame(event: NumberedEvent): Buffer {
  const document = Object.fromEntries(Object.entries(event).map(([name, value]) => [snakeCase(name), value]))
  return Buffer.from(`id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(document)}\n\n`)
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

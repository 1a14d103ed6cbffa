import { isTerminal, type SessionDocument, type VideoSystem } from '@mavs/core'
import type { CliContext } from '../context.ts'
import { createBar, createLines, silentDisplay, type Display } from './display.ts'

const TICK_MS = 1000

/** Shows a session until it ends, and answers with its last status. Aborting the signal stops watching only. */
export async function follow(
  system: VideoSystem,
  id: string,
  context: CliContext,
  options: { readonly quiet: boolean; readonly signal: AbortSignal },
): Promise<SessionDocument> {
  const display = await createDisplay(system, id, context, options.quiet)
  const timer = setInterval(() => void system.status(id).then(display.tick, () => {}), TICK_MS)
  try {
    for await (const event of system.events(id, { signal: options.signal })) display.event(event)
  } finally {
    clearInterval(timer)
    display.end()
  }
  return system.status(id)
}

async function createDisplay(system: VideoSystem, id: string, context: CliContext, quiet: boolean): Promise<Display> {
  const document = await system.status(id)
  if (quiet || isTerminal(document.status)) return silentDisplay
  const startedAt = Date.parse(document.created_at)
  return context.columns === undefined
    ? createLines(context.stderr, startedAt)
    : createBar(context.stderr, context.columns, startedAt)
}

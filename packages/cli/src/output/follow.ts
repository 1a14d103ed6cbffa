import { isTerminal, type SessionDocument } from '@mavs/core'
import type { CliContext } from '../context.ts'
import type { SessionService } from '../services/service.ts'
import { createBar, createLines, silentDisplay, type Display } from './display.ts'

const TICK_MS = 1000

/** Shows a session until it ends, and answers with its last status. Aborting the signal stops watching only. */
export async function follow(
  service: SessionService,
  id: string,
  context: CliContext,
  options: { readonly quiet: boolean; readonly signal: AbortSignal },
): Promise<SessionDocument> {
  const document = await service.status(id)
  const display = createDisplay(document, context, options.quiet)
  const stop = keepTicking(service, document, display)
  try {
    await service.follow(id, display, options.signal)
  } finally {
    stop()
    display.end()
  }
  return service.status(id)
}

/** Ticks every second with a status that is asked for as often as the service likes; answers with what ends it. */
function keepTicking(service: SessionService, first: SessionDocument, display: Display): () => void {
  let document = first
  let askedAt = performance.now()
  let hasEnded = false
  const refresh = async () => {
    // A question that fails is asked again; what ends the session tells itself.
    document = await service.status(first.session_id).catch(() => document)
    if (!hasEnded) display.tick(document)
  }
  const timer = setInterval(() => {
    display.tick(document)
    if (performance.now() - askedAt < service.refreshMs - TICK_MS / 2) return
    askedAt = performance.now()
    void refresh()
  }, TICK_MS)
  return () => {
    hasEnded = true
    clearInterval(timer)
  }
}

function createDisplay(document: SessionDocument, context: CliContext, quiet: boolean): Display {
  if (quiet || isTerminal(document.status)) return silentDisplay
  const startedAt = Date.parse(document.created_at)
  return context.progressColumns === undefined
    ? createLines(context.stderr, startedAt)
    : createBar(context.stderr, context.progressColumns, startedAt)
}

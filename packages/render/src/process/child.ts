import { setPriority } from 'node:os'
import { asVideoError } from '../media/failure.ts'
import type { TaskResults, Task, ToChild, ToParent } from './messages.ts'

/** Carries out one task; the signal aborts when the parent says so, or is gone. */
export type TaskHandler = (
  task: Task,
  options: { readonly signal: AbortSignal; readonly report: (progress: number) => void },
) => Promise<TaskResults[Task['operation']]>

/** How long a task may clean up after it was told to stop. */
const CLEAN_UP_MS = 5000
/** Progress is told no more often than this, whatever the number of frames. */
const REPORT_MS = 50
/** A third of the processor's share of what runs beside it. */
const NICENESS = 5

/** Makes this process a render process: it waits for one task, answers, and ends. */
export function serveOneTask(handler: TaskHandler): void {
  const stop = new AbortController()
  yieldToOthers()
  process.on('message', (message: ToChild) => {
    if (message.kind === 'abort') stop.abort()
    else void run(handler, message.task, stop.signal)
  })
  process.on('disconnect', () => {
    stop.abort()
    // Ends what still runs: child processes are killed when this one exits.
    setTimeout(() => process.exit(1), CLEAN_UP_MS).unref()
  })
}

async function run(handler: TaskHandler, task: Task, signal: AbortSignal): Promise<void> {
  let answer: ToParent
  try {
    const report = seldom((share) => void send({ kind: 'progress', share }))
    answer = { kind: 'done', result: await handler(task, { signal, report }) }
  } catch (error) {
    const { code, message, details } = asVideoError(error, `Operation ${task.operation}`)
    answer = { kind: 'failed', error: { code, message, details } }
  }
  await send(answer)
  process.exit(0)
}

/** Passes progress on from time to time, and its end always. */
function seldom(tell: (share: number) => void): (share: number) => void {
  let told = -Infinity
  return (share) => {
    const now = performance.now()
    if (share < 1 && now - told < REPORT_MS) return
    told = now
    tell(share)
  }
}

/** Resolves when the message has left, or can't: then the parent is gone. */
async function send(message: ToParent): Promise<void> {
  if (!process.connected) return
  await new Promise<void>((resolve) => process.send!(message, () => resolve()))
}

/** A server that renders beside its other work must stay responsive. */
function yieldToOthers(): void {
  try {
    setPriority(NICENESS)
  } catch {
    // Not allowed everywhere, and not needed.
  }
}

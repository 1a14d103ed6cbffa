import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Logger } from '@mavs/core'
import type { CliContext } from './context.ts'

/** A worker in a process of its own, which is started again whenever it ends. */
export interface WorkerProcess {
  /** Has it hand its sessions back, and resolves when it has ended. */
  close(): Promise<void>
}

export interface WorkerProcessOptions {
  readonly context: Pick<CliContext, 'environment' | 'dataDirectory'>
  readonly logger: Logger
  /** What is run; by default `mavs work --stay`. */
  readonly argv?: readonly string[]
  /** How long its event loop may stand still before it is ended, in milliseconds. Default a minute. */
  readonly silenceMs?: number
}

const SILENCE_MS = 60_000
const ALIVE_EVERY_MS = 1000
/** The wait before it is started again, doubled each time until one has lived for a minute. */
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 30_000
const LONG_LIFE_MS = 60_000
const CLOSE_LIMIT_MS = 15_000

/**
 * Starts a worker beside this process and keeps one there: a plugin that ends its process, or never gives its event loop
 * back, takes down that one only. Sessions that it had are resumed by the next one.
 */
export function keepWorker(options: WorkerProcessOptions): WorkerProcess {
  const closing = new AbortController()
  let child: ChildProcess | undefined
  const keep = async () => {
    for (let waitMs = FIRST_WAIT_MS; !closing.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const startedAt = performance.now()
      child = start(options)
      await watch(child, options)
      if (closing.signal.aborted) return
      if (performance.now() - startedAt > LONG_LIFE_MS) waitMs = FIRST_WAIT_MS
      await delay(waitMs, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }
  const kept = keep()
  return {
    async close() {
      closing.abort()
      child?.kill('SIGTERM')
      const late = setTimeout(() => child?.kill('SIGKILL'), CLOSE_LIMIT_MS)
      await kept
      clearTimeout(late)
    },
  }
}

/** Called in the worker: says that its event loop turns, and stops it when its supervisor is gone. */
export function reportToSupervisor(): void {
  if (process.send === undefined) return
  const alive = setInterval(() => process.connected && process.send?.('alive'), ALIVE_EVERY_MS)
  alive.unref()
  // The channel alone would keep the process from ending.
  process.channel?.unref()
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}

function start({ context, argv }: WorkerProcessOptions): ChildProcess {
  const { environment, dataDirectory } = context
  const entry = import.meta.url.endsWith('.ts') ? './worker-entry.ts' : './worker-entry.js'
  const run = argv ?? [fileURLToPath(new URL(entry, import.meta.url)), 'work', '--stay']
  return spawn(process.execPath, [...process.execArgv, ...run], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { LOG_LEVEL: 'info', ...environment, MAVS_DATA_DIR: dataDirectory },
    // Ctrl-C reaches every process of a terminal's group; this one is told by `close`.
    detached: true,
  })
}

/** Resolves when the worker has ended, by itself or because it fell silent. */
async function watch(child: ChildProcess, { logger, silenceMs = SILENCE_MS }: WorkerProcessOptions): Promise<void> {
  let isSilent = false
  const giveUp = setTimeout(() => {
    isSilent = true
    child.kill('SIGKILL')
  }, silenceMs)
  child.on('message', () => giveUp.refresh())
  // Told by the outcome, or too late to matter.
  child.on('error', () => {})
  const ended = once(child, 'exit').then(
    ([code, signal]) => ({ code: code as number | null, signal: signal as string | null }),
    // It could not even be started.
    (error: unknown) => ({ error }),
  )
  const outcome = await ended
  clearTimeout(giveUp)
  const what = isSilent ? 'the worker process stood still and was ended' : 'the worker process ended'
  logger.warn({ pid: child.pid, ...outcome }, what)
}

import type { Clock } from '../ports/clock.ts'
import type { Diagnosis } from '../ports/renderer.ts'
import type { SessionDatabase } from './database.ts'
import { diagnoseDirectory, diagnoseSpace } from './diagnose.ts'
import { watchLoopDelay, type LoopDelay } from './loop-delay.ts'
import { availableMemoryBytes } from './memory.ts'
import { countQueued, REQUIRED_MEMORY_BYTES } from './overload.ts'

export interface ProbeOptions {
  readonly database: SessionDatabase
  readonly dataDirectory: string
  readonly queueLimit: number
  readonly clock: Clock
}

/** The quick part of the health: of this process, its storage and its queue. */
export interface Probes {
  run(): Promise<readonly Diagnosis[]>
  close(): void
}

const MEBIBYTE = 1024 * 1024
const COMFORTABLE_MEMORY_BYTES = 256 * MEBIBYTE
const SLOW_LOOP_MS = 200
const FULL_QUEUE = 0.8

/** Makes the probes; the event loop is watched from the first run on. */
export function createProbes(options: ProbeOptions): Probes {
  let loop: LoopDelay | undefined
  return {
    async run() {
      loop ??= watchLoopDelay()
      const { dataDirectory } = options
      const stored = [diagnoseDirectory(dataDirectory), diagnoseSpace(dataDirectory), probeDatabase(options)]
      return [...(await Promise.all(stored)), await probeQueue(options), probeMemory(), probeLoop(loop.p99Ms())]
    },
    close: () => loop?.close(),
  }
}

/** Writes, for a database that can be read may still be on a disk that is full or read-only. */
async function probeDatabase({ database, clock }: ProbeOptions): Promise<Diagnosis> {
  const name = 'database'
  try {
    await database.write((connection) =>
      connection.prepare("INSERT OR REPLACE INTO probes (name, at) VALUES ('health', ?)").run(clock.now()),
    )
    return { name, status: 'ok', message: database.file }
  } catch (error) {
    return { name, status: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

async function probeQueue({ database, queueLimit }: ProbeOptions): Promise<Diagnosis> {
  const queued = await database.read(countQueued).catch(() => 0)
  const message = `${queued} of at most ${queueLimit} sessions wait`
  if (queued < FULL_QUEUE * queueLimit) return { name: 'queue', status: 'ok', message }
  return { name: 'queue', status: 'warning', message, remedy: 'Start more workers, or raise the limit of the queue.' }
}

/** How much memory is left; under what a session needs, none is accepted. */
export function probeMemory(availableBytes: number = availableMemoryBytes()): Diagnosis {
  const message = `${Math.floor(availableBytes / MEBIBYTE)} MiB available`
  const remedy = 'End other programs, or work on fewer sessions at once.'
  if (availableBytes < REQUIRED_MEMORY_BYTES) return { name: 'memory', status: 'failed', message, remedy }
  if (availableBytes < COMFORTABLE_MEMORY_BYTES) return { name: 'memory', status: 'warning', message, remedy }
  return { name: 'memory', status: 'ok', message }
}

/** Whether the event loop comes to its work in time. */
export function probeLoop(p99Ms: number): Diagnosis {
  const message = `99th percentile ${Math.round(p99Ms)} ms late`
  if (p99Ms <= SLOW_LOOP_MS) return { name: 'event loop', status: 'ok', message }
  return { name: 'event loop', status: 'warning', message, remedy: 'Let another process work on the sessions.' }
}

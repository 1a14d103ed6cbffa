import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { VideoError, type Music, type MusicProvider, type MusicRequest } from '@mavs/core'

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './compose-worker.ts' : './compose-worker.js', import.meta.url)

/** The built-in music: composed from the seed and synthesised, with no recordings and nobody's rights in it. */
export function createComposer(): MusicProvider {
  return { id: 'composer', version: '1', compose: composeInThread }
}

/** Composes in a worker thread, so that nothing else waits; aborting ends the thread. */
async function composeInThread(request: MusicRequest, { signal }: { readonly signal: AbortSignal }): Promise<Music> {
  signal.throwIfAborted()
  checkDuration(request.durationSeconds)
  const worker = new Worker(WORKER, { workerData: request })
  try {
    const [music] = (await Promise.race([once(worker, 'message', { signal }), failOnExit(worker, signal)])) as [Music]
    return music
  } catch (cause) {
    signal.throwIfAborted()
    throw new VideoError('PROVIDER_FAILED', `the composer failed on ${request.durationSeconds} s of ${request.style}`, {
      cause,
    })
  } finally {
    await worker.terminate()
  }
}

/** The shortest piece has one bar and a last chord; the longest is bounded by memory. */
const DURATION_SECONDS = { min: 5, max: 3600 } as const

function checkDuration(durationSeconds: number): void {
  const { min, max } = DURATION_SECONDS
  if (durationSeconds >= min && durationSeconds <= max) return
  throw new VideoError('REQUEST_INVALID', `music must last ${min} to ${max} seconds (got ${durationSeconds})`)
}

/** A thread that runs out of memory exits without a message. */
async function failOnExit(worker: Worker, signal: AbortSignal): Promise<never> {
  const [code] = (await once(worker, 'exit', { signal })) as [number]
  throw new Error(`the composing thread ended with code ${code}`)
}

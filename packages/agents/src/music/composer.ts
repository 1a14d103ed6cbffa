import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { VideoError, type MusicBlock, type MusicProvider, type MusicRequest } from '@mavs/core'
import { SAMPLE_RATE_HZ } from './waves.ts'

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './compose-worker.ts' : './compose-worker.js', import.meta.url)

/** The built-in music: composed from the seed and synthesised, with no recordings and nobody's rights in it. */
export function createComposer(): MusicProvider {
  return {
    id: 'composer',
    version: '2',
    isRemote: false,
    async compose(request, { signal }) {
      signal.throwIfAborted()
      checkDuration(request.durationSeconds)
      const description = `Composed by MAVS, seed ${request.seed}`
      return { sampleRateHz: SAMPLE_RATE_HZ, description, blocks: composeInThread(request, signal) }
    },
  }
}

/** Composes in a worker thread, one block ahead of the reader; aborting, or not reading on, ends the thread. */
async function* composeInThread(request: MusicRequest, signal: AbortSignal): AsyncGenerator<MusicBlock, void> {
  signal.throwIfAborted()
  const worker = new Worker(WORKER, { workerData: request })
  const askForNext = () => worker.postMessage('next', [])
  try {
    askForNext()
    for await (const [block] of on(worker, 'message', { signal, close: ['exit'] })) {
      if (!block) return
      askForNext()
      yield block as MusicBlock
    }
    // A thread that runs out of memory exits without a message.
    throw new Error('the composing thread ended too early')
  } catch (cause) {
    signal.throwIfAborted()
    throw new VideoError('PROVIDER_FAILED', `the composer failed on ${request.durationSeconds} s of ${request.style}`, {
      cause,
    })
  } finally {
    await worker.terminate()
  }
}

/** The shortest piece has one bar and a last chord. */
const DURATION_SECONDS = { min: 5, max: 3600 } as const

function checkDuration(durationSeconds: number): void {
  const { min, max } = DURATION_SECONDS
  if (durationSeconds >= min && durationSeconds <= max) return
  throw new VideoError('REQUEST_INVALID', `music must last ${min} to ${max} seconds (got ${durationSeconds})`)
}

import { Worker } from 'node:worker_threads'
import { providerFailure, type VideoError } from '@mavs/core'
import type { SpeakCommand, SpeakReply, WorkerData } from './worker.ts'

/** Speaks pieces of text in a worker thread, one after the other. */
export interface Engine {
  /** Throws `PROVIDER_FAILED` when the library or its thread fails; the next call starts afresh. */
  speak(piece: Omit<SpeakCommand, 'id'>, signal: AbortSignal): Promise<Sound>
  dispose(): Promise<void>
}

export interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

interface Pending {
  readonly resolve: (sound: Sound) => void
  readonly reject: (error: unknown) => void
}

/** Makes an engine; its thread starts with the first text and never keeps an idle process alive. */
export function createEngine(workerData: WorkerData): Engine {
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let nextId = 1

  const start = (): Worker => {
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
    const started = new Worker(new URL(file, import.meta.url), { workerData, name: 'kokoro' })
    started.on('message', settle)
    started.on('error', (error) => fail(started, error.message))
    started.on('exit', (exitCode) => fail(started, `its thread ended with code ${exitCode}`))
    return started
  }

  const settle = (reply: SpeakReply): void => {
    const call = pending.get(reply.id)
    pending.delete(reply.id)
    if (pending.size === 0) worker?.unref()
    if ('error' in reply) call?.reject(failure(reply.error))
    else call?.resolve(reply)
  }

  const fail = (failed: Worker, reason: string): void => {
    if (worker !== failed) return
    worker = undefined
    const calls = [...pending.values()]
    pending.clear()
    for (const call of calls) call.reject(failure(reason))
  }

  return {
    async speak(piece, signal) {
      signal.throwIfAborted()
      worker ??= start()
      worker.ref()
      const command: SpeakCommand = { ...piece, id: nextId++ }
      const { promise, resolve, reject } = Promise.withResolvers<Sound>()
      pending.set(command.id, { resolve, reject })
      const abort = () => reject(signal.reason)
      signal.addEventListener('abort', abort, { once: true })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
      worker.postMessage(command)
      return promise.finally(() => signal.removeEventListener('abort', abort))
    },
    async dispose() {
      const last = worker
      if (last === undefined) return
      fail(last, 'the speech provider was closed')
      await last.terminate()
    },
  }
}

const failure = (reason: string): VideoError =>
  providerFailure({
    provider: 'kokoro',
    kind: 'unavailable',
    message: `kokoro: ${reason.replace(/\s+/g, ' ').slice(0, 400)}`,
  })

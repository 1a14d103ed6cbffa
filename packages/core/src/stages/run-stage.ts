import type { Stage } from '../domain/stage.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { reasonOf } from '../errors/reason.ts'
import { fromSystemError } from '../errors/system-error.ts'
import { VideoError } from '../errors/video-error.ts'
import { assetSourcing } from './asset-sourcing.ts'
import { asAgent } from './agent-at-work.ts'
import { audioGeneration } from './audio-generation.ts'
import { finalizing } from './finalizing.ts'
import { researching } from './researching.ts'
import { scripting } from './scripting.ts'
import type { StageDefinition, StageInput, StagePatch } from './stage.ts'
import { videoAssembly } from './video-assembly.ts'

/** Every stage by its name. */
const STAGE_DEFINITIONS: Readonly<Record<Stage, StageDefinition>> = {
  researching,
  scripting,
  asset_sourcing: assetSourcing,
  audio_generation: audioGeneration,
  video_assembly: videoAssembly,
  finalizing,
}

/** What the worker understands as an order; only the system itself may give it. */
const ORDERS: readonly ErrorCode[] = ['LEASE_LOST', 'SESSION_CANCELLED', 'SESSION_NOT_FOUND', 'SYSTEM_CLOSED']

/** Runs a stage. Whatever its agent throws comes out as a `VideoError` that names the stage and the agent. */
export async function runStage(stage: Stage, input: StageInput): Promise<StagePatch> {
  const definition = STAGE_DEFINITIONS[stage]
  const { signal, sessionId } = input.context
  const agent = definition.agentName(input.agents)
  try {
    signal.throwIfAborted()
    return await asAgent({ sessionId, stage, agent }, () => definition.run(input))
  } catch (thrown) {
    if (signal.aborted) throw signal.reason
    const error = fromSystemError(thrown, 'the session’s files')
    if (VideoError.isInstance(error) && !ORDERS.includes(error.code)) throw error
    throw new VideoError('SESSION_FAILED', `Agent "${agent}" failed in stage ${stage}: ${reasonOf(error)}`, {
      details: { agent, stage },
      cause: error,
    })
  }
}

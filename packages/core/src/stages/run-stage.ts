import type { Stage } from '../domain/stage.ts'
import { fromSystemError } from '../errors/system-error.ts'
import { VideoError } from '../errors/video-error.ts'
import { assetSourcing } from './asset-sourcing.ts'
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

/** Runs a stage. Whatever its agent throws comes out as a `VideoError` that names the stage and the agent. */
export async function runStage(stage: Stage, input: StageInput): Promise<StagePatch> {
  const definition = STAGE_DEFINITIONS[stage]
  try {
    input.context.signal.throwIfAborted()
    return await definition.run(input)
  } catch (thrown) {
    const { signal } = input.context
    if (signal.aborted) throw signal.reason
    const error = fromSystemError(thrown, 'the session’s files')
    if (VideoError.isInstance(error)) throw error
    const agent = definition.agentName(input.agents)
    const reason = error instanceof Error ? error.message : String(error)
    throw new VideoError('SESSION_FAILED', `Agent "${agent}" failed in stage ${stage}: ${reason}`, {
      details: { agent, stage },
      cause: error,
    })
  }
}

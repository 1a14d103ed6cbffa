import { VideoError } from '../errors/video-error.ts'
import { checkAnswer, checkFiles, loadDocument, storeDocument } from './documents.ts'
import type { StageDefinition } from './stage.ts'

/** Finds or makes pictures and clips; runs beside `audio_generation`. */
export const assetSourcing: StageDefinition = {
  name: 'asset_sourcing',
  agentName: (agents) => agents.asset.name,
  async run({ state, agents, context }) {
    const request = await loadDocument('request', state, context)
    const script = await loadDocument('script', state, context)
    const answer = await agents.asset.source({ request, script }, context)
    const agent = agents.asset.name
    const assets = checkAnswer('assets', answer, agent)
    const scenes = new Set(script.scenes.map((scene) => scene.id))
    for (const [index, asset] of assets.entries()) {
      if (!scenes.has(asset.sceneId)) throw unknownScene(agent, index, asset.sceneId)
      await checkFiles(context.artifacts, agent, { [`assets.${index}.artifact`]: asset.artifact })
    }
    return { assets: await storeDocument('assets', assets, context) }
  },
}

const unknownScene = (agent: string, index: number, sceneId: string): VideoError =>
  new VideoError(
    'AGENT_OUTPUT_INVALID',
    `The assets of agent "${agent}" are not valid: ${index}.sceneId: no scene of the script is named "${sceneId}".`,
    { details: { agent, index, sceneId } },
  )

import { VideoError } from '../errors/video-error.ts'
import { checkAnswer, checkFiles, loadDocument, storeDocument } from './documents.ts'
import type { StageDefinition } from './stage.ts'

/** Speaks each scene, settles its length, composes the music; runs beside `asset_sourcing`. */
export const audioGeneration: StageDefinition = {
  name: 'audio_generation',
  agentName: (agents) => agents.audio.name,
  async run({ state, agents, context }) {
    const request = await loadDocument('request', state, context)
    const script = await loadDocument('script', state, context)
    const answer = await agents.audio.narrate({ request, script }, context)
    const agent = agents.audio.name
    const narration = checkAnswer('narration', answer, agent)
    const wanted = script.scenes.map((scene) => scene.id).join(', ')
    const spoken = narration.scenes.map((scene) => scene.sceneId).join(', ')
    if (wanted !== spoken) throw otherScenes(agent, wanted, spoken)
    for (const [index, scene] of narration.scenes.entries()) {
      await checkFiles(context.artifacts, agent, { [`narration.scenes.${index}.audio`]: scene.audio })
    }
    await checkFiles(context.artifacts, agent, { 'narration.music.artifact': narration.music?.artifact })
    return { narration: await storeDocument('narration', narration, context) }
  },
}

const otherScenes = (agent: string, wanted: string, spoken: string): VideoError =>
  new VideoError(
    'AGENT_OUTPUT_INVALID',
    `The narration of agent "${agent}" is not valid: scenes: expected those of the script in its order (${wanted}), ` +
      `got ${spoken}`,
    { details: { agent } },
  )

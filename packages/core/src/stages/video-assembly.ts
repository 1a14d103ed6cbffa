import { checkAnswer, checkFiles, loadDocument, storeDocument } from './documents.ts'
import type { StageDefinition } from './stage.ts'

/** Lays everything on a timeline and renders it. */
export const videoAssembly: StageDefinition = {
  name: 'video_assembly',
  agentName: (agents) => agents.assembly.name,
  async run({ state, agents, context }) {
    const request = await loadDocument('request', state, context)
    const script = await loadDocument('script', state, context)
    const assets = await loadDocument('assets', state, context)
    const narration = await loadDocument('narration', state, context)
    const agent = agents.assembly.name
    const answer = await agents.assembly.assemble({ request, script, assets, narration }, context)
    const timeline = checkAnswer('timeline', answer?.timeline, agent)
    const video = checkAnswer('video', answer?.video, agent)
    await checkFiles(context.artifacts, agent, { 'video.artifact': video.artifact })
    return {
      timeline: await storeDocument('timeline', timeline, context),
      video: await storeDocument('video', video, context),
    }
  },
}

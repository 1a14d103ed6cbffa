import { checkAnswer, checkFiles, loadDocument, storeDocument } from './documents.ts'
import type { StageDefinition } from './stage.ts'

/** Measures the video against its delivery contract and writes what goes with it. */
export const finalizing: StageDefinition = {
  name: 'finalizing',
  agentName: (agents) => agents.finalizing.name,
  async run({ state, agents, context, versions, usage }) {
    const input = {
      request: await loadDocument('request', state, context),
      research: await loadDocument('research', state, context),
      script: await loadDocument('script', state, context),
      assets: await loadDocument('assets', state, context),
      narration: await loadDocument('narration', state, context),
      timeline: await loadDocument('timeline', state, context),
      video: await loadDocument('video', state, context),
      warnings: state.warnings,
      versions,
      usage: usage.entries(),
      choices: usage.choices(),
    }
    const agent = agents.finalizing.name
    const delivery = checkAnswer('delivery', await agents.finalizing.finalize(input, context), agent)
    const { durationSeconds: _duration, passed: _passed, ...files } = delivery
    await checkFiles(context.artifacts, agent, files)
    return { delivery: await storeDocument('delivery', delivery, context) }
  },
}

import type { Scene } from '../domain/script.ts'
import type { Visual } from '../domain/visual.ts'
import { VideoError } from '../errors/video-error.ts'
import { checkAnswer, loadDocument, storeDocument, type DocumentOf } from './documents.ts'
import type { StageDefinition } from './stage.ts'

/** Chooses and words the scenes. */
export const scripting: StageDefinition = {
  name: 'scripting',
  agentName: (agents) => agents.script.name,
  async run({ state, agents, context, checkVisual = async (visual) => visual }) {
    const request = await loadDocument('request', state, context)
    const research = await loadDocument('research', state, context)
    const answer = await agents.script.write({ request, research }, context)
    const script = checkAnswer('script', answer, agents.script.name)
    checkScenes(script, research, agents.script.name)
    const scenes = await Promise.all(
      script.scenes.map(async (scene) => ({ ...scene, visual: await checked(scene, checkVisual, agents.script.name) })),
    )
    return { script: await storeDocument('script', { ...script, scenes }, context) }
  },
}

/** Scene ids name files and ledger entries, so they are unique; and no scene rests on a claim that nobody made. */
function checkScenes(script: DocumentOf<'script'>, research: DocumentOf<'research'>, agent: string): void {
  const claims = new Set(research.claims.map((claim) => claim.id))
  const seen = new Set<string>()
  for (const scene of script.scenes) {
    const unknown = scene.claimIds.find((id) => !claims.has(id))
    if (seen.has(scene.id)) throw wrong(agent, scene.id, 'has the id of an earlier scene.')
    if (unknown !== undefined)
      throw wrong(agent, scene.id, `rests on the claim "${unknown}", which is not in the research.`)
    seen.add(scene.id)
  }
}

/** The scene's visual with its defaults. It is checked here, before anything is spoken or drawn for it. */
async function checked(
  { id, visual }: Scene,
  checkVisual: (visual: Visual) => Promise<Visual>,
  agent: string,
): Promise<Visual> {
  try {
    return await checkVisual(visual)
  } catch (error) {
    if (!VideoError.isInstance(error) || error.code !== 'TIMELINE_INVALID') throw error
    throw wrong(agent, id, `shows what the renderer cannot draw: ${error.message}`)
  }
}

const wrong = (agent: string, scene: string, what: string): VideoError =>
  new VideoError('AGENT_OUTPUT_INVALID', `The script of agent "${agent}" is not valid: scene "${scene}" ${what}`, {
    details: { agent, scene },
  })

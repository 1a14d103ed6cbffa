import { VideoError } from '../errors/video-error.ts'
import { checkAnswer, loadDocument, storeDocument, type DocumentOf } from './documents.ts'
import type { StageDefinition } from './stage.ts'

/** Finds out what can be said, and where it is from. */
export const researching: StageDefinition = {
  name: 'researching',
  agentName: (agents) => agents.research.name,
  async run({ state, agents, context }) {
    const request = await loadDocument('request', state, context)
    const answer = await agents.research.research({ request }, context)
    const research = checkAnswer('research', answer, agents.research.name)
    checkSources(research, agents.research.name)
    return { research: await storeDocument('research', research, context) }
  },
}

function checkSources(research: DocumentOf<'research'>, agent: string): void {
  const known = new Set(research.sources.map((source) => source.id))
  for (const claim of research.claims) {
    const unknown = claim.sourceIds.find((id) => !known.has(id))
    if (unknown === undefined) continue
    throw new VideoError(
      'AGENT_OUTPUT_INVALID',
      `The research of agent "${agent}" is not valid: claim "${claim.id}" names the source "${unknown}", ` +
        'which is not in sources.',
      { details: { agent, claim: claim.id, source: unknown } },
    )
  }
}

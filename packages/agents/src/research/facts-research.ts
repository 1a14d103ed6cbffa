import type { Research } from '@mavs/core'
import type { ResearchTask } from './given-research.ts'
import { Material, writeMaterial, type DraftInput } from './material.ts'
import { capitalise, cleanPrompt, shorten } from './prompt.ts'
import { topicOf } from './topic.ts'
import type { GatheredFacts } from './web-research.ts'

/**
 * Facts of the web as research. Its material is the facts as they stand, one a scene: a script agent that cannot write
 * makes a video of them all the same.
 */
export async function fromFacts(facts: GatheredFacts, { request, language, context }: ResearchTask): Promise<Research> {
  const { model, summary, claims, sources } = facts
  const topic = shorten(capitalise(topicOf(cleanPrompt(request.prompt))), 120)
  const drafts = claims.map((_, at) => draftOf(facts, at, topic, language))
  const material = Material.parse({ title: topic, language, use: 'choose', drafts })
  const pages = `${sources.length} web ${sources.length === 1 ? 'page' : 'pages'}`
  const label = `Facts from ${pages}, found by ${model}`
  return {
    topic,
    summary,
    language,
    basis: { kind: 'model', label, reference: await writeMaterial(material, context) },
    claims,
    sources,
  }
}

/** A fact under the name of the page that says so. */
function draftOf({ claims, sources }: GatheredFacts, at: number, topic: string, language: string): DraftInput {
  const { id, text, sourceIds } = claims[at]!
  const source = sources.find((one) => one.id === sourceIds[0])
  return {
    id,
    headline: at === 0 ? topic : shorten(source?.title ?? topic, 80),
    narration: text,
    claimIds: [id],
    visuals: at === 0 ? [{ kind: 'title', headline: topic }] : [],
    media: { kind: 'image', queries: [topic], language },
    tier: at < 4 ? 1 : at < 10 ? 2 : 3,
  }
}

import {
  preferredFirst,
  VideoError,
  Visual,
  type AgentContext,
  type Basis,
  type LanguageModelProvider,
  type Research,
  type Scene,
  type Script,
  type ScriptAgent,
  type SpeechProvider,
  type VideoRequest,
} from '@mavs/core'
import { loadBrief } from '../briefs/index.ts'
import { readMaterial, type Material } from '../research/material.ts'
import { shorten } from '../research/prompt.ts'
import { createEstimate } from '../shared/estimate.ts'
import { planScript } from '../shared/pacing.ts'
import { writingCharges } from './writing-estimate.ts'
import { writeWithModels } from './write-script.ts'
import { withCues } from './cues.ts'
import { creditsScene } from './credits-scene.ts'
import { expand, type Candidate } from './expand.ts'

/** What the script agent is made of. */
export interface ScriptAgentOptions {
  /** Whose voices the script is fitted to; first choice first. */
  readonly speech: readonly SpeechProvider[]
  /** Who writes, first choice first. None: what research gathered is taken as it stands. */
  readonly languageModels?: readonly LanguageModelProvider[]
}

/**
 * The built-in script agent: lets a language model write from the research's claims, or takes the scenes of a brief or of
 * the gathered material; then it chooses whole scenes so that their measured speech fills the duration asked for. A
 * user's own script is kept whole. The last scene is always the credits.
 */
export function createScriptAgent({ speech, languageModels = [] }: ScriptAgentOptions): ScriptAgent {
  const modelsFor = ({ providers }: VideoRequest) => preferredFirst(languageModels, providers?.['language-model'])
  return {
    name: 'mavs-script',
    estimate: async (request, context) => writingCharges(modelsFor(request), request, context),
    async write({ request, research }, context) {
      const draft = await draftOf(research, request, modelsFor(request), context)
      context.report(0.75)
      const estimate = createEstimate({ request, language: draft.language, speech, context })
      const chosen = await fit(draft, request, estimate, context)
      const { title, language, basis } = draft
      const scenes = [...chosen, creditsScene({ ...research, basis }, chosen)]
      return { title, language, basis, scenes } satisfies Script
    },
  }
}

interface DraftScript {
  readonly title: string
  readonly language: string
  readonly basis: Basis
  readonly candidates: readonly Candidate[]
  /** Whether every scene is kept, as in a user's own script. */
  readonly isWhole: boolean
}

async function draftOf(
  research: Research,
  request: VideoRequest,
  models: readonly LanguageModelProvider[],
  context: AgentContext,
): Promise<DraftScript> {
  const written = await writeWithModels(models, research, { request, context })
  if (written) return draftFrom(written.material, written.basis)
  const { basis } = research
  if (basis.kind === 'outline') warnOfOutline(research.topic, context)
  if (basis.kind === 'brief') return draftFromBrief(research)
  return draftFrom(await readMaterial(basis.reference ?? '', context), basis)
}

async function draftFrom(material: Material, basis: Basis): Promise<DraftScript> {
  const { title, language, use } = material
  return { title, language, basis, candidates: await expand(material), isWhole: use === 'whole' }
}

function warnOfOutline(topic: string, context: AgentContext): void {
  context.warn({
    reason: 'outline-only',
    stage: 'scripting',
    message: `Nothing is known about “${shorten(topic, 60)}”, so the video is an outline of your own words. Give a script (--script), a source (--source), or a language model (OPENAI_API_KEY) for a full one.`,
  })
}

async function draftFromBrief({ basis, topic, language }: Research): Promise<DraftScript> {
  const reference = basis.reference ?? ''
  const brief = await loadBrief(reference)
  if (!brief) {
    throw new VideoError(
      'AGENT_OUTPUT_INVALID',
      `the research of “${topic}” names the brief "${reference}", which this version does not have`,
    )
  }
  const candidates = brief.scenes.map(({ short, tier, requires, ...scene }): Candidate => ({
    scene: { ...scene, visual: Visual.parse(scene.visual) },
    ...(short !== undefined && { short }),
    tier,
    requires,
  }))
  return { title: brief.title, language, basis, candidates, isWhole: false }
}

async function fit(
  { candidates, isWhole }: DraftScript,
  request: VideoRequest,
  estimate: (text: string) => Promise<number>,
  context: AgentContext,
): Promise<Scene[]> {
  const offered = candidates.map(({ scene, short, tier, requires }) => ({
    ...scene,
    short,
    tier,
    requires,
    mustKeep: isWhole,
  }))
  const credits = { id: 'credits', narration: '', tier: 1 as const }
  const plan = await planScript({ scenes: [...offered, credits], targetSeconds: request.duration_preference, estimate })
  // The audio stage warns when the video is not as long as asked: only then it is known to the second.
  context.logger.info({ fit: plan.fit, seconds: plan.totalSeconds, scenes: plan.scenes.length }, 'script fitted')
  context.report(0.9)
  const narrations = new Map(plan.scenes.map((scene) => [scene.id, scene.narration]))
  return candidates.flatMap(({ scene }) => {
    const narration = narrations.get(scene.id)
    return narration === undefined ? [] : [{ ...scene, narration, visual: withCues(scene.visual, narration) }]
  })
}

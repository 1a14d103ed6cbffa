import type { AgentContext, Research, Scene, Script, ScriptAgent, SpeechProvider, VideoRequest } from '@mavs/core'
import { VideoError, Visual } from '@mavs/core'
import { loadBrief } from '../briefs/index.ts'
import { readMaterial } from '../research/material.ts'
import { createEstimate } from '../shared/estimate.ts'
import { planScript } from '../shared/pacing.ts'
import { withCues } from './cues.ts'
import { creditsScene } from './credits-scene.ts'
import { expand, type Candidate } from './expand.ts'

/** What the script agent is made of. */
export interface ScriptAgentOptions {
  /** Whose voices the script is fitted to; first choice first. */
  readonly speech: readonly SpeechProvider[]
}

/**
 * The built-in script agent: chooses whole scenes of a brief or of the gathered material so that their measured speech
 * fills the duration asked for. A user's own script is kept whole. The last scene is always the credits.
 */
export function createScriptAgent({ speech }: ScriptAgentOptions): ScriptAgent {
  return {
    name: 'mavs-script',
    async write({ request, research }, context) {
      const draft = await candidatesOf(research, context)
      context.report(0.2)
      const estimate = createEstimate({ request, language: draft.language, speech, context })
      const chosen = await fit(draft, request, estimate, context)
      const scenes = [...chosen, creditsScene(research, chosen)]
      return { title: draft.title, language: draft.language, basis: research.basis, scenes } satisfies Script
    },
  }
}

interface DraftScript {
  readonly title: string
  readonly language: string
  readonly candidates: readonly Candidate[]
  /** Whether every scene is kept, as in a user's own script. */
  readonly isWhole: boolean
}

async function candidatesOf(research: Research, context: AgentContext): Promise<DraftScript> {
  const { basis, topic, language } = research
  const reference = basis.reference ?? ''
  if (basis.kind !== 'brief') {
    const material = await readMaterial(reference, context)
    return {
      title: material.title,
      language: material.language,
      candidates: await expand(material),
      isWhole: material.use === 'whole',
    }
  }
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
  return { title: brief.title, language, candidates, isWhole: false }
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

import type { Warning } from '@mavs/core'
import type { Estimate } from './estimate.ts'
import { createMeasures, type Measures } from './measures.ts'
import { chooseScenes, type ChoosableScene, type Form } from './scene-choice.ts'
import { spokenLength } from './spoken-length.ts'
import { durationWarning, fitTiming, type Fit } from './timing.ts'

/** A scene as its author offers it. */
export interface PlannableScene {
  readonly id: string
  /** What is said; empty for a silent card. */
  readonly narration: string
  /** A shorter way to say it. */
  readonly short?: string | undefined
  /** 1: kept in the shortest video; 2: in a minute; 3: only when there is time. */
  readonly tier: 1 | 2 | 3
  /** Ids of earlier scenes without which this one makes no sense. */
  readonly requires?: readonly string[]
  /** How long a silent card stays. */
  readonly holdSeconds?: number | undefined
  /** Never left out, as the scenes of a user's own script. The first and the last scene never are. */
  readonly mustKeep?: boolean
}

export interface PlanRequest {
  /** In the order in which they are shown. */
  readonly scenes: readonly PlannableScene[]
  readonly targetSeconds: number
  /** Seconds of speech of a text at the voice's own rate, measured; of a costly one only a sample is. */
  readonly estimate: Estimate
  /** How many texts are measured at once. Default 2. */
  readonly concurrency?: number
}

/** A scene that was chosen, with what is said in it. */
export interface PlannedScene {
  readonly id: string
  readonly narration: string
  readonly form: Exclude<Form, 'dropped'>
  readonly speechSeconds: number
  /** Its length in the video, pauses included, as far as can be told now. */
  readonly durationSeconds: number
}

export interface ScriptPlan {
  /** In the order given. */
  readonly scenes: readonly PlannedScene[]
  readonly totalSeconds: number
  /** "shorter": there is no more to say. "longer": it cannot be said in less. */
  readonly fit: Fit
  /** "shorter-than-asked" or "longer-than-asked", when the total misses the target by more than 5 %. */
  readonly warning?: Warning
}

/**
 * Picks the scenes, and their long or short narration, whose measured speech fills the duration asked for within
 * 5 % wherever the content allows. Lower tiers and long forms are kept first; nothing is padded. The same input gives
 * the same plan. Texts are measured as they are chosen: a plan in which one is only predicted is made again. In a voice
 * that costs, only a sample of what is likely said is measured, and the others are predicted at the pace that it tells.
 */
export async function planScript(request: PlanRequest): Promise<ScriptPlan> {
  const measures = createMeasures(request)
  const isCostly = async () => (await request.estimate.isCostly?.()) ?? false
  await takeSample(request, measures, isCostly)
  if (!(await isCostly())) await measures.take(certainTexts(request.scenes))
  for (;;) {
    const plan = planWith(request, measures.seconds)
    if (await isCostly()) return plan
    const open = measures.unknown(plan.scenes.map(({ narration }) => narration))
    const rest = measures.unknown(request.scenes.flatMap(({ narration, short = '' }) => [narration, short]))
    if (open.length === 0 && (plan.fit === 'fits' || rest.length === 0)) return plan
    await measures.take(open.length > 0 ? open : rest)
  }
}

/** What is surely said: a user's own scenes, and the first one. */
const certainTexts = (scenes: readonly PlannableScene[]): string[] =>
  scenes.filter(({ mustKeep }, index) => mustKeep || index === 0).map(({ narration }) => narration)

/** From so much, in letters, a voice's pace is known well enough: some 20 seconds. */
const SAMPLE_LETTERS = 300

/** Measures what a costly voice likely says first; each step's pace makes the next one's choice more likely. */
async function takeSample(request: PlanRequest, measures: Measures, isCostly: () => Promise<boolean>): Promise<void> {
  for (let letters = 0; letters < SAMPLE_LETTERS && (await isCostly());) {
    const said = planWith(request, measures.seconds).scenes.map(({ narration }) => narration)
    const next = measures.unknown(said).slice(0, 1)
    if (next.length === 0) return
    await measures.take(next)
    letters += next.reduce((sum, text) => sum + spokenLength(text), 0)
  }
}

function planWith({ scenes: offered, targetSeconds }: PlanRequest, seconds: (text: string) => number): ScriptPlan {
  const timed = offered.map((scene) => withSeconds(scene, seconds))
  const forms = chooseScenes(timed, targetSeconds)
  const kept = offered.flatMap((scene, index) => {
    const form = forms[index]!
    if (form === 'dropped') return []
    const narration = form === 'short' ? (scene.short ?? scene.narration) : scene.narration
    return [{ scene, form, narration, speechSeconds: seconds(narration) }]
  })
  const times = kept.map(({ scene, speechSeconds }) => ({ speechSeconds, holdSeconds: scene.holdSeconds }))
  const timing = fitTiming({ scenes: times, targetSeconds })
  const scenes = kept.map(({ scene, form, narration, speechSeconds }, index) => {
    const { durationSeconds } = timing.scenes[index]!
    return { id: scene.id, narration, form, speechSeconds, durationSeconds }
  })
  const warning = durationWarning(timing, targetSeconds)
  return { scenes, totalSeconds: timing.totalSeconds, fit: timing.fit, ...(warning ? { warning } : {}) }
}

function withSeconds(scene: PlannableScene, seconds: (text: string) => number): ChoosableScene {
  const speechSeconds = seconds(scene.narration)
  const shortSeconds = seconds(scene.short ?? '')
  return {
    id: scene.id,
    speechSeconds,
    shortSeconds: shortSeconds > 0 && shortSeconds < speechSeconds ? shortSeconds : undefined,
    holdSeconds: scene.holdSeconds,
    tier: scene.tier,
    requires: scene.requires ?? [],
    mustKeep: scene.mustKeep ?? false,
  }
}

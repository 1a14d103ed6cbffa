import { seedFrom, type SceneClip, type Timeline, type Transition } from '@mavs/core/essentials'
import { lookOf } from '../brand/look.ts'
import type { Style } from '../styles/style.ts'
import type { AccentSound } from './accent-sounds.ts'
import type { Span } from './activity.ts'

/** A soft sound that comes with a transition. */
export interface Accent {
  readonly sound: AccentSound
  readonly startSeconds: number
  readonly durationSeconds: number
  /** Level of its loudest 100 ms against the voice, in LU. */
  readonly levelLu: number
  readonly seed: number
}

/** Against the voice, in LU: where nobody speaks, and where an accent meets a word. */
const OPEN_LU = -12
const UNDER_SPEECH_LU = -18
/** A sound that goes along with a movement outlasts it a little. */
const TAIL_SECONDS = 0.15
/** What a cut gives a sound that has no movement to follow. */
const CUT_SECONDS = 0.5
/** Air around a word in which an accent keeps quiet. */
const AIR_SECONDS = 0.1

type Recipe = Partial<Record<Transition['kind'] | 'section', AccentSound>>

/** What is heard in each kind of look: a movement through the air, paper, or nothing at all. */
const RECIPES: Readonly<Record<Style['composition'], Recipe>> = {
  columns: { push: 'breath', wipe: 'breath', whip: 'whip', section: 'tick' },
  notebook: { push: 'brush', wipe: 'brush', whip: 'brush', section: 'tap' },
  diagram: { push: 'rustle', wipe: 'rustle', whip: 'breath', section: 'tick' },
  poster: { push: 'breath', wipe: 'breath', whip: 'whip', section: 'thud' },
  archive: {},
}

/**
 * The accents of a timeline in order: one for each moving transition and each cut to a new section, as its style has
 * them; softer where somebody speaks. None when the timeline wants none.
 */
export function planAccents(timeline: Timeline, speech: readonly Span[]): Accent[] {
  if (!timeline.accents) return []
  const recipe = RECIPES[lookOf(timeline).style.composition]
  return timeline.tracks.scenes.slice(1).flatMap((scene) => {
    const sound = recipe[occasionOf(scene)]
    if (!sound) return []
    const { startSeconds } = scene
    const durationSeconds =
      scene.transition.kind === 'cut' ? CUT_SECONDS : scene.transition.durationSeconds + TAIL_SECONDS
    if (startSeconds + durationSeconds > timeline.durationSeconds) return []
    const levelLu = meets(speech, startSeconds, startSeconds + durationSeconds) ? UNDER_SPEECH_LU : OPEN_LU
    return [{ sound, startSeconds, durationSeconds, levelLu, seed: seedFrom(timeline.seed, 'accent', scene.id) }]
  })
}

function occasionOf({ transition, visual: { kind } }: SceneClip): keyof Recipe {
  return transition.kind === 'cut' && (kind as string) === 'section' ? 'section' : transition.kind
}

const meets = (speech: readonly Span[], from: number, to: number): boolean =>
  speech.some((span) => span.startSeconds < to + AIR_SECONDS && span.endSeconds > from - AIR_SECONDS)

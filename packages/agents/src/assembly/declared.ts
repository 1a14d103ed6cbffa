import type { AudioClip, CaptionCue, SceneClip, Timeline, Word } from '@mavs/core'

type Declared = Timeline['declared']

/** Shorter stillness and silence need no declaration: the quality gate lets them pass. */
const SHORTEST_HOLD_SECONDS = 3
const SHORTEST_REST_SECONDS = 0.4
/** An element has settled this long after its cue. */
const MOTION_SECONDS = 1.5
/** A piece of music may ring out. */
const MUSIC_END_SECONDS = 1.5

/** Where the picture is meant to stand still, and where nothing is meant to be heard. */
export function declareHoldsAndRests(tracks: {
  readonly scenes: readonly SceneClip[]
  readonly captions: readonly CaptionCue[]
  readonly words: readonly Word[]
  readonly music: readonly AudioClip[]
  readonly burnCaptions: boolean
}): Declared {
  const shown = tracks.burnCaptions ? tracks.captions : []
  return {
    holds: tracks.scenes.map((scene) => holdOf(scene, shown)).filter((hold) => hold !== undefined),
    rests: restsOf(tracks),
  }
}

/** The stretch at a scene's end in which neither an element nor a caption moves; the credits stand still as a whole. */
function holdOf(scene: SceneClip, captions: readonly CaptionCue[]): Declared['holds'][number] | undefined {
  const { startSeconds, endSeconds } = scene
  if (scene.visual.kind === 'credits') return { startSeconds, endSeconds }
  const elements = Object.values(scene.cues).map((cue) => startSeconds + cue)
  const spoken = captions.filter((cue) => cue.startSeconds >= startSeconds && cue.startSeconds < endSeconds)
  const lastWords = spoken.flatMap((cue) => cue.lines.flat().map((word) => word.endSeconds))
  const settledSeconds = Math.max(startSeconds, ...elements.map((time) => time + MOTION_SECONDS), ...lastWords)
  const isLong = endSeconds - settledSeconds > SHORTEST_HOLD_SECONDS
  return isLong ? { startSeconds: settledSeconds, endSeconds } : undefined
}

/** Without music, every pause in the speech; with music, only its fading end. */
function restsOf({ scenes, words, music }: Parameters<typeof declareHoldsAndRests>[0]): Declared['rests'] {
  const endSeconds = scenes.at(-1)?.endSeconds ?? 0
  if (music.length > 0) return [{ startSeconds: Math.max(0, endSeconds - MUSIC_END_SECONDS), endSeconds }]
  const rests: Declared['rests'] = []
  let quietFrom = 0
  for (const word of words) {
    if (word.startSeconds - quietFrom > SHORTEST_REST_SECONDS) {
      rests.push({ startSeconds: quietFrom, endSeconds: word.startSeconds })
    }
    quietFrom = Math.max(quietFrom, word.endSeconds)
  }
  if (endSeconds - quietFrom > SHORTEST_REST_SECONDS) rests.push({ startSeconds: quietFrom, endSeconds })
  return rests
}

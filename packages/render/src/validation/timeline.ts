import { parseOrThrow, Timeline, type AudioClip, type SceneClip } from '@mavs/core/essentials'
import { lookOf } from '../brand/look.ts'
import { kindOf } from '../scenes/registry.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import { STYLES } from '../styles/catalogue.ts'
import { faultsIn, invalid } from './faults.ts'

/** Times may differ by this much from a whole frame: they are sums of decimal fractions. */
const TOLERANCE_FRAMES = 0.01
/** What a sound may last beyond the end of the video, in seconds. */
const OVERHANG_SECONDS = 0.05

/** Further kinds of scene that a timeline may hold. */
interface CheckOptions {
  readonly kinds?: readonly SceneKind[]
}

/**
 * Checks what the schema cannot: a known style, a brand that can be used, and visuals of their kinds; scenes in order,
 * without gaps, from 0 to the end, on whole frames; transitions shorter than their scenes; captions in order and sounds
 * inside the video. Throws `TIMELINE_INVALID` naming each wrong place.
 */
export function validateTimeline(value: unknown, { kinds = [] }: CheckOptions = {}): Timeline {
  const timeline = parseOrThrow(Timeline, value, 'The timeline', 'TIMELINE_INVALID')
  const faults = [
    ...checkLook(timeline),
    ...timeline.tracks.scenes.flatMap((scene, index) => checkScene(timeline, scene, index)),
    ...checkVisuals(timeline, kinds),
    ...checkEnd(timeline),
    ...checkCaptions(timeline),
    ...checkSounds(timeline),
    ...checkVoices(timeline),
  ]
  if (faults.length > 0) throw invalid(faults)
  return timeline
}

function checkLook(timeline: Timeline): string[] {
  const { style, brand } = timeline
  if (brand === undefined) {
    return STYLES.has(style) ? [] : [`style must be one of ${[...STYLES.keys()].join(', ')} (got "${style}")`]
  }
  return faultsIn('brand', () => lookOf(timeline))
}

const checkVisuals = ({ tracks }: Timeline, kinds: readonly SceneKind[]): string[] =>
  tracks.scenes.flatMap(({ visual }, index) => {
    const path = `tracks.scenes.${index}.visual`
    return faultsIn(path, () => kindOf(visual, path, kinds))
  })

function checkScene(timeline: Timeline, scene: SceneClip, index: number): string[] {
  const path = `tracks.scenes.${index} ("${scene.id}")`
  const before = timeline.tracks.scenes[index - 1]
  const expectedStart = before?.endSeconds ?? 0
  const length = scene.endSeconds - scene.startSeconds
  const faults: string[] = []
  if (!isWholeFrame(timeline, scene.startSeconds)) {
    faults.push(`${path}.startSeconds must fall on a whole frame (got ${scene.startSeconds})`)
  }
  if (!sameFrame(timeline, scene.startSeconds, expectedStart)) {
    const reason = before ? `where "${before.id}" ends` : 'the start of the video'
    faults.push(`${path}.startSeconds must be ${expectedStart}, ${reason} (got ${scene.startSeconds})`)
  }
  if (length * timeline.format.frameRate < 1 - TOLERANCE_FRAMES) {
    faults.push(`${path}.endSeconds must be at least one frame after startSeconds (got ${scene.endSeconds})`)
  }
  if (scene.transition.durationSeconds > length) {
    faults.push(`${path}.transition.durationSeconds must be at most the scene's ${length.toFixed(3)} s`)
  }
  if (timeline.tracks.scenes.findIndex((other) => other.id === scene.id) !== index) {
    faults.push(`${path}.id must be unique`)
  }
  return faults
}

function checkEnd(timeline: Timeline): string[] {
  const { durationSeconds, tracks } = timeline
  const last = tracks.scenes.length - 1
  const faults: string[] = []
  if (!isWholeFrame(timeline, durationSeconds)) {
    faults.push(`durationSeconds must be a whole number of frames (got ${durationSeconds})`)
  }
  if (!sameFrame(timeline, tracks.scenes[last]!.endSeconds, durationSeconds)) {
    const { id, endSeconds } = tracks.scenes[last]!
    faults.push(
      `tracks.scenes.${last} ("${id}").endSeconds must be durationSeconds, ${durationSeconds} (got ${endSeconds})`,
    )
  }
  return faults
}

function checkCaptions({ tracks, durationSeconds, format }: Timeline): string[] {
  return tracks.captions.flatMap((cue, index) => {
    const path = `tracks.captions.${index}`
    const next = tracks.captions[index + 1]
    const words = cue.lines.flat()
    const late = cue.endSeconds > durationSeconds + 1 / format.frameRate
    return [
      ...(cue.endSeconds <= cue.startSeconds ? [`${path}.endSeconds must be after startSeconds`] : []),
      ...(late ? [`${path}.endSeconds must be at most ${durationSeconds} (got ${cue.endSeconds})`] : []),
      ...(next && next.startSeconds < cue.startSeconds ? [`${path} must not start after the cue that follows it`] : []),
      ...(next && next.startSeconds >= cue.startSeconds && next.startSeconds < cue.endSeconds - 1 / format.frameRate
        ? [`${path}.endSeconds must be at most ${next.startSeconds}, where the next cue starts (got ${cue.endSeconds})`]
        : []),
      ...(words.some((word) => word.endSeconds < word.startSeconds)
        ? [`${path} has a word that ends before it starts`]
        : []),
    ]
  })
}

function checkSounds(timeline: Timeline): string[] {
  return soundsOf(timeline).flatMap(({ path, clip }) => {
    const endSeconds = clip.startSeconds + clip.durationSeconds
    if (endSeconds <= timeline.durationSeconds + OVERHANG_SECONDS) return []
    return [`${path} must end with the video at ${timeline.durationSeconds} s (ends at ${endSeconds.toFixed(3)})`]
  })
}

/** Clips of one voice; music may overlap with music. */
function checkVoices({ tracks }: Timeline): string[] {
  const ordered = tracks.narration.map((clip, index) => ({ ...clip, index }))
  return ordered
    .toSorted((a, b) => a.startSeconds - b.startSeconds)
    .flatMap((clip, place, all) => {
      const before = all[place - 1]
      const free = before ? before.startSeconds + before.durationSeconds : 0
      if (clip.startSeconds >= free - OVERHANG_SECONDS) return []
      return [
        `tracks.narration.${clip.index}.startSeconds must be at least ${free.toFixed(3)}, where tracks.narration.${before!.index} ends (got ${clip.startSeconds})`,
      ]
    })
}

/** The clips of all audio tracks, with their places. */
export function soundsOf({ tracks }: Timeline): { path: string; clip: AudioClip }[] {
  return (['narration', 'music'] as const).flatMap((track) =>
    tracks[track].map((clip, index) => ({ path: `tracks.${track}.${index}`, clip })),
  )
}

const framesAt = ({ format }: Timeline, seconds: number): number => seconds * format.frameRate

const isWholeFrame = (timeline: Timeline, seconds: number): boolean =>
  Math.abs(framesAt(timeline, seconds) - Math.round(framesAt(timeline, seconds))) <= TOLERANCE_FRAMES

const sameFrame = (timeline: Timeline, a: number, b: number): boolean =>
  Math.abs(framesAt(timeline, a) - framesAt(timeline, b)) <= TOLERANCE_FRAMES

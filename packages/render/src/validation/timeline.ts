import { open, type FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseOrThrow, Timeline, VideoError, type AudioClip, type SceneClip } from '@mavs/core/essentials'
import { STYLES } from '../styles/catalogue.ts'

/** Times may differ by this much from a whole frame: they are sums of decimal fractions. */
const TOLERANCE_FRAMES = 0.01
/** What a sound may last beyond the end of the video, in seconds. */
const OVERHANG_SECONDS = 0.05

/**
 * Checks what the schema cannot: a known style; scenes in order, without gaps, from 0 to the end, on whole frames;
 * transitions shorter than their scenes; captions in order and sounds inside the video. Throws `TIMELINE_INVALID` naming
 * each wrong place.
 */
export function validateTimeline(value: unknown): Timeline {
  const timeline = parseOrThrow(Timeline, value, 'The timeline', 'TIMELINE_INVALID')
  const faults = [
    ...checkStyle(timeline),
    ...timeline.tracks.scenes.flatMap((scene, index) => checkScene(timeline, scene, index)),
    ...checkEnd(timeline),
    ...checkCaptions(timeline),
    ...checkSounds(timeline),
  ]
  if (faults.length > 0) throw invalid(faults)
  return timeline
}

/** Checks that the sounds' files are there and can be read. Throws `TIMELINE_INVALID` naming each that is not. */
export async function checkTimelineFiles(timeline: Timeline, directory: string): Promise<void> {
  const faults = await Promise.all(
    soundsOf(timeline).map(async ({ path, clip }) => {
      const problem = await unreadable(resolve(directory, clip.file))
      return problem ? [`${path}.file must be a readable file in ${directory} (got "${clip.file}": ${problem})`] : []
    }),
  )
  if (faults.flat().length > 0) throw invalid(faults.flat())
}

function checkStyle({ style }: Timeline): string[] {
  if (STYLES.has(style)) return []
  return [`style must be one of ${[...STYLES.keys()].join(', ')} (got "${style}")`]
}

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

function soundsOf({ tracks }: Timeline): { path: string; clip: AudioClip }[] {
  return (['narration', 'music'] as const).flatMap((track) =>
    tracks[track].map((clip, index) => ({ path: `tracks.${track}.${index}`, clip })),
  )
}

async function unreadable(file: string): Promise<string | undefined> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file)
    return (await handle.stat()).isFile() ? undefined : 'not a file'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    await handle?.close()
  }
}

const framesAt = ({ format }: Timeline, seconds: number): number => seconds * format.frameRate

const isWholeFrame = (timeline: Timeline, seconds: number): boolean =>
  Math.abs(framesAt(timeline, seconds) - Math.round(framesAt(timeline, seconds))) <= TOLERANCE_FRAMES

const sameFrame = (timeline: Timeline, a: number, b: number): boolean =>
  Math.abs(framesAt(timeline, a) - framesAt(timeline, b)) <= TOLERANCE_FRAMES

function invalid(faults: readonly string[]): VideoError {
  return new VideoError('TIMELINE_INVALID', `The timeline does not fit together: ${faults.join('; ')}`, {
    details: { errors: faults },
  })
}

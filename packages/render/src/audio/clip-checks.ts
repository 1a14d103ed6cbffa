import { join } from 'node:path'
import { VideoError, type AudioClip, type Timeline } from '@mavs/core/essentials'
import { openWav } from './wav.ts'

/** Clips of the narration may overlap by rounding. */
const OVERLAP_SECONDS = 0.01

/**
 * Checks that every sound of a timeline can be read and that no two people speak at once. Throws `TIMELINE_INVALID`
 * naming the clip by its path in the timeline.
 */
export async function checkClips({ tracks }: Timeline, directory: string): Promise<void> {
  for (const track of ['narration', 'music'] as const) {
    for (const [index, clip] of tracks[track].entries()) await checkFile(`tracks.${track}.${index}`, clip, directory)
  }
  const overlaps = findOverlaps(tracks.narration)
  if (overlaps.length > 0) {
    throw new VideoError('TIMELINE_INVALID', `${overlaps.join('; ')}: narration clips must follow each other`, {
      details: { errors: overlaps },
    })
  }
}

async function checkFile(path: string, { file }: AudioClip, directory: string): Promise<void> {
  try {
    const wav = await openWav(join(directory, file))
    await wav.close()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new VideoError('TIMELINE_INVALID', `${path}: ${reason}`, { details: { path, file }, cause })
  }
}

/** What is wrong with a narration whose clips do not follow each other, one sentence a clip. */
export function findOverlaps(narration: readonly AudioClip[]): string[] {
  const placed = narration
    .map((clip, index) => ({ ...clip, path: `tracks.narration.${index}` }))
    .toSorted((a, b) => a.startSeconds - b.startSeconds)
  return placed.flatMap(({ path, startSeconds }, index) => {
    const before = placed[index - 1]
    const endSeconds = before ? before.startSeconds + before.durationSeconds : 0
    if (!before || startSeconds >= endSeconds - OVERLAP_SECONDS) return []
    return [`${path} starts at ${startSeconds} s, while ${before.path} speaks until ${endSeconds.toFixed(3)} s`]
  })
}

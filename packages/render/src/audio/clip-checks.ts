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
  checkOverlap(tracks.narration)
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

function checkOverlap(narration: readonly AudioClip[]): void {
  const placed = narration
    .map((clip, index) => ({ ...clip, path: `tracks.narration.${index}` }))
    .toSorted((a, b) => a.startSeconds - b.startSeconds)
  for (const [index, { path, startSeconds }] of placed.entries()) {
    const before = placed[index - 1]
    const endSeconds = before ? before.startSeconds + before.durationSeconds : 0
    if (!before || startSeconds >= endSeconds - OVERLAP_SECONDS) continue
    const message =
      `${path} starts at ${startSeconds} s, while ${before.path} speaks until ${endSeconds.toFixed(3)} s: ` +
      'narration clips must follow each other.'
    throw new VideoError('TIMELINE_INVALID', message, { details: { path } })
  }
}

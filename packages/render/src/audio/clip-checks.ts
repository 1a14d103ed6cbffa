import { join } from 'node:path'
import { VideoError, type AudioClip, type Timeline } from '@mavs/core/essentials'
import { openWav } from './wav.ts'

/** Checks that every sound of a timeline can be read. Throws `TIMELINE_INVALID` naming the clip by its path in it. */
export async function checkClips({ tracks }: Timeline, directory: string): Promise<void> {
  for (const track of ['narration', 'music'] as const) {
    for (const [index, clip] of tracks[track].entries()) await checkFile(`tracks.${track}.${index}`, clip, directory)
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

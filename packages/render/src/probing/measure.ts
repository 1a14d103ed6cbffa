import type { Measurement, RenderOptions } from '@mavs/core'
import { VideoError } from '@mavs/core/essentials'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { readContainer } from './container.ts'
import { measurePicture } from './picture.ts'
import { measureSound } from './sound.ts'

/**
 * Measures a video file by reading its index and decoding all of its picture and sound. Throws `RENDER_FAILED` when it
 * is not a video with sound, or does not decode without fault to its end; and the signal's reason.
 */
export async function measureVideo(ffmpeg: Ffmpeg, file: string, options: RenderOptions): Promise<Measurement> {
  const facts = await readContainer(file).catch((error: Error) => {
    throw new VideoError('RENDER_FAILED', `${file} is not a readable video: ${error.message}`, { cause: error })
  })
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const report = (share: number) => options.report?.(Math.min(1, share))
  const decoding = [
    measurePicture(ffmpeg, file, facts.video, { signal, report }),
    measureSound(ffmpeg, file, signal),
  ] as const
  try {
    const [picture, sound] = await Promise.all(decoding)
    checkCount(file, facts.video.frames, picture.frames)
    const { loudnessLufs, truePeakDbtp, silent } = sound
    return {
      ...facts,
      audio: { ...facts.audio, loudnessLufs, truePeakDbtp },
      black: picture.black,
      frozen: picture.frozen,
      silent,
    }
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled(decoding)
    throw error
  }
}

function checkCount(file: string, expected: number, decoded: number): void {
  if (decoded === expected) return
  throw new VideoError('RENDER_FAILED', `${file} holds ${expected} frames, but only ${decoded} decode`, {
    details: { expected, decoded },
  })
}

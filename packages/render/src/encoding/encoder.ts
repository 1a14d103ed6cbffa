import type { Timeline } from '@mavs/core'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { startFfmpeg } from '../media/run.ts'

/** Takes the frames of one segment. */
export interface SegmentEncoder {
  /** Resolves when the frame has been handed over, so that its memory may change. */
  write(frame: Buffer): Promise<void>
  /** Resolves when the file is complete. */
  finish(): Promise<void>
}

/** Written into the stream (VUI) and the container, so that no player has to guess. */
const COLOUR = ['primaries', 'trc', 'space'].flatMap((name) => [
  name === 'space' ? '-colorspace' : `-color_${name}`,
  'bt709',
])

/** Seconds between key frames at most. */
export const GOP_SECONDS = 2
/** More threads would be faster on larger machines, but each number of threads gives other bytes. */
const THREADS = 2

/** Starts an encoder for I420 frames: H.264 High, closed GOP, the same bytes for the same frames. */
export function startSegmentEncoder(
  ffmpeg: Ffmpeg,
  timeline: Timeline,
  output: string,
  what: string,
  signal: AbortSignal,
): SegmentEncoder {
  const process = startFfmpeg(ffmpeg, { arguments: segmentArguments(timeline, output), what, signal })
  process.stdout.resume()
  return {
    async write(frame) {
      const failed = await new Promise<Error | null | undefined>((resolve) => process.stdin.write(frame, resolve))
      if (failed) {
        await process.ended
        throw failed
      }
    },
    async finish() {
      process.stdin.end()
      await process.ended
    },
  }
}

/** The arguments that turn raw I420 on stdin into a segment. */
export function segmentArguments(timeline: Timeline, output: string): string[] {
  const { widthPx, heightPx, frameRate } = timeline.format
  return [
    ...['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${widthPx}x${heightPx}`, '-r', `${frameRate}`],
    ...[...COLOUR, '-color_range', 'tv', '-i', 'pipe:0', '-an'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-crf', `${timeline.crf}`, '-g', `${frameRate * GOP_SECONDS}`, '-threads', `${THREADS}`],
    ...[...COLOUR, '-color_range', 'tv', '-flags:v', '+cgop+bitexact', '-fflags', '+bitexact', '-map_metadata', '-1'],
    ...['-video_track_timescale', `${timescale(frameRate)}`, '-f', 'mp4', output],
  ]
}

/** Ticks a second in the container: a multiple of the frame rate, so that each frame has a whole number of them. */
export function timescale(frameRate: number): number {
  return frameRate * 512
}

import type { Timeline } from '@mavs/core'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { startFfmpeg } from '../media/run.ts'

/** Takes the frames of one segment. */
export interface SegmentEncoder {
  /** Resolves when the frame has been handed over, so that its memory may change. */
  write(frame: Buffer): Promise<void>
  /** Resolves when the file is complete. */
  finish(): Promise<void>
  /** Settles when the encoder's process is gone. */
  readonly ended: Promise<unknown>
}

/** Written into the stream (VUI) and the container, so that no player has to guess. */
const COLOUR = '-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv'

/** Seconds between key frames at most. */
const GOP_SECONDS = 2
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
    ended: process.ended,
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
export function segmentArguments({ format, crf }: Timeline, output: string): string[] {
  const { widthPx, heightPx, frameRate } = format
  const input = `-f rawvideo -pix_fmt yuv420p -s ${widthPx}x${heightPx} -r ${frameRate} ${COLOUR} -i pipe:0`
  const quality = `-c:v libx264 -preset veryfast -profile:v high -pix_fmt yuv420p -crf ${crf} -threads ${THREADS}`
  const stream = `-g ${frameRate * GOP_SECONDS} -flags:v +cgop+bitexact ${COLOUR}`
  const file = `-an -map_metadata -1 -fflags +bitexact -video_track_timescale ${timescale(frameRate)} -f mp4`
  return [...`-v error ${input} ${quality} ${stream} ${file}`.split(' '), output]
}

/** Ticks a second in the container: a multiple of the frame rate, so that each frame has a whole number of them. */
export function timescale(frameRate: number): number {
  return frameRate * 512
}

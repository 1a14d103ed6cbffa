import type { Measurement } from '@mavs/core'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { startFfmpeg } from '../media/run.ts'
import { createFreezeDetector, isBlack } from './luma.ts'
import { collectSpans } from './spans.ts'

/** What decoding every frame told. */
export interface PictureFacts extends Pick<Measurement, 'black' | 'frozen'> {
  readonly frames: number
}

/** Frames are looked at in this height (or width, where that is the shorter side) at most. */
const SHORT_SIDE_PX = 270
/** A picture that stands still for longer may be a fault. */
const FROZEN_SECONDS = 4

/** Decodes the whole picture and finds the spans in which it is black or stands still. */
export async function measurePicture(
  ffmpeg: Ffmpeg,
  file: string,
  video: Measurement['video'],
  options: { readonly signal: AbortSignal; readonly report: (share: number) => void },
): Promise<PictureFacts> {
  const { width, height } = reducedSize(video)
  const black = collectSpans(0)
  const frozen = collectSpans(FROZEN_SECONDS)
  const freeze = createFreezeDetector(width, height)
  const fullRange = video.colour.endsWith('/full')
  let frames = 0
  const filter = `extractplanes=y,scale=${width}:${height}:flags=area`
  const decoder = startFfmpeg(ffmpeg, {
    arguments: ['-v', 'error', '-xerror', '-i', file, '-map', '0:v:0', '-vf', filter, '-f', 'rawvideo', 'pipe:1'],
    what: `Decoding the picture of ${file}`,
    signal: options.signal,
  })
  decoder.stdin.end()
  for await (const frame of framesOf(decoder.stdout, width * height)) {
    const seconds = frames / video.frameRate
    black.add(seconds, isBlack(frame, fullRange))
    const startedOver = freeze.changed(frame)
    if (startedOver) frozen.add(seconds, false)
    frozen.add(seconds, true)
    frames++
    options.report(frames / video.frames)
  }
  await decoder.ended
  const endSeconds = frames / video.frameRate
  return { frames, black: black.end(endSeconds), frozen: frozen.end(endSeconds) }
}

function reducedSize({ widthPx, heightPx }: Measurement['video']): { width: number; height: number } {
  const factor = Math.min(1, SHORT_SIDE_PX / Math.min(widthPx, heightPx))
  return { width: Math.round(widthPx * factor), height: Math.round(heightPx * factor) }
}

/** Cuts a stream into frames; each is overwritten by the next. */
async function* framesOf(stream: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Uint8Array> {
  const frame = new Uint8Array(bytes)
  let filled = 0
  for await (const chunk of stream) {
    for (let position = 0; position < chunk.length;) {
      const part = chunk.subarray(position, position + bytes - filled)
      frame.set(part, filled)
      filled += part.length
      position += part.length
      if (filled < bytes) continue
      filled = 0
      yield frame
    }
  }
}

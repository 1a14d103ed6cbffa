import type { Timeline } from '@mavs/core'
import { createI420Converter, type I420Converter } from '../conversion/i420.ts'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { startSegmentEncoder } from './encoder.ts'
import { encodeFrames, type FrameSource } from './frames.ts'
import { segmentKey } from './segment-key.ts'
import type { SegmentStore } from './segment-store.ts'
import { planSegments, type EncodedSegment, type Segment } from './segments.ts'

/** The picture's part of a rendering. */
export interface PictureEncoding {
  readonly ffmpeg: Ffmpeg
  readonly fingerprint: string
  readonly timeline: Timeline
  readonly drawer: FrameSource
  readonly store: SegmentStore
  readonly signal: AbortSignal
  /** Gets every process that is started, for whoever has to wait for their ends. */
  readonly running: Promise<unknown>[]
  /** Told the share of frames that are done. */
  report(share: number): void
}

/** Makes the files of all segments; those in the store are taken as they are. */
export async function encodeSegments(
  encoding: PictureEncoding,
): Promise<{ segments: EncodedSegment[]; rendered: number }> {
  const { timeline, store, fingerprint, ffmpeg } = encoding
  const { widthPx, heightPx, frameRate } = timeline.format
  const converter = createI420Converter(widthPx, heightPx)
  const segments: EncodedSegment[] = []
  let finishing: Promise<unknown> = Promise.resolve()
  let rendered = 0
  const makers = { renderer: fingerprint, ffmpeg: ffmpeg.build }
  for (const [index, segment] of planSegments(timeline).entries()) {
    const key = segmentKey(timeline, segment, makers, encoding.drawer.contentOf)
    const reused = await store.find(key)
    if (reused) segments[index] = { ...segment, file: reused }
    else {
      rendered++
      const finish = await feedSegment(encoding, converter, segment, key)
      // The encoder finishes its last frames while the next segment is being drawn.
      await finishing
      finishing = finish().then((file) => (segments[index] = { ...segment, file }))
      finishing.catch(() => {})
    }
    encoding.report(segment.endFrame / (timeline.durationSeconds * frameRate))
  }
  await finishing
  return { segments, rendered }
}

/** Gives a segment's frames to an encoder; the returned function waits for the file. */
async function feedSegment(
  encoding: PictureEncoding,
  converter: I420Converter,
  segment: Segment,
  key: string,
): Promise<() => Promise<string>> {
  const { ffmpeg, timeline, store, drawer, signal, running } = encoding
  const { frameRate } = timeline.format
  const what = `Encoding from ${(segment.startFrame / frameRate).toFixed(2)} s`
  const encoder = startSegmentEncoder(ffmpeg, timeline, store.draft(key), what, signal)
  running.push(encoder.ended)
  const onFrame = (frame: number) => encoding.report((frame + 1) / (timeline.durationSeconds * frameRate))
  await encodeFrames(drawer, converter, encoder, timeline, segment, { signal, onFrame })
  return async () => {
    await encoder.finish()
    return store.keep(key)
  }
}

import { setImmediate } from 'node:timers/promises'
import { VideoError, type Timeline, type Warning } from '@mavs/core/essentials'
import { alignRectangle, type I420Converter, type Rectangle } from '../conversion/i420.ts'
import { asVideoError } from '../media/failure.ts'
import type { SegmentEncoder } from './encoder.ts'
import type { Segment } from './segments.ts'

/** What the encoder asks of whoever draws. Frames are numbered from the start of the video. */
export interface FrameSource {
  /** Makes frames ready to be drawn, from the first up to the second. Default: they are. */
  prepare?(startFrame: number, endFrame: number): Promise<void>
  /** Goes to a frame and says what differs from the one before, whichever that was. */
  draw(frame: number): FrameChange
  /** The frame as RGBA. */
  pixels(): Uint8Array
  /** A rectangle of it. */
  region(rectangle: Rectangle): Uint8Array
  /** Takes pixels back that are not needed any more. */
  release?(pixels: Uint8Array): void
  readonly warnings: readonly Warning[]
  /** Digests of the files that a scene shows. Default: none. */
  contentOf?(sceneId: string): readonly string[]
  /** Gives back what is held open. */
  close?(): void
}

/** What changed from one drawn frame to the next. */
export type FrameChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'regions'; readonly rects: readonly Rectangle[] }

/** Draws, converts and hands over a segment's frames; only what changed is read back from the canvas. */
export async function encodeFrames(
  source: FrameSource,
  converter: I420Converter,
  encoder: SegmentEncoder,
  timeline: Timeline,
  segment: Segment,
  options: { readonly signal: AbortSignal; readonly onFrame: (frame: number) => void },
): Promise<void> {
  await source.prepare?.(segment.startFrame, segment.endFrame)
  for (let frame = segment.startFrame; frame < segment.endFrame; frame++) {
    // A segment starts from nothing, so that its bytes do not depend on what was drawn before it.
    drawFrame(source, converter, timeline, frame, frame === segment.startFrame)
    await encoder.write(converter.frame)
    // Canvas buffers are freed by the event loop only; without this turn, memory grows and drawing slows down.
    await setImmediate()
    options.signal.throwIfAborted()
    options.onFrame(frame)
  }
}

function drawFrame(
  source: FrameSource,
  converter: I420Converter,
  timeline: Timeline,
  frame: number,
  isFirst: boolean,
): void {
  try {
    const change = source.draw(frame)
    if (isFirst || change.kind === 'all') {
      const pixels = source.pixels()
      converter.convert(pixels)
      source.release?.(pixels)
    } else if (change.kind === 'regions') convertRegions(source, converter, timeline, change.rects)
  } catch (error) {
    throw drawingFailure(error, timeline, frame)
  }
}

function convertRegions(
  source: FrameSource,
  converter: I420Converter,
  { format }: Timeline,
  rectangles: readonly Rectangle[],
): void {
  for (const rectangle of rectangles) {
    const aligned = alignRectangle(rectangle, format.widthPx, format.heightPx)
    if (aligned === undefined) continue
    const pixels = source.region(aligned)
    converter.convertRectangle(pixels, aligned)
    source.release?.(pixels)
  }
}

function drawingFailure(error: unknown, { tracks, format }: Timeline, frame: number): VideoError {
  const seconds = frame / format.frameRate
  const index = tracks.scenes.findLastIndex((scene) => scene.startSeconds <= seconds)
  const scene = tracks.scenes[index]
  return asVideoError(
    error,
    `Drawing tracks.scenes.${index} ("${scene?.id}", ${scene?.visual.kind}) failed at ${seconds.toFixed(2)} s`,
  )
}

import { createHash } from 'node:crypto'
import type { Timeline } from '@mavs/core'
import type { Segment } from './segments.ts'

/** What made the bytes, beside the timeline. */
export interface Makers {
  /** Digest of the renderer's own code and its libraries' versions. */
  readonly renderer: string
  /** The ffmpeg build. */
  readonly ffmpeg: string
}

/**
 * The name of a segment by its content: a digest of all that its frames depend on, with times counted from its start.
 * Scenes that only move in time, and segments whose neighbours change, keep their name.
 */
export function segmentKey(timeline: Timeline, segment: Segment, makers: Makers): string {
  const { format, style, seed, crf, language, burnCaptions, tracks } = timeline
  const content = {
    makers,
    picture: { format, style, seed, crf, language, burnCaptions },
    frames: segment.endFrame - segment.startFrame,
    scenes: tracks.scenes
      .map((scene, index) => ({ ...scene, index }))
      .filter(({ index }) => isSeen(timeline, index, segment)),
    captions: burnCaptions ? tracks.captions.filter((cue) => overlaps(cue, timeline, segment)) : [],
  }
  const start = segment.startFrame / format.frameRate
  return createHash('sha256')
    .update(JSON.stringify(content, shifted(start)))
    .digest('hex')
    .slice(0, 32)
}

/** A scene is seen while it lasts, and while the next one comes in over it. */
function isSeen({ tracks, format }: Timeline, index: number, segment: Segment): boolean {
  const scene = tracks.scenes[index]!
  const next = tracks.scenes[index + 1]
  const endSeconds = next ? next.startSeconds + next.transition.durationSeconds : scene.endSeconds
  return scene.startSeconds * format.frameRate < segment.endFrame && endSeconds * format.frameRate > segment.startFrame
}

function overlaps(
  span: { readonly startSeconds: number; readonly endSeconds: number },
  { format }: Timeline,
  { startFrame, endFrame }: Segment,
): boolean {
  return span.startSeconds * format.frameRate < endFrame && span.endSeconds * format.frameRate > startFrame
}

/** A JSON replacer that counts absolute times from the segment's start, in whole microseconds. */
function shifted(startSeconds: number): (key: string, value: unknown) => unknown {
  return (key, value) =>
    (key === 'startSeconds' || key === 'endSeconds') && typeof value === 'number'
      ? Math.round((value - startSeconds) * 1e6)
      : value
}

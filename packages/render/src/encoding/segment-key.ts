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
 * A segment whose neighbours change, or that only moves in time, keeps its name. `contentOf` gives the digests of the files
 * that a scene shows.
 */
export function segmentKey(
  timeline: Timeline,
  segment: Segment,
  makers: Makers,
  contentOf: (sceneId: string) => readonly string[] = () => [],
): string {
  // Whatever a timeline is given in future counts, unless it is known not to be seen.
  const {
    tracks,
    durationSeconds: _length,
    audioBitrateKbps: _rate,
    accents: _sounds,
    declared: _spans,
    ...video
  } = timeline
  const { format, burnCaptions } = video
  const content = {
    makers,
    video: { ...video, scenes: tracks.scenes.length },
    frames: segment.endFrame - segment.startFrame,
    scenes: tracks.scenes
      .map((scene, index) => ({
        ...scene,
        index,
        files: contentOf(scene.id),
        next: tracks.scenes[index + 1]?.transition.kind,
      }))
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
function isSeen(timeline: Timeline, index: number, segment: Segment): boolean {
  const { startSeconds, endSeconds } = timeline.tracks.scenes[index]!
  const next = timeline.tracks.scenes[index + 1]
  const gone = next ? next.startSeconds + next.transition.durationSeconds : endSeconds
  return overlaps({ startSeconds, endSeconds: gone }, timeline, segment)
}

/** Less than this part of a frame is a rounding. */
const HAIR_FRAMES = 0.001

function overlaps(
  span: { readonly startSeconds: number; readonly endSeconds: number },
  { format }: Timeline,
  { startFrame, endFrame }: Segment,
): boolean {
  return (
    span.startSeconds * format.frameRate < endFrame - HAIR_FRAMES &&
    span.endSeconds * format.frameRate > startFrame + HAIR_FRAMES
  )
}

/** A JSON replacer that counts absolute times from the segment's start, in whole microseconds. */
function shifted(startSeconds: number): (key: string, value: unknown) => unknown {
  return (key, value) =>
    (key === 'startSeconds' || key === 'endSeconds') && typeof value === 'number'
      ? Math.round((value - startSeconds) * 1e6)
      : value
}

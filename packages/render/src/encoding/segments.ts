import type { SceneClip, Timeline } from '@mavs/core'

/** A run of frames that is encoded, cached and joined as one piece. `endFrame` is the first frame after it. */
export interface Segment {
  readonly startFrame: number
  readonly endFrame: number
}

/** A segment with its finished file. */
export interface EncodedSegment extends Segment {
  readonly file: string
}

/** Shorter pieces join their neighbour: an encoder needs a few frames to order them properly. */
const SHORTEST_SECONDS = 1
/** After a transition a scene goes on in a piece of its own if it does so for this long. */
const LONG_REST_SECONDS = 3

/**
 * Cuts the picture at the starts of scenes, and after transitions: when a scene changes, the next one need not be made
 * again for the moment in which both are seen.
 */
export function planSegments(timeline: Timeline): Segment[] {
  const { frameRate } = timeline.format
  const total = Math.round(timeline.durationSeconds * frameRate)
  const shortest = SHORTEST_SECONDS * frameRate
  const cuts = [0]
  for (const seconds of timeline.tracks.scenes.flatMap(cutsOf)) {
    const frame = Math.round(seconds * frameRate)
    if (frame - cuts.at(-1)! >= shortest && total - frame >= shortest) cuts.push(frame)
  }
  return cuts.map((startFrame, index) => ({ startFrame, endFrame: cuts[index + 1] ?? total }))
}

function cutsOf({ startSeconds, endSeconds, transition }: SceneClip): number[] {
  const restSeconds = startSeconds + Math.max(SHORTEST_SECONDS, transition.durationSeconds)
  const isWorthIt = transition.durationSeconds > 0 && endSeconds - restSeconds >= LONG_REST_SECONDS
  return isWorthIt ? [startSeconds, restSeconds] : [startSeconds]
}

import type { Timeline } from '@mavs/core'

/** A run of frames that is encoded, cached and joined as one piece. `endFrame` is the first frame after it. */
export interface Segment {
  readonly startFrame: number
  readonly endFrame: number
}

/** Shorter pieces join their neighbour: an encoder needs a few frames to order them properly. */
const SHORTEST_SECONDS = 1

/** Cuts the picture at the starts of scenes. A transition belongs to the scene that comes in. */
export function planSegments(timeline: Timeline): Segment[] {
  const { frameRate } = timeline.format
  const total = Math.round(timeline.durationSeconds * frameRate)
  const shortest = SHORTEST_SECONDS * frameRate
  const cuts = [0]
  for (const scene of timeline.tracks.scenes) {
    const frame = Math.round(scene.startSeconds * frameRate)
    if (frame - cuts.at(-1)! >= shortest && total - frame >= shortest) cuts.push(frame)
  }
  return cuts.map((startFrame, index) => ({ startFrame, endFrame: cuts[index + 1] ?? total }))
}

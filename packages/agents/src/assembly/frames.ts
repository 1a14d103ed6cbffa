/** A stretch of the video; both ends fall on frames. */
export interface FrameSpan {
  readonly startSeconds: number
  readonly endSeconds: number
}

/**
 * Lays durations one after the other on whole frames. Each boundary is rounded from the exact sum up to it, so that
 * errors do not add up: no scene is ever more than half a frame off. A span holds at least one frame.
 */
export function snapToFrames(durations: readonly number[], frameRate: number): FrameSpan[] {
  let exactSeconds = 0
  let startFrame = 0
  return durations.map((durationSeconds) => {
    exactSeconds += durationSeconds
    const endFrame = Math.max(startFrame + 1, Math.round(exactSeconds * frameRate))
    const span = { startSeconds: startFrame / frameRate, endSeconds: endFrame / frameRate }
    startFrame = endFrame
    return span
  })
}

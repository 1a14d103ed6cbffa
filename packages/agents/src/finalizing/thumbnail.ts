import type { Timeline } from '@mavs/core'

/** How far into a scene its elements have come in and stand. */
const SETTLED_SHARE = 0.75

/** The moment that shows a video best: its title (else its first scene) when everything stands, before the next comes in. */
export function thumbnailSeconds({ tracks: { scenes }, format }: Timeline): number {
  const title = scenes.find((scene) => scene.visual.kind === 'title') ?? scenes[0]!
  const next = scenes[scenes.indexOf(title) + 1]
  const untouchedEnd = title.endSeconds - (next?.transition.durationSeconds ?? 0) - 1 / format.frameRate
  const settled = title.startSeconds + (title.endSeconds - title.startSeconds) * SETTLED_SHARE
  return Math.max(title.startSeconds, Math.min(settled, untouchedEnd))
}

/** The timeline as a still should show it: the picture alone, without captions. */
export function withoutCaptions(timeline: Timeline): Timeline {
  return { ...timeline, burnCaptions: false, tracks: { ...timeline.tracks, captions: [] } }
}

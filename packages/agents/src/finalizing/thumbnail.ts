import type { Timeline } from '@mavs/core'

/** How far into a scene its elements have come in and stand. */
const SETTLED_SHARE = 0.75
/** Before a scene ends, its elements leave. */
const LEAVING_SECONDS = 0.5

/** The moment that shows a video best: its title (else its first scene) when everything stands, before it leaves. */
export function thumbnailSeconds({ tracks: { scenes } }: Timeline): number {
  const title = scenes.find((scene) => scene.visual.kind === 'title') ?? scenes[0]!
  const settled = title.startSeconds + (title.endSeconds - title.startSeconds) * SETTLED_SHARE
  return Math.max(title.startSeconds, Math.min(settled, title.endSeconds - LEAVING_SECONDS))
}

/** The timeline as a still should show it: the picture alone, without captions. */
export function withoutCaptions(timeline: Timeline): Timeline {
  return { ...timeline, burnCaptions: false, tracks: { ...timeline.tracks, captions: [] } }
}

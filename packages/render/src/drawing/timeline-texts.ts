import type { Timeline } from '@mavs/core'

/** Characters that the drawer adds by itself. */
const OWN = '0123456789 /.,…“”‘’«»„–—−×·%IVX№'

/** Every text that a timeline shows, so that the fonts for its characters can be readied. */
export function textsOf(timeline: Timeline): string[] {
  const visuals = timeline.tracks.scenes.flatMap((clip) => stringsIn(clip.visual))
  const captions = timeline.tracks.captions.flatMap((cue) => cue.lines.flat().map((word) => word.text))
  return [OWN, timeline.title, ...visuals, ...(timeline.burnCaptions ? captions : [])]
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

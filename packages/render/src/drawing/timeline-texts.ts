import type { SceneClip, Timeline } from '@mavs/core'
import { canonicalLanguage } from '../text/language.ts'
import { SCENE_KINDS } from '../scenes/registry.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'

/** Characters that the drawer adds by itself. */
const OWN = '0123456789 /.,…“”‘’«»„–—−×·%IVX№'

/** Every text that a timeline shows, so that the fonts for its characters can be readied. */
export function textsOf(timeline: Timeline, kinds: readonly SceneKind[] = []): string[] {
  const visuals = timeline.tracks.scenes.flatMap((clip) => [
    ...stringsIn(clip.visual),
    ...ownTexts(clip, timeline.language, [...kinds, ...SCENE_KINDS]),
  ])
  const captions = timeline.tracks.captions.flatMap((cue) => cue.lines.flat().map((word) => word.text))
  const numerals = new Intl.NumberFormat(canonicalLanguage(timeline.language)).format(9_876_543_210.5)
  return [OWN, numerals, timeline.title, ...visuals, ...(timeline.burnCaptions ? captions : [])]
}

/** What a kind adds to its visual; what is wrong with the visual is told when it is laid out. */
function ownTexts({ visual }: SceneClip, language: string, kinds: readonly SceneKind[]): readonly string[] {
  const kind = kinds.find((candidate) => candidate.kind === visual.kind)
  const given = kind?.ownTexts && kind.schema.safeParse(visual)
  return given?.success ? kind!.ownTexts!(given.data, language) : []
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

import type { MusicRequest, StyleName } from '@mavs/core'
import { createRandom, seedFrom } from '@mavs/core/essentials'
import { planForm, type Form, type Section } from './form.ts'
import { planHarmony, type Harmony } from './harmony.ts'
import { createLayerWriter, writeLastChord } from './layers.ts'
import { MOODS } from './moods.ts'
import type { Note } from './note.ts'
import { markScenes } from './scene-marks.ts'

/** A piece on paper. */
export interface Arrangement {
  readonly style: StyleName
  readonly form: Form
  readonly harmony: Harmony
  /** In the order in which they begin. */
  readonly notes: readonly Note[]
}

/** Writes a piece: its form, its harmony, and what each layer of the mood plays in every bar. */
export function arrange({ durationSeconds, style, seed, sceneStarts }: MusicRequest): Arrangement {
  const mood = MOODS[style]
  const form = planForm(durationSeconds, mood)
  const harmony = planHarmony(form, mood, createRandom(seedFrom(seed, style, 'harmony')))
  const notes = [
    ...mood.layers.flatMap((layer, index) => {
      const write = createLayerWriter(layer, {
        mood,
        form,
        harmony,
        random: createRandom(seedFrom(seed, style, 'layer', index)),
      })
      return barsOf(form).flatMap(({ section, bar }) => write(section, bar))
    }),
    ...writeLastChord(mood, form, harmony),
    ...markScenes(sceneStarts, form, harmony),
  ]
  return { style, form, harmony, notes: notes.toSorted((a, b) => a.startSeconds - b.startSeconds) }
}

function barsOf(form: Form): { section: Section; bar: number }[] {
  return form.sections.flatMap((section) =>
    Array.from({ length: section.bars }, (_, index) => ({ section, bar: section.firstBar + index })),
  )
}

import type { Form, Section } from './form.ts'
import type { Mood } from './mood.ts'
import { buildChord, type Chord, type Key } from './theory.ts'

/** The chord of every bar, and the last one after them all. */
export interface Harmony {
  readonly key: Key
  readonly chords: readonly Chord[]
  readonly last: Chord
}

/** Chooses a key and gives each section its progression; a section keeps it when it comes back. */
export function planHarmony(form: Form, mood: Mood, random: () => number): Harmony {
  const key: Key = { tonic: pick(mood.tonics, random), scale: mood.scale }
  const theme = pick(mood.progressions, random)
  const answer = pick(mood.progressions, random)
  const contrast = pick(mood.contrasts, random)
  const chords = form.sections.flatMap((section) =>
    Array.from({ length: section.bars }, (_, bar) => {
      const progression = section.kind === 'contrast' ? contrast : section.variant % 2 === 1 ? answer : theme
      return buildChord(key, degreeAt(section, bar, progression, mood), mood.colour)
    }),
  )
  return { key, chords, last: buildChord(key, 0, 'triad') }
}

function degreeAt(section: Section, bar: number, progression: readonly number[], mood: Mood): number {
  if (section.kind === 'cadence') return mood.cadence[section.bars === 1 ? 1 : bar % 2] as number
  // Counted from the first bar: a section may be shorter than a slow progression.
  return progression[Math.floor((section.firstBar + bar) / mood.barsPerChord) % progression.length] as number
}

/** One of several, by chance. */
export function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item
}

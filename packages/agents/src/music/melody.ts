import { pick } from './harmony.ts'
import { clash, pitchesWithin, scaleStep, type Chord, type Key } from './theory.ts'

/** A note of a tune in sixteenths of its bar. */
export interface MelodyNote {
  readonly step: number
  readonly pitch: number
  /** In steps. */
  readonly length: number
}

/** A short idea: when its notes fall in a bar, and where each goes from the one before, in steps of the scale. */
export interface Motif {
  readonly rhythm: readonly number[]
  readonly moves: readonly number[]
}

/** How a bar of the tune is made from the motif. */
export type Development = 'statement' | 'answer' | 'inversion' | 'rest' | 'close'

const STEPS_PER_BAR = 16

/** Invents the piece's motif: mostly steps, at most one leap. */
export function inventMotif(rhythms: readonly (readonly number[])[], random: () => number): Motif {
  const rhythm = pick(rhythms, random)
  const leapAt = 1 + Math.floor(random() * (rhythm.length - 1))
  const moves = rhythm.map((_, index) => {
    if (index === 0) return 0
    const direction = random() < 0.5 ? -1 : 1
    return direction * (index === leapAt ? 2 + Math.floor(random() * 2) : 1)
  })
  return { rhythm, moves }
}

/** Four bars of tune: said, answered, said differently, brought to rest. */
export const PHRASE: readonly Development[] = ['statement', 'answer', 'inversion', 'close']
/** The same with room in it, for the quieter sections. */
export const SPARSE_PHRASE: readonly Development[] = ['statement', 'rest', 'answer', 'rest']

/**
 * One bar of the tune over its chord, near where the tune was. Notes on a beat are the chord's own; the others are of
 * the key and never a semitone from a note of the chord.
 */
export function developMotif(
  motif: Motif,
  development: Development,
  { chord, key }: { readonly chord: Chord; readonly key: Key },
  range: { readonly low: number; readonly high: number },
  from: number,
): MelodyNote[] {
  const { rhythm, moves } = vary(motif, development)
  const steps = Array.from({ length: 7 }, (_, step) => scaleStep(key, step))
  const scale = pitchesWithin(steps, range.low, range.high)
  const free = scale.filter((pitch) => isFree(pitch, chord))
  let position = from
  return rhythm.map((step, index) => {
    const allowed = step % 4 === 0 ? free.filter((pitch) => chord.pitchClasses.includes(pitch % 12)) : free
    const pitch = nearest(allowed, moved(scale, position, moves[index] ?? 0))
    position = pitch
    return { step, pitch, length: (rhythm[index + 1] ?? STEPS_PER_BAR) - step }
  })
}

function vary({ rhythm, moves }: Motif, development: Development): Motif {
  switch (development) {
    case 'statement':
      return { rhythm, moves }
    case 'answer':
      return { rhythm, moves: moves.map((move, index) => (index === moves.length - 1 ? -move : move)) }
    case 'inversion':
      return { rhythm, moves: moves.map((move) => -move) }
    case 'close':
      return { rhythm: rhythm.slice(0, 2), moves: moves.slice(0, 2) }
    case 'rest':
      return { rhythm: [], moves: [] }
  }
}

const isFree = (pitch: number, chord: Chord): boolean => chord.pitchClasses.every((other) => !clash(pitch, other))

/** The pitch that many places up or down from the place nearest to `from`. */
function moved(scale: readonly number[], from: number, places: number): number {
  const at = scale.indexOf(nearest(scale, from)) + places
  return scale[Math.max(0, Math.min(scale.length - 1, at))] as number
}

function nearest(pitches: readonly number[], target: number): number {
  return pitches.reduce((best, pitch) => (Math.abs(pitch - target) < Math.abs(best - target) ? pitch : best))
}

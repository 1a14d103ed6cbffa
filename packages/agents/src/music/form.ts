import type { Mood } from './mood.ts'

/** A stretch of whole bars with one character. */
export interface Section {
  readonly kind: 'intro' | 'theme' | 'contrast' | 'cadence'
  readonly firstBar: number
  readonly bars: number
  /** 0 to 1: decides which layers play. */
  readonly intensity: number
  /** Counts themes and contrasts, each from 0. */
  readonly variant: number
}

/** The whole piece in time: whole bars, then a last chord that rings to the end. */
export interface Form {
  readonly beatsPerMinute: number
  readonly barSeconds: number
  /** The last chord is struck where this many bars have passed. */
  readonly bars: number
  readonly sections: readonly Section[]
  readonly durationSeconds: number
}

/** How long the last chord rings, at the shortest, at best and at the longest. */
const RING_SECONDS = { low: 2.2, best: 3, high: 4.6 } as const

/** Chooses tempo and bars so that the last chord falls where it can ring out to exactly `durationSeconds`. */
export function planForm(durationSeconds: number, mood: Mood): Form {
  const { beatsPerMinute, bars } = fitTempo(durationSeconds, mood)
  return {
    beatsPerMinute,
    barSeconds: 240 / beatsPerMinute,
    bars,
    sections: planSections(bars),
    durationSeconds,
  }
}

/** The best of all tempos in tenths of a beat: whole phrases, a tempo in the mood's range, a good ring at the end. */
function fitTempo(durationSeconds: number, { tempo }: Mood): { beatsPerMinute: number; bars: number } {
  const centre = (tempo.low + tempo.high) / 2
  let best = { cost: Infinity, beatsPerMinute: centre, bars: 1 }
  for (let tenths = tempo.low * 9; tenths <= tempo.high * 11; tenths++) {
    const beatsPerMinute = tenths / 10
    const barSeconds = 240 / beatsPerMinute
    const mostBars = Math.max(1, Math.floor((durationSeconds - RING_SECONDS.low) / barSeconds))
    for (let bars = Math.max(1, mostBars - 3); bars <= mostBars; bars++) {
      const ring = durationSeconds - bars * barSeconds
      const cost = phraseCost(bars) + tempoCost(beatsPerMinute, tempo) + ringCost(ring)
      if (cost < best.cost) best = { cost, beatsPerMinute, bars }
    }
  }
  return best
}

/** Whole phrases are best; in a piece of a few bars an odd one does less harm. */
const phraseCost = (bars: number): number => (bars % 4 === 0 ? 0 : bars % 2 === 0 ? 0.4 : bars < 4 ? 0.5 : 1.2)

function tempoCost(beatsPerMinute: number, { low, high }: Mood['tempo']): number {
  const outside = Math.max(0, low - beatsPerMinute, beatsPerMinute - high)
  return 0.3 * outside + 0.01 * Math.abs(beatsPerMinute - (low + high) / 2)
}

const ringCost = (seconds: number): number =>
  0.5 * Math.abs(seconds - RING_SECONDS.best) + (seconds > RING_SECONDS.high ? seconds - RING_SECONDS.high : 0)

const PHRASE_BARS = 4

/** Intensities of the sections after the intro, over and over: the piece breathes instead of only growing. */
const ARC = [0.5, 0.65, 0.45, 0.75, 0.55, 0.85, 0.5, 0.7] as const

/** Intro, themes and contrasts by turns, and a cadence that prepares the last chord. */
function planSections(bars: number): Section[] {
  const cadenceBars = bars >= 4 ? 2 : bars >= 2 ? 1 : 0
  const introBars = bars >= 8 ? PHRASE_BARS : bars >= 6 ? 2 : 0
  const sections: Section[] = []
  const add = (kind: Section['kind'], length: number, intensity: number, variant: number) => {
    const firstBar = sections.reduce((sum, section) => sum + section.bars, 0)
    if (length > 0) sections.push({ kind, firstBar, bars: length, intensity, variant })
  }
  add('intro', introBars, 0.25, 0)
  const lengths = splitBody(bars - introBars - cadenceBars)
  for (const [index, length] of lengths.entries()) {
    const isContrast = index % 2 === 1 && index < lengths.length - 1
    add(isContrast ? 'contrast' : 'theme', length, ARC[index % ARC.length] as number, Math.ceil(index / 2))
  }
  add('cadence', cadenceBars, 0.5, 0)
  return sections
}

/** The body in sections of two phrases; a rest that is shorter than a phrase lengthens the last one. */
function splitBody(bars: number): number[] {
  const sectionBars = bars >= PHRASE_BARS * 4 ? PHRASE_BARS * 2 : PHRASE_BARS
  const count = Math.max(1, Math.floor(bars / sectionBars))
  const rest = bars - count * sectionBars
  if (bars <= 0) return []
  if (bars < sectionBars) return [bars]
  const lengths = Array.from({ length: count - 1 }, () => sectionBars)
  return rest >= PHRASE_BARS ? [...lengths, sectionBars, rest] : [...lengths, sectionBars + rest]
}

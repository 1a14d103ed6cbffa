import pLimit from 'p-limit'
import { spokenLength, USUAL_PACE } from './spoken-length.ts'

/** What is known, so far, of how long texts take to speak. */
export interface Measures {
  /** Seconds of a text: measured, else predicted from its letters. */
  readonly seconds: (text: string) => number
  /** Those that were not measured yet, each once. */
  unknown(texts: readonly string[]): string[]
  /** Measures texts, a few at a time. */
  take(texts: readonly string[]): Promise<void>
}

export interface MeasuresOptions {
  readonly estimate: (text: string) => Promise<number>
  /** Default 2. */
  readonly concurrency?: number
}

/** Makes measures that remember, and learn the voice's pace from what was measured. */
export function createMeasures({ estimate, concurrency = 2 }: MeasuresOptions): Measures {
  const known = new Map<string, number>()
  const pace = () => {
    const letters = [...known.keys()].reduce((sum, text) => sum + spokenLength(text), 0)
    const seconds = [...known.values()].reduce((sum, value) => sum + value, 0)
    return seconds > 0 ? letters / seconds : USUAL_PACE
  }
  let learnt = USUAL_PACE
  const unknown = (texts: readonly string[]) =>
    [...new Set(texts)].filter((text) => text.trim() !== '' && !known.has(text))
  return {
    seconds: (text) => (text.trim() === '' ? 0 : (known.get(text) ?? spokenLength(text) / learnt)),
    unknown,
    async take(texts) {
      const limit = pLimit(concurrency)
      const taken = unknown(texts)
      const seconds = await Promise.all(taken.map((text) => limit(() => estimate(text))))
      taken.forEach((text, index) => known.set(text, seconds[index]!))
      learnt = pace()
    },
  }
}

import type { Span } from './phone-alignment.ts'

/** A spoken sentence: its sound without the silence around it, and when its words are heard in it. */
export interface SpokenSentence {
  readonly samples: Float32Array
  readonly words: readonly (Span | undefined)[]
}

/** Sound is faded in and out over this long wherever it is cut. */
const FADE_SECONDS = 0.01

/** Puts sentences one after the other, with so much silence between them; word times count from the first one's start. */
export function joinSentences(
  sentences: readonly SpokenSentence[],
  options: { readonly sampleRateHz: number; readonly gapSeconds: number },
): SpokenSentence {
  const { sampleRateHz } = options
  const gap = Math.round(options.gapSeconds * sampleRateHz)
  const total =
    sentences.reduce((sum, { samples }) => sum + samples.length, 0) + gap * Math.max(0, sentences.length - 1)
  const joined = new Float32Array(total)
  let at = 0
  const words = sentences.flatMap((sentence) => {
    joined.set(fadeEdges(sentence.samples, Math.round(FADE_SECONDS * sampleRateHz)), at)
    const offset = at / sampleRateHz
    at += sentence.samples.length + gap
    return sentence.words.map((span) => span && shift(span, offset))
  })
  return { samples: joined, words }
}

/** Moves a span in time. */
export const shift = (span: Span, seconds: number): Span => ({
  startSeconds: span.startSeconds + seconds,
  endSeconds: span.endSeconds + seconds,
})

function fadeEdges(samples: Float32Array, count: number): Float32Array {
  const faded = samples.slice()
  for (let index = 0; index < Math.min(count, faded.length); index++) {
    const gain = index / count
    faded[index]! *= gain
    faded[faded.length - 1 - index]! *= gain
  }
  return faded
}

import { describe, expect, it } from 'vitest'
import { alignByPauses } from '../../../packages/agents/src/alignment/by-pauses.ts'
import { spokenSpans } from '../../../packages/agents/src/alignment/pauses.ts'

const RATE_HZ = 8000

/** Tones of these lengths, in seconds, with silence of the lengths between them; a faint hum under all. */
function sound(...lengths: readonly number[]) {
  const parts = lengths.flatMap((seconds, index) =>
    Array.from({ length: Math.round(seconds * RATE_HZ) }, (_, at) =>
      index % 2 === 0 ? 0.0005 * Math.sin(at / 5) : 0.3 * Math.sin(at / 3),
    ),
  )
  return { samples: Float32Array.from(parts), sampleRateHz: RATE_HZ }
}

const starts = (text: string, ...lengths: readonly number[]) =>
  alignByPauses(text, sound(...lengths)).map(({ startSeconds }) => Math.round(startSeconds * 10) / 10)

describe('words by pauses', () => {
  it('are in the speech, never in a pause', () => {
    // A voice that lingers on its second sentence, which is the shorter one.
    const words = alignByPauses('Eins zwei drei vier. Fünf.', sound(0.2, 1, 0.6, 1.5, 0.4))
    expect(words.map(({ text }) => text)).toEqual(['Eins', 'zwei', 'drei', 'vier.', 'Fünf.'])
    expect(words[0]!.startSeconds).toBeCloseTo(0.2, 1)
    expect(words[3]!.endSeconds).toBeCloseTo(1.2, 1)
    expect(words[4]!.startSeconds).toBeCloseTo(1.8, 1)
    expect(words[4]!.endSeconds).toBeCloseTo(3.3, 1)
  })

  it('read on over a comma, and take a breath where there is no punctuation', () => {
    expect(starts('a, b c d', 0, 4)).toEqual([0, 1, 2, 3])
    expect(starts('alpha alpha alpha alpha', 0, 1, 0.3, 1)).toEqual([0, 0.5, 1.3, 1.8])
  })

  it('know the pauses of other scripts, and leave no time to what has no sound', () => {
    expect(starts('水は海から上がる。 雨は空から降る。', 0.1, 2, 0.5, 1.6)).toEqual([0.1, 2.6])
    expect(starts('one — two', 0, 2)).toEqual([0, 1, 1])
  })

  it('are all at the start of silence', () => {
    expect(alignByPauses('one two', sound(2)).map(({ endSeconds }) => endSeconds)).toEqual([0, 0])
    expect(alignByPauses('', sound(2))).toEqual([])
  })

  it('take no pause from the closure of a consonant', () => {
    expect(spokenSpans(sound(0, 1, 0.08, 1, 0.3, 1))).toHaveLength(2)
  })
})

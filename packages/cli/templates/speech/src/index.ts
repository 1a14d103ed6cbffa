import { definePlugin, TOKENS, type SpeechProvider, type Word } from '@mavs/core'

const SAMPLE_RATE_HZ = 16_000
const WORD_SECONDS = 0.28
const GAP_SECONDS = 0.07
/** Of a tone, at each end, so that it does not click. */
const FADE_SECONDS = 0.02
/** Notes of a pentatonic scale, in hertz: a word's length decides which one it gets. */
const NOTES_HZ = [220, 247, 277, 330, 370, 440, 494, 554, 659, 740]

/** Speaks a tone for every word, and knows to the sample when each one is heard. */
export function createVoice(): SpeechProvider {
  return {
    id: 'template-id',
    version: '1',
    isRemote: false,
    defaults: { neutral: 'tones', male: 'tones', female: 'tones' },
    voices: async () => [{ id: 'tones', description: 'A tone for every word', gender: 'neutral', languages: ['en'] }],
    async synthesize({ text, rate }, { signal }) {
      const spoken = text.split(/\s+/).filter(Boolean)
      const wordSamples = Math.round((WORD_SECONDS / rate) * SAMPLE_RATE_HZ)
      const stepSamples = wordSamples + Math.round((GAP_SECONDS / rate) * SAMPLE_RATE_HZ)
      const samples = new Float32Array(spoken.length * stepSamples)
      const words: Word[] = []
      for (const [index, word] of spoken.entries()) {
        signal.throwIfAborted()
        const start = index * stepSamples
        writeTone(samples.subarray(start, start + wordSamples), NOTES_HZ[word.length % NOTES_HZ.length]!)
        words.push({
          text: word,
          startSeconds: start / SAMPLE_RATE_HZ,
          endSeconds: (start + wordSamples) / SAMPLE_RATE_HZ,
        })
      }
      return { samples, sampleRateHz: SAMPLE_RATE_HZ, words }
    },
  }
}

function writeTone(samples: Float32Array, frequencyHz: number): void {
  const fade = FADE_SECONDS * SAMPLE_RATE_HZ
  for (let at = 0; at < samples.length; at++) {
    const level = Math.min(1, at / fade, (samples.length - 1 - at) / fade)
    samples[at] = 0.3 * level * Math.sin((2 * Math.PI * frequencyHz * at) / SAMPLE_RATE_HZ)
  }
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) => registry.provide(TOKENS.speech, () => createVoice()),
})

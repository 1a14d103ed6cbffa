import assert from 'node:assert/strict'
import type { SpeechProvider } from '../ports/speech.ts'
import { assertSettles, assertSound, checkOf, type ContractCheck } from './contract.ts'

export interface SpeechContractOptions {
  /** Makes a fresh provider; it is disposed after each check. */
  readonly create: () => SpeechProvider | Promise<SpeechProvider>
  /** What is spoken, in the language of the first voice. Default: an English sentence. */
  readonly text?: string
}

/** What every speech provider promises. */
export function speechContract({ create, text = TEXT }: SpeechContractOptions): ContractCheck[] {
  const check = (name: string, work: (speech: SpeechProvider) => Promise<void>) => checkOf(create, name, work)
  const signal = new AbortController().signal
  return [
    check('has an id and a version', async (speech) => {
      assert.match(speech.id, /^\S+$/)
      assert.match(speech.version, /\S/)
    }),
    check('offers voices with unique ids and BCP 47 languages', async (speech) => {
      const voices = await speech.voices()
      assert.ok(voices.length > 0, 'there is no voice')
      assert.equal(new Set(voices.map((voice) => voice.id)).size, voices.length, 'two voices share an id')
      for (const voice of voices) {
        assert.ok(voice.languages.length > 0, `voice ${voice.id} speaks no language`)
        assert.doesNotThrow(() => Intl.getCanonicalLocales([...voice.languages]), `languages of ${voice.id}`)
      }
    }),
    check('names a voice that it offers for neutral, male and female', async (speech) => {
      const ids = (await speech.voices()).map((voice) => voice.id)
      for (const [wish, id] of Object.entries(speech.defaults)) {
        assert.ok(ids.includes(id), `${wish} is "${id}", which is not among ${ids.join(', ')}`)
      }
    }),
    check('speaks a sentence audibly, at a plausible length', async (speech) => {
      const spoken = await speech.synthesize(await requestFor(speech, text), { signal })
      assertSound(spoken.samples, 'the speech')
      const seconds = spoken.samples.length / spoken.sampleRateHz
      const words = text.split(/\s+/).length
      assert.ok(seconds > words * 0.1 && seconds < words * 1.5, `${words} words took ${seconds.toFixed(2)} s`)
    }),
    check('tells each word once, in order, within the sound, if it tells words', async (speech) => {
      const spoken = await speech.synthesize(await requestFor(speech, text), { signal })
      if (spoken.words === undefined) return
      assert.deepEqual(
        spoken.words.map((word) => word.text),
        text.split(/\s+/),
      )
      const length = spoken.samples.length / spoken.sampleRateHz
      let before = 0
      for (const { text: word, startSeconds, endSeconds } of spoken.words) {
        assert.ok(startSeconds >= before - 1e-6, `"${word}" starts before the word before it`)
        assert.ok(endSeconds >= startSeconds, `"${word}" ends before it starts`)
        assert.ok(endSeconds <= length + 0.01, `"${word}" ends after the sound`)
        before = startSeconds
      }
    }),
    check('speaks faster at a higher rate', async (speech) => {
      const request = await requestFor(speech, text)
      const normal = await speech.synthesize(request, { signal })
      const fast = await speech.synthesize({ ...request, rate: 1.15 }, { signal })
      const ratio = normal.samples.length / normal.sampleRateHz / (fast.samples.length / fast.sampleRateHz)
      assert.ok(ratio > 1.05 && ratio < 1.3, `rate 1.15 spoke ${ratio.toFixed(3)} times as fast`)
    }),
    check('stops when its signal aborts', async (speech) => {
      const controller = new AbortController()
      const request = await requestFor(speech, `${text} `.repeat(20).trim())
      const call = speech.synthesize(request, { signal: controller.signal })
      controller.abort(new Error('called off'))
      await assertSettles(call, 'synthesize')
    }),
  ]
}

const TEXT = 'The quick brown fox jumps over the lazy dog near the river bank.'

async function requestFor(speech: SpeechProvider, text: string) {
  const voices = await speech.voices()
  const voice = voices.find(({ id }) => id === speech.defaults.neutral) ?? voices[0]!
  return { text, voice: voice.id, rate: 1, language: voice.languages[0]! }
}

import { afterAll, describe, expect, it } from 'vitest'
import { createFlite } from '../../../packages/agents/src/speech/flite.ts'
import { alignText, hasPocketsphinx, startErrors, summarise } from '../../helpers/forced-alignment.ts'

/** Harvard sentences, narration, and everything that is written otherwise than it is said: 30 sentences. */
const TEXTS = [
  'The birch canoe slid on the smooth planks. Glue the sheet to the dark blue background. It is easy to tell the ' +
    'depth of a well. These days a chicken leg is a rare dish. Rice is often served in round bowls.',
  'The juice of lemons makes fine punch. The box was thrown beside the parked truck. The hogs were fed chopped corn ' +
    'and garbage. Four hours of steady work faced us. A large size in stockings is hard to sell.',
  'The history of the ocean begins with a single drop of water. Every morning, millions of people drink coffee ' +
    'without thinking about where it comes from. Batteries matter: they store energy, and they move it.',
  'In 1995, Dr. Smith paid $3.50 for “coffee” — it wasn’t cheap! By 2024, the price had risen to €5, or 43% more.',
  'World War II lasted from 1939 to 1945. NASA landed Apollo 11 on 20 July 1969, and DNA testing came later.',
  'Solar panels now cost 90% less than in 2010: a kilowatt hour can cost as little as $0.02. Wind farms produce ' +
    '800 GW, at 20 km/h or more.',
  'A model is trained on examples, it is tested on others, and then it makes predictions. Is it thinking? No: it is ' +
    'counting, very fast.',
  'The Earth has warmed by about 1.2 °C since the 1880s; CO2 levels are over 420 ppm. Without action, sea levels ' +
    'could rise by 0.5 m by 2100.',
  'About 8,000,000,000 people live on the planet (in 195 countries). On 1 January 1983, at 10:30 a.m., the network ' +
    'changed over. See example.com for more, e.g. the 21st-century story of AI & GPUs.',
]

/** Start errors allowed at the 95th percentile, in seconds: the default voice is held to more. */
const LIMITS = [
  ['rms', 0.06],
  ['slt', 0.1],
  ['awb', 0.1],
  ['kal16', 0.1],
] as const

const name = hasPocketsphinx ? 'word times against a forced alignment' : 'word times (needs pocketsphinx)'

describe.skipIf(!hasPocketsphinx)(name, () => {
  const flite = createFlite()
  afterAll(() => flite.dispose!())

  it.each(LIMITS)(
    'puts the words of %s where an independent recogniser hears them',
    async (voice, limitSeconds) => {
      const errors: number[] = []
      for (const text of TEXTS) {
        const request = { text, voice, rate: 1, language: 'en' }
        const speech = await flite.synthesize(request, { signal: new AbortController().signal })
        const heard = await alignText(speech.samples, text)
        expect(heard, `not found in the sound: ${text}`).toBeDefined()
        errors.push(...startErrors(speech.words!, heard!))
      }
      const { mean, p95 } = summarise(errors)
      expect(errors.length).toBeGreaterThan(250)
      expect(p95).toBeLessThanOrEqual(limitSeconds)
      expect(mean).toBeLessThanOrEqual(limitSeconds / 2)
    },
    60_000,
  )

  it('hears the difference when the times are wrong', async () => {
    const text = TEXTS[0]!
    const request = { text, voice: 'rms', rate: 1, language: 'en' }
    const speech = await flite.synthesize(request, { signal: new AbortController().signal })
    const heard = (await alignText(speech.samples, text))!
    const late = speech.words!.map(({ text: word, startSeconds, endSeconds }) => ({
      text: word,
      startSeconds: startSeconds + 0.15,
      endSeconds: endSeconds + 0.15,
    }))
    expect(summarise(startErrors(late, heard)).p95).toBeGreaterThan(0.1)
  })

  it('does not find a text in the sound of another one', async () => {
    const request = { text: TEXTS[1]!, voice: 'rms', rate: 1, language: 'en' }
    const speech = await flite.synthesize(request, { signal: new AbortController().signal })
    const heard = await alignText(speech.samples.subarray(0, 16_000), TEXTS[0]!)
    expect(heard).toBeUndefined()
  })
})

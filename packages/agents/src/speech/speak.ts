import { chargeOf, type AgentContext, type SpeechProvider, type Word } from '@mavs/core'
import { readWav, writeWav } from '@mavs/render'
import type { VoiceChoice } from '../shared/voices.ts'
import { checkSound } from './check-sound.ts'
import { trimEdges } from './edges.ts'
import { guardOf } from './guards.ts'
import { stretchSpeech } from './stretch.ts'

/** A text that was spoken, now or earlier, as a file. */
export interface SpokenText {
  /** Absolute path of a mono WAV. */
  readonly file: string
  /** 0 when nothing of the text can be said. */
  readonly seconds: number
  /** One for each word of the text, in seconds from the start of the file; left out when the provider does not tell. */
  readonly words?: readonly Word[]
  /** Words that are shown but not heard. */
  readonly unspoken: readonly string[]
}

export interface SpeakRequest {
  readonly text: string
  readonly rate: number
  readonly language: string
}

type Means = Pick<AgentContext, 'ledger' | 'signal' | 'usage'>

const FILE = 'speech.wav'

/** Whether speaking costs money or the network, and is therefore done once for each text. */
export const isCostly = ({ isRemote, product }: SpeechProvider): boolean => isRemote || product !== undefined

/**
 * Speaks a text through the ledger: the same text in the same voice is never spoken twice. A costly voice speaks it
 * once at its own rate, and any other rate is made of that.
 */
export async function speak(request: SpeakRequest, choice: VoiceChoice, context: Means): Promise<SpokenText> {
  context.signal.throwIfAborted()
  if (request.rate === 1 || !isCostly(choice.provider)) return synthesise(request, choice, context)
  const spoken = await synthesise({ ...request, rate: 1 }, choice, context)
  return spoken.seconds === 0 ? spoken : stretch(spoken, request, choice, context)
}

const callerOf = ({ id, version }: SpeechProvider): string => `${id}@${version}`

async function synthesise(request: SpeakRequest, { provider, voice }: VoiceChoice, context: Means) {
  const input = { ...request, voice: voice.id }
  const call = { provider: callerOf(provider), operation: 'speak', input, isRemote: provider.isRemote }
  const characters = [...request.text].length
  const entry = await context.ledger.once(call, async (files) => {
    const speech = await context.usage.charge(chargeOf(provider, { characters }), async () => {
      const result = await guardOf(provider).run(async (signal) => {
        const answer = await provider.synthesize(input, { signal })
        checkSound(answer, request.text, provider.id)
        return answer
      }, context.signal)
      return { result, used: { characters } }
    })
    const { samples, sampleRateHz, words, unspoken = [] } = trimEdges(speech)
    await writeWav(files.path(FILE), [samples], { sampleRateHz, format: 'pcm16' })
    const seconds = samples.length / sampleRateHz
    const isWhole = words?.length === request.text.split(/\s+/).filter((word) => word !== '').length
    return { seconds, unspoken, ...(isWhole && { words: words.map((word) => within(word, seconds)) }) }
  })
  return { ...entry.value, file: entry.file(FILE) }
}

/** The same speech at another rate. */
async function stretch(spoken: SpokenText, request: SpeakRequest, choice: VoiceChoice, { ledger, signal }: Means) {
  const { provider, voice } = choice
  const input = { ...request, voice: voice.id, of: callerOf(provider) }
  const entry = await ledger.once({ provider: 'mavs-stretch@1', operation: 'stretch', input }, async (files) => {
    const { left, sampleRateHz } = await readWav(spoken.file)
    const samples = await stretchSpeech(left, sampleRateHz, request.rate, signal)
    await writeWav(files.path(FILE), [samples], { sampleRateHz, format: 'pcm16' })
    const seconds = samples.length / sampleRateHz
    const words = spoken.words?.map(({ text, startSeconds, endSeconds }) =>
      within({ text, startSeconds: startSeconds / request.rate, endSeconds: endSeconds / request.rate }, seconds),
    )
    return { seconds, unspoken: spoken.unspoken, ...(words && { words }) }
  })
  return { ...entry.value, file: entry.file(FILE) }
}

/** Milliseconds are enough, and keep documents short; no word ends after the sound. */
export function within({ text, startSeconds, endSeconds }: Word, seconds: number): Word {
  const limit = (value: number) => Math.max(0, Math.min(Math.round(value * 1000) / 1000, seconds))
  return { text, startSeconds: limit(startSeconds), endSeconds: limit(endSeconds) }
}

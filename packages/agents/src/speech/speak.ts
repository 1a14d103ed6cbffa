import { VideoError, type AgentContext, type Speech, type Word } from '@mavs/core'
import { writeWav } from '@mavs/render'
import type { VoiceChoice } from '../shared/voices.ts'

/** A text that was spoken, now or earlier, as a file. */
export interface SpokenText {
  /** Absolute path of a mono WAV. */
  readonly file: string
  /** 0 when nothing of the text can be said. */
  readonly seconds: number
  /** One for each word of the text, in seconds from the start of the file. */
  readonly words: readonly Word[]
  /** Words that are shown but not heard. */
  readonly unspoken: readonly string[]
  /** Whether the provider told the word times; else they are shared out by length. */
  readonly hasTimes: boolean
}

export interface SpeakRequest {
  readonly text: string
  readonly rate: number
  readonly language: string
}

const FILE = 'speech.wav'

/** Speaks a text through the ledger: the same text in the same voice is never spoken twice. */
export async function speak(
  request: SpeakRequest,
  { provider, voice }: VoiceChoice,
  context: Pick<AgentContext, 'ledger' | 'signal'>,
): Promise<SpokenText> {
  context.signal.throwIfAborted()
  const input = { ...request, voice: voice.id }
  const call = { provider: `${provider.id}@${provider.version}`, operation: 'speak', input }
  const entry = await context.ledger.once(call, async (files) => {
    const speech = await provider.synthesize(input, { signal: context.signal })
    checkSound(speech, provider.id)
    await writeWav(files.path(FILE), [speech.samples], { sampleRateHz: speech.sampleRateHz, format: 'pcm16' })
    return describe(request.text, speech)
  })
  return { ...entry.value, file: entry.file(FILE) }
}

function checkSound({ samples, sampleRateHz }: Speech, provider: string): void {
  const isSound = sampleRateHz > 0 && samples.every((sample) => sample >= -1 && sample <= 1)
  if (isSound) return
  const message = `speech provider "${provider}" answered with sound that is not from -1 to 1, or without a sample rate`
  throw new VideoError('AGENT_OUTPUT_INVALID', message, { details: { provider } })
}

function describe(text: string, speech: Speech): Omit<SpokenText, 'file'> {
  const seconds = speech.samples.length / speech.sampleRateHz
  const expected = text.split(/\s+/).filter((word) => word !== '')
  const hasTimes = speech.words?.length === expected.length
  const words = hasTimes ? speech.words! : shareOut(expected, seconds)
  return { seconds, words: words.map((word) => round(word, seconds)), unspoken: speech.unspoken ?? [], hasTimes }
}

/** Words one after the other, each as long as its share of the letters. */
function shareOut(words: readonly string[], seconds: number): Word[] {
  const letters = words.reduce((sum, word) => sum + word.length, 0)
  let end = 0
  return words.map((text) => {
    const startSeconds = end
    end += (text.length / letters) * seconds
    return { text, startSeconds, endSeconds: end }
  })
}

/** Milliseconds are enough, and keep documents short; no word ends after the sound. */
function round({ text, startSeconds, endSeconds }: Word, seconds: number): Word {
  const limit = (value: number) => Math.max(0, Math.min(Math.round(value * 1000) / 1000, seconds))
  return { text, startSeconds: limit(startSeconds), endSeconds: limit(endSeconds) }
}

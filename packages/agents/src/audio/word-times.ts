import type { AgentContext, Word } from '@mavs/core'
import { readWav } from '@mavs/render'
import type { WordAligner } from '../alignment/word-aligner.ts'
import type { VoiceChoice } from '../shared/voices.ts'
import { within, type SpeakRequest, type SpokenText } from '../speech/speak.ts'

/** A spoken text of which it is known when each of its words is heard. */
export interface TimedText extends SpokenText {
  readonly words: readonly Word[]
  /** False when the times come from pauses and the words' lengths only. */
  readonly isExact: boolean
}

/** The words' times as the provider told them, else by the aligner: once for each recording. */
export async function withWordTimes(
  spoken: SpokenText,
  request: SpeakRequest,
  { provider, voice }: VoiceChoice,
  aligner: WordAligner,
  { ledger, signal }: Pick<AgentContext, 'ledger' | 'signal'>,
): Promise<TimedText> {
  if (spoken.words) return { ...spoken, words: spoken.words, isExact: true }
  if (spoken.seconds === 0) return { ...spoken, words: silentWords(request.text), isExact: true }
  const input = { ...request, voice: voice.id, of: `${provider.id}@${provider.version}` }
  const entry = await ledger.once({ provider: aligner.id, operation: 'align', input }, async () => {
    const { left, sampleRateHz } = await readWav(spoken.file)
    const { text, language } = request
    const recorded = { text, language, speaker: provider.id, samples: left, sampleRateHz }
    const { words, isExact } = await aligner.align(recorded, { signal })
    return { words: words.map((word) => within(word, spoken.seconds)), isExact }
  })
  return { ...spoken, ...entry.value }
}

const silentWords = (text: string): Word[] =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ text: word, startSeconds: 0, endSeconds: 0 }))

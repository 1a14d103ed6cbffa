import type { Diagnosis, SpeechProvider } from '@mavs/core'
import { languageName } from '../shared/language.ts'
import { collectOffers, type PassedOver, type VoiceConditions, type VoiceOffer } from '../shared/voice-offers.ts'
import { castVoice } from '../shared/voices.ts'

const NAME = 'voice'
const NATURAL =
  'for a natural voice set OPENAI_API_KEY (beside OPENAI_BASE_URL, OPENAI_SPEECH_BASE_URL too), or install ' +
  '@mavs/plugin-kokoro or @mavs/plugin-elevenlabs'
const OTHER_LANGUAGES = 'for other languages set OPENAI_API_KEY, or install @mavs/plugin-espeak or @mavs/plugin-piper'

/** Which voices speak when nobody asks for one, and why these; for `doctor`. */
export async function diagnoseVoices(
  providers: readonly SpeechProvider[],
  conditions: VoiceConditions,
): Promise<Diagnosis[]> {
  try {
    const { offers, passedOver } = await collectOffers(providers, conditions)
    return [await englishVoice(providers, conditions), otherVoices(offers), ...passedOver.map(notReady)]
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [{ name: NAME, status: 'failed', message, remedy: 'keep the plugin @mavs/agents, which speaks English' }]
  }
}

async function englishVoice(providers: readonly SpeechProvider[], conditions: VoiceConditions): Promise<Diagnosis> {
  const casting = await castVoice('neutral', 'en', providers, conditions).catch(() => undefined)
  const [choice] = casting?.choices ?? []
  if (!casting || !choice) return { name: NAME, status: 'warning', message: 'no voice speaks English', remedy: NATURAL }
  const { provider, voice } = choice
  const needs = provider.isRemote ? '' : '; needs no key'
  const message = `${provider.id} ${voice.id} speaks English: ${casting.reason}${needs}`
  return { name: NAME, status: 'ok', message, ...(provider.quality !== 'natural' && { remedy: NATURAL }) }
}

/** For each provider, how many languages it is the first choice for. */
function otherVoices(offers: readonly VoiceOffer[]): Diagnosis {
  const name = `${NAME}: other languages`
  const languages = new Set(
    offers.flatMap(({ voices }) => voices.flatMap((voice) => voice.languages.map(languageName))),
  )
  languages.delete('English')
  const taken = new Map<string, string[]>()
  for (const language of languages) {
    const first = offers.find(({ voices }) =>
      voices.some((voice) => voice.languages.map(languageName).includes(language)),
    )
    const id = first!.provider.id
    taken.set(id, [...(taken.get(id) ?? []), language])
  }
  if (taken.size === 0) return { name, status: 'ok', message: 'none', remedy: OTHER_LANGUAGES }
  return { name, status: 'ok', message: [...taken].map(([id, names]) => `${id}: ${inShort(names)}`).join('; ') }
}

const inShort = (names: readonly string[]): string =>
  names.length <= 6 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`

const notReady = ({ provider, reason }: PassedOver): Diagnosis => ({
  name: `${NAME}: ${provider}`,
  status: 'warning',
  message: `passed over: ${reason}`,
})

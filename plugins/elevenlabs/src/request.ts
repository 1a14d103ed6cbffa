import type { SpeechRequest } from '@mavs/core'
import type { Catalogue } from './catalogue.ts'
import type { ElevenLabsSettings } from './options.ts'

/** The speeds that the vendor takes. */
const SLOWEST = 0.7
const FASTEST = 1.2

/** How much of a part its neighbours are told. */
const CONTEXT_CHARACTERS = 500

interface Known {
  readonly catalogue: Catalogue
  readonly options: ElevenLabsSettings
}

/** What is posted for one of the parts of a text (schema `BodyTextToSpeechFullWithTimestamps`). */
export function spokenBody(request: SpeechRequest, texts: readonly string[], index: number, known: Known): object {
  const { model } = known.options
  return {
    text: texts[index],
    model_id: model,
    voice_settings: voiceSettings(request, known),
    ...languageCode(request, known),
    ...neighbours(texts, index, model),
  }
}

/** Version 3 differs: it takes three steps of stability, and no neighbours. */
const isVersion3 = (model: string): boolean => model.startsWith('eleven_v3')

/** What the account keeps with the voice, under what the operator set; the rate is against the voice's own speed. */
function voiceSettings({ voice, rate }: SpeechRequest, { catalogue, options }: Known): object {
  const { similarityBoost, style, useSpeakerBoost } = options.voiceSettings
  const kept = catalogue.settings.get(voice)
  const stability = options.voiceSettings.stability ?? kept?.stability
  const settings = {
    stability: isVersion3(options.model) && stability != null ? Math.round(stability * 2) / 2 : stability,
    similarity_boost: similarityBoost ?? kept?.similarity_boost,
    style: style ?? kept?.style,
    use_speaker_boost: useSpeakerBoost ?? kept?.use_speaker_boost,
    speed: Math.min(Math.max((kept?.speed ?? 1) * rate, SLOWEST), FASTEST),
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value != null))
}

/** Multilingual models hear the language from the text, those of one language need not be told. */
function languageCode({ language }: SpeechRequest, { catalogue, options }: Known): { language_code?: string } {
  const code = language.split('-')[0]!.toLowerCase()
  const { languages } = catalogue
  const isTold = !options.model.includes('multilingual') && languages.length > 1
  return isTold && languages.some((one) => one.split('-')[0] === code) ? { language_code: code } : {}
}

/** What comes before and after a part, for its melody. */
function neighbours(texts: readonly string[], index: number, model: string): object {
  if (isVersion3(model)) return {}
  const before = texts[index - 1]?.slice(-CONTEXT_CHARACTERS)
  const after = texts[index + 1]?.slice(0, CONTEXT_CHARACTERS)
  return { ...(before && { previous_text: before }), ...(after && { next_text: after }) }
}

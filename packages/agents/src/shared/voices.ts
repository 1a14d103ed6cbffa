import { VideoError, type SpeechProvider, type Voice } from '@mavs/core'
import leven from 'leven'
import { languageName, sameLanguage } from './language.ts'
import { collectOffers, type PassedOver, type VoiceConditions, type VoiceOffer } from './voice-offers.ts'

/** A voice with the provider that has it. */
export interface VoiceChoice {
  readonly provider: SpeechProvider
  readonly voice: Voice
  /** What was asked for, when this voice only stands in for it. */
  readonly mappedFrom?: string
}

/** Who is to speak. */
export interface Casting {
  /** The voice, then one of each further provider to fall back to; never empty. */
  readonly choices: readonly VoiceChoice[]
  /** Why the first one. */
  readonly reason: string
  /** Providers that were out of the question. */
  readonly passedOver: readonly PassedOver[]
}

type Wish = keyof SpeechProvider['defaults']

/**
 * Finds the voices for a preference ("neutral", "male", "female" or a voice's id) in a language. The best provider's
 * comes first, and of equals the first one's; a voice that was named comes before all. Throws `VOICE_UNKNOWN` with the
 * nearest names, `LANGUAGE_UNSUPPORTED` when no voice speaks the language, and what `collectOffers` throws.
 */
export async function castVoice(
  preference: string,
  language: string,
  providers: readonly SpeechProvider[],
  conditions: VoiceConditions,
): Promise<Casting> {
  const { offers, passedOver } = await collectOffers(providers, conditions)
  const wish = parseWish(preference)
  const named = wish ? [] : offers.flatMap((offer) => voicesNamed(preference, offer))
  if (!wish && named.length === 0) throw unknownVoice(preference, offers, passedOver)
  const [owner] = named.filter(({ voice }) => speaks(voice, language))
  if (!wish && !owner) throw otherLanguage(named[0]!.voice, language)
  const stand = wish ?? owner!.voice.gender
  const others = offers
    .filter(({ provider }) => provider !== owner?.provider)
    .flatMap((offer) => choose(offer, stand, preference, language))
  const choices = owner ? [owner, ...others] : others
  if (choices.length === 0) throw unsupportedLanguage(language, offers, passedOver)
  return { choices, reason: reasonFor(choices, owner, language), passedOver }
}

const parseWish = (preference: string): Wish | undefined =>
  (['neutral', 'male', 'female'] as const).find((wish) => wish === preference.toLowerCase())

function voicesNamed(name: string, { provider, voices }: VoiceOffer): VoiceChoice[] {
  return voices.filter(({ id }) => id.toLowerCase() === name.toLowerCase()).map((voice) => ({ provider, voice }))
}

/** Whether a voice speaks a language, whatever the country. */
export const speaks = (voice: Voice, language: string): boolean =>
  voice.languages.some((one) => sameLanguage(one, language))

/** A provider's voice for a wish: its default, else one of that gender, else any, if it speaks the language. */
function choose(
  { provider, voices, defaults }: VoiceOffer,
  wish: Wish,
  preference: string,
  language: string,
): VoiceChoice[] {
  const able = voices.filter((voice) => speaks(voice, language))
  const fitting =
    able.find(({ id }) => id === defaults[wish]) ?? able.find(({ gender }) => wish === 'neutral' || gender === wish)
  const voice = fitting ?? able[0]
  if (!voice) return []
  const isAsked = fitting !== undefined && parseWish(preference) !== undefined
  return [{ provider, voice, ...(isAsked ? {} : { mappedFrom: preference }) }]
}

function reasonFor(choices: readonly VoiceChoice[], owner: VoiceChoice | undefined, language: string): string {
  if (owner) return `the voice "${owner.voice.id}" was asked for`
  const name = languageName(language)
  if (choices.length === 1) return `the only provider that is ready and speaks ${name}`
  return `the best of ${choices.length} providers that speak ${name}: its voices are ${choices[0]!.provider.quality ?? 'plain'}`
}

function unknownVoice(
  preference: string,
  offers: readonly VoiceOffer[],
  passedOver: readonly PassedOver[],
): VideoError {
  const names = ['neutral', 'male', 'female', ...offers.flatMap(({ voices }) => voices.map(({ id }) => id))]
  const distance = (name: string) => leven(name.toLowerCase(), preference.toLowerCase())
  const nearest = names.toSorted((one, other) => distance(one) - distance(other)).slice(0, 3)
  const message =
    `option voice_preference must be neutral, male, female or a voice's name (got "${preference}"); ` +
    `the nearest names are ${nearest.join(', ')}. \`mavs voices\` lists all.${notAsked(passedOver)}`
  return new VideoError('VOICE_UNKNOWN', message, { details: { voice_preference: preference, nearest } })
}

function otherLanguage(voice: Voice, language: string): VideoError {
  const spoken = [...new Set(voice.languages.map(languageName))].join(', ')
  const message =
    `voice "${voice.id}" speaks ${spoken}, but the text is in ${languageName(language)} (${language}). Leave ` +
    `voice_preference at neutral, or set language if that is not the text's language.`
  return new VideoError('LANGUAGE_UNSUPPORTED', message, { details: { voice_preference: voice.id, language } })
}

function unsupportedLanguage(
  language: string,
  offers: readonly VoiceOffer[],
  passedOver: readonly PassedOver[],
): VideoError {
  const languages = offers.flatMap(({ voices }) => voices.flatMap((voice) => voice.languages))
  const spoken = [...new Set(languages.map(languageName))].join(', ')
  const message =
    `no voice speaks ${languageName(language)} (${language}); the loaded speech providers speak ${spoken}. Give the ` +
    `text in one of these, set option language if ${languageName(language)} was detected wrongly, or load a plugin ` +
    `with a speech provider for ${languageName(language)}.${notAsked(passedOver)}`
  return new VideoError('LANGUAGE_UNSUPPORTED', message, { details: { language } })
}

/** Whose voices the answer does not count. */
const notAsked = (passedOver: readonly PassedOver[]): string =>
  passedOver.length === 0
    ? ''
    : ` Not ready: ${passedOver.map(({ provider, reason }) => `${provider} (${reason})`).join(', ')}.`

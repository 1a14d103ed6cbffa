import { VideoError, type SpeechProvider, type Voice } from '@mavs/core'
import leven from 'leven'
import { languageName, sameLanguage } from './language.ts'

/** A voice with the provider that has it. */
export interface VoiceChoice {
  readonly provider: SpeechProvider
  readonly voice: Voice
  /** What was asked for, when this voice only stands in for it. */
  readonly mappedFrom?: string
}

interface Offer {
  readonly provider: SpeechProvider
  readonly voices: readonly Voice[]
}

type Wish = keyof SpeechProvider['defaults']

/** The voice that a text is spoken with: `resolveVoices`' first choice. */
export async function resolveVoice(
  preference: string,
  language: string,
  providers: readonly SpeechProvider[],
): Promise<VoiceChoice> {
  const [first] = await resolveVoices(preference, language, providers)
  return first!
}

/**
 * The voices for a preference ("neutral", "male", "female" or a voice's id) in a language: the best one first, then one
 * of each further provider to fall back to. Throws `VOICE_UNKNOWN` with the nearest names, `LANGUAGE_UNSUPPORTED`
 * when no voice speaks the language, and `PORT_MISSING` when there is no provider.
 */
export async function resolveVoices(
  preference: string,
  language: string,
  providers: readonly SpeechProvider[],
): Promise<readonly VoiceChoice[]> {
  const offers = await collectOffers(providers)
  const wish = parseWish(preference)
  const named = wish ? [] : offers.flatMap((offer) => voicesNamed(preference, offer))
  if (!wish && named.length === 0) throw unknownVoice(preference, offers)
  const [owner] = named.filter(({ voice }) => speaks(voice, language))
  if (!wish && !owner) throw otherLanguage(named[0]!.voice, language)
  const stand = wish ?? genderOf(owner!.voice)
  const others = offers
    .filter(({ provider }) => provider !== owner?.provider)
    .flatMap((offer) => choose(offer, stand, preference, language))
  const choices = owner ? [owner, ...others] : others
  if (choices.length === 0) throw unsupportedLanguage(language, offers)
  return choices
}

/** What each provider offers; one that cannot be asked is passed over unless all are. */
async function collectOffers(providers: readonly SpeechProvider[]): Promise<Offer[]> {
  if (providers.length === 0) {
    const message = 'no speech provider is loaded: keep the plugin @mavs/agents, or load one that speaks'
    throw new VideoError('PORT_MISSING', message, { details: { port: 'speech' } })
  }
  const asked = await Promise.allSettled(
    providers.map(async (provider): Promise<Offer> => ({ provider, voices: await provider.voices() })),
  )
  const offers = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  if (offers.length > 0) return offers
  const names = providers.map(({ id }) => id).join(', ')
  const cause = asked.find((answer) => answer.status === 'rejected')?.reason as unknown
  throw new VideoError('PROVIDER_FAILED', `no speech provider tells its voices (asked: ${names})`, { cause })
}

const parseWish = (preference: string): Wish | undefined =>
  (['neutral', 'male', 'female'] as const).find((wish) => wish === preference.toLowerCase())

function voicesNamed(name: string, { provider, voices }: Offer): VoiceChoice[] {
  return voices.filter(({ id }) => id.toLowerCase() === name.toLowerCase()).map((voice) => ({ provider, voice }))
}

const genderOf = (voice: Voice): Wish => voice.gender

const speaks = (voice: Voice, language: string): boolean => voice.languages.some((one) => sameLanguage(one, language))

/** A provider's voice for a wish: its default, else one of that gender, else any, if it speaks the language. */
function choose({ provider, voices }: Offer, wish: Wish, preference: string, language: string): VoiceChoice[] {
  const able = voices.filter((voice) => speaks(voice, language))
  const fitting =
    able.find(({ id }) => id === provider.defaults[wish]) ??
    able.find(({ gender }) => wish === 'neutral' || gender === wish)
  const voice = fitting ?? able[0]
  if (!voice) return []
  const isAsked = fitting !== undefined && parseWish(preference) !== undefined
  return [{ provider, voice, ...(isAsked ? {} : { mappedFrom: preference }) }]
}

function unknownVoice(preference: string, offers: readonly Offer[]): VideoError {
  const names = ['neutral', 'male', 'female', ...offers.flatMap(({ voices }) => voices.map(({ id }) => id))]
  const distance = (name: string) => leven(name.toLowerCase(), preference.toLowerCase())
  const nearest = names.toSorted((one, other) => distance(one) - distance(other)).slice(0, 3)
  const message =
    `option voice_preference must be neutral, male, female or a voice's name (got "${preference}"); ` +
    `the nearest names are ${nearest.join(', ')}. \`mavs voices\` lists all.`
  return new VideoError('VOICE_UNKNOWN', message, { details: { voice_preference: preference, nearest } })
}

function otherLanguage(voice: Voice, language: string): VideoError {
  const spoken = [...new Set(voice.languages.map(languageName))].join(', ')
  const message =
    `voice "${voice.id}" speaks ${spoken}, but the text is in ${languageName(language)} (${language}). Leave ` +
    `voice_preference at neutral, or set language if that is not the text's language.`
  return new VideoError('LANGUAGE_UNSUPPORTED', message, { details: { voice_preference: voice.id, language } })
}

function unsupportedLanguage(language: string, offers: readonly Offer[]): VideoError {
  const languages = offers.flatMap(({ voices }) => voices.flatMap((voice) => voice.languages))
  const spoken = [...new Set(languages.map(languageName))].join(', ')
  const message =
    `no voice speaks ${languageName(language)} (${language}); the loaded speech providers speak ${spoken}. Give the ` +
    `text in one of these, set option language if ${languageName(language)} was detected wrongly, or load a plugin ` +
    `with a speech provider for ${languageName(language)}.`
  return new VideoError('LANGUAGE_UNSUPPORTED', message, { details: { language } })
}

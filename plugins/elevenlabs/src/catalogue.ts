import { failureKindOf, type SpeechProvider, type VendorClient, type Voice } from '@mavs/core'
import type { ElevenLabsSettings } from './options.ts'
import { ModelsReply, VoicesReply, type VendorModel, type VendorVoice, type VoiceSettings } from './replies.ts'

/** What the account has: its voices, and the model's limit. */
export interface Catalogue {
  readonly voices: readonly Voice[]
  readonly defaults: SpeechProvider['defaults']
  /** The settings that the account keeps with each voice, by its id. */
  readonly settings: ReadonlyMap<string, VoiceSettings>
  /** Languages that the model can be told to speak; empty when it says none. */
  readonly languages: readonly string[]
  readonly maxCharacters: number
}

const VOICES_PER_PAGE = 100
const MAX_PAGES = 10

/** Asks for everything at once; three calls and more, so that the answer is worth keeping. */
export async function fetchCatalogue(
  client: VendorClient,
  options: ElevenLabsSettings,
  signal: AbortSignal,
): Promise<Catalogue> {
  const [models, found] = await Promise.all([fetchModels(client, signal), fetchVoices(client, signal)])
  const model = models.find(({ model_id }) => model_id === options.model)
  const languages = languagesOf(model)
  const voices = found.map((voice) => describe(voice, languages))
  return {
    voices,
    defaults: defaultsOf(voices, options.voices),
    settings: new Map(found.flatMap(({ voice_id, settings }) => (settings ? [[voice_id, settings] as const] : []))),
    languages,
    maxCharacters: Math.min(options.maxCharacters, model?.maximum_text_length_per_request ?? options.maxCharacters),
  }
}

/** None for a key that may not ask for them: then the voices' own languages count, and the operator's limit. */
async function fetchModels(client: VendorClient, signal: AbortSignal): Promise<readonly VendorModel[]> {
  try {
    return await client.json({ path: '/v1/models', signal }, ModelsReply)
  } catch (error) {
    if (failureKindOf(error) === 'key-refused') return []
    throw error
  }
}

async function fetchVoices(client: VendorClient, signal: AbortSignal): Promise<VendorVoice[]> {
  const voices = new Map<string, VendorVoice>()
  let token: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = { page_size: VOICES_PER_PAGE, include_total_count: 'false', next_page_token: token }
    const reply = await client.json({ path: '/v2/voices', query, signal }, VoicesReply)
    for (const voice of reply.voices) voices.set(voice.voice_id, voice)
    token = reply.next_page_token ?? undefined
    if (!reply.has_more || token === undefined) break
  }
  return [...voices.values()]
}

const languagesOf = (model: VendorModel | undefined): string[] =>
  tags((model?.languages ?? []).map(({ language_id }) => language_id))

/** A voice's own languages first, then those that the model lets every voice speak. */
function describe(voice: VendorVoice, languages: readonly string[]): Voice {
  const { voice_id: id, name, description, labels } = voice
  const verified = (voice.verified_languages ?? []).map(({ locale, language }) => locale ?? language)
  const own = tags([labels?.['language'], ...verified])
  const spoken = [...new Set([...own, ...languages])]
  const about = description?.trim() || [labels?.['accent'], labels?.['descriptive']].filter(Boolean).join(', ')
  return {
    id,
    description: [name, about].filter(Boolean).join(': ').replace(/\s+/g, ' ').slice(0, 200),
    gender: labels?.['gender'] === 'male' || labels?.['gender'] === 'female' ? labels['gender'] : 'neutral',
    languages: spoken.length > 0 ? spoken : ['en'],
  }
}

/** BCP 47 tags, each once; what is none ("English") is left out. */
function tags(names: readonly (string | null | undefined)[]): string[] {
  const wellFormed = names.filter((name) => /^[a-z]{2,3}([-_][a-z\d]{2,8})*$/i.test(name ?? ''))
  return [...new Set(wellFormed.flatMap((name) => Intl.getCanonicalLocales(name!.replaceAll('_', '-'))))]
}

/** The voices that the operator chose, if the account has them, else the first of each gender, else the first. */
function defaultsOf(voices: readonly Voice[], chosen: ElevenLabsSettings['voices']): SpeechProvider['defaults'] {
  const known = (id: string | undefined) => voices.find((voice) => voice.id === id)?.id
  const first = (gender?: Voice['gender']) =>
    voices.find((voice) => gender === undefined || voice.gender === gender)?.id
  const neutral = known(chosen.neutral) ?? first('neutral') ?? first() ?? ''
  return {
    neutral,
    male: known(chosen.male) ?? first('male') ?? neutral,
    female: known(chosen.female) ?? first('female') ?? neutral,
  }
}

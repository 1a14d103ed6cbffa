import { z } from 'zod'

/** Times of a text's characters (schema `CharacterAlignmentResponseModel`). */
const Alignment = z.looseObject({
  characters: z.array(z.string()),
  character_start_times_seconds: z.array(z.number()),
  character_end_times_seconds: z.array(z.number()),
})
export type Alignment = z.infer<typeof Alignment>

/** Answer of `POST /v1/text-to-speech/{voice_id}/with-timestamps` (schema `AudioWithTimestampsResponse`). */
export const SpokenReply = z.looseObject({ audio_base64: z.base64(), alignment: Alignment.nullish() })

/** What a voice is spoken with (schema `VoiceSettings`). */
export const VoiceSettings = z.looseObject({
  stability: z.number().nullish(),
  similarity_boost: z.number().nullish(),
  style: z.number().nullish(),
  use_speaker_boost: z.boolean().nullish(),
  speed: z.number().nullish(),
})
export type VoiceSettings = z.infer<typeof VoiceSettings>

const VendorVoice = z.looseObject({
  voice_id: z.string().min(1),
  name: z.string().nullish(),
  description: z.string().nullish(),
  labels: z.record(z.string(), z.string().nullable()).nullish(),
  settings: VoiceSettings.nullish(),
  verified_languages: z
    .array(z.looseObject({ language: z.string(), model_id: z.string().nullish(), locale: z.string().nullish() }))
    .nullish(),
})
export type VendorVoice = z.infer<typeof VendorVoice>

/** Answer of `GET /v2/voices` (schema `GetVoicesV2Response`). */
export const VoicesReply = z.looseObject({
  voices: z.array(VendorVoice),
  has_more: z.boolean(),
  next_page_token: z.string().nullish(),
})

/** Answer of `GET /v1/models`. */
export const ModelsReply = z.array(
  z.looseObject({
    model_id: z.string(),
    maximum_text_length_per_request: z.number().nullish(),
    languages: z.array(z.looseObject({ language_id: z.string() })).nullish(),
  }),
)
export type VendorModel = z.infer<typeof ModelsReply>[number]

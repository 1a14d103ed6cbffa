import { z } from 'zod'
import { AspectRatio, Quality } from './quality.ts'
import { AgentChoices, ProviderChoices } from './request-choices.ts'

export const StyleName = z.enum(['professional', 'casual', 'educational', 'entertainment', 'documentary'])
export type StyleName = z.infer<typeof StyleName>

/** A text that a user gives: where it came from, and its content. */
export const GivenText = z.strictObject({
  /** A file's name or a URL, shown as the source on screen. */
  name: z.string().min(1).max(500),
  text: z.string().min(1).max(2_000_000),
})
export type GivenText = z.infer<typeof GivenText>

/** Bounds of a prompt, in UTF-16 code units. */
export const PROMPT_LENGTH = { min: 10, max: 2000 } as const
/** Bounds of a video's length, in whole seconds. */
export const DURATION_SECONDS = { min: 10, max: 600, default: 60 } as const

/** What a webhook can tell: the three ends of a session, and how far it is. */
export const WebhookEventName = z.enum(['completed', 'failed', 'cancelled', 'progress_update'])
export type WebhookEventName = z.infer<typeof WebhookEventName>

/**
 * What a user asks for. The same document at every door (library, REST, command line), so it keeps
 * the names of the REST API. Lengths are counted in UTF-16 code units, durations are whole seconds.
 */
export const VideoRequest = z.strictObject({
  prompt: z
    .string()
    .min(PROMPT_LENGTH.min, 'Prompt must be between 10 and 2000 characters')
    .max(PROMPT_LENGTH.max, 'Prompt must be between 10 and 2000 characters')
    .describe('Text prompt for the video, 10 to 2000 characters'),
  duration_preference: z
    .int()
    .min(DURATION_SECONDS.min)
    .max(DURATION_SECONDS.max)
    .default(DURATION_SECONDS.default)
    .describe('Length of the video in seconds, 10 to 600'),
  style: StyleName.default('professional').describe('Look, motion and music of the video'),
  voice_preference: z
    .string()
    .min(1)
    .max(100)
    .default('neutral')
    .describe('neutral, male, female, or the name of a voice'),
  quality: Quality.default('high').describe('Size and bit rate of the video'),
  user_id: z.string().min(1).max(200).optional().describe('Who the session belongs to'),
  aspect_ratio: AspectRatio.default('16:9').describe('Shape of the frame'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional()
    .describe('BCP 47 language of the narration; detected from the text when omitted'),
  script: GivenText.optional().describe('A ready script in Markdown; used as it is'),
  sources: z.array(GivenText).max(10).default([]).describe('Texts that the video is made from'),
  captions: z.boolean().default(true).describe('Draw the captions into the picture'),
  music: z.boolean().default(true).describe('Compose music under the narration'),
  max_cost_usd: z
    .number()
    .min(0)
    .max(10_000)
    .optional()
    .describe('The session ends before the call that could take it past this sum'),
  webhook_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .describe('Gets a signed POST for each of the events'),
  events: z
    .array(WebhookEventName)
    .min(1)
    .max(WebhookEventName.options.length)
    .optional()
    .describe('What webhook_url is told about: completed, failed and cancelled when omitted'),
  seed: z.int().min(0).max(0xffff_ffff).optional().describe('Same seed and request, same video'),
  providers: ProviderChoices.optional().describe('Providers to ask first, where the operator allows to choose'),
  agents: AgentChoices.optional().describe('Agents of other plugins, where the operator allows to choose'),
})
export type VideoRequest = z.infer<typeof VideoRequest>
/** A request before its defaults are filled in. */
export type VideoRequestInput = z.input<typeof VideoRequest>

import { z } from 'zod'
import { STAGES, type Stage } from './stage.ts'

/** The ports of which a request may name a provider. */
export const CHOSEN_PORTS = [
  'speech',
  'search',
  'media-search',
  'image-generation',
  'video-generation',
  'language-model',
  'music',
] as const
export type ChosenPort = (typeof CHOSEN_PORTS)[number]

const providerId = z.string().min(1).max(100)
const pluginName = z.string().min(1).max(214)

/** The providers that a request asks for: each is asked first, the others of its port are there when it fails. */
export const ProviderChoices = z.strictObject({
  speech: providerId.optional().describe('Speaks, e.g. flite'),
  search: providerId.optional().describe('Searches the web, e.g. brave'),
  'media-search': providerId.optional().describe('Finds pictures and clips, e.g. openverse'),
  'image-generation': providerId.optional().describe('Makes pictures, e.g. openai-images'),
  'video-generation': providerId.optional().describe('Makes clips, e.g. veo'),
  'language-model': providerId.optional().describe('Writes, e.g. openai'),
  music: providerId.optional().describe('Composes'),
} satisfies Record<ChosenPort, z.ZodType>)
export type ProviderChoices = z.infer<typeof ProviderChoices>

/** The plugins whose agents a request asks for, by stage. */
export const AgentChoices = z.strictObject(
  Object.fromEntries(
    STAGES.map((stage) => [stage, pluginName.optional().describe('The plugin whose agent does this stage')]),
  ) as Record<Stage, z.ZodOptional<z.ZodString>>,
)
export type AgentChoices = z.infer<typeof AgentChoices>

const names = z.union([z.literal(true), z.array(z.string().min(1))]).optional()

const choicesOf = <Key extends string>(keys: readonly Key[]) =>
  z
    .union([
      z.literal(true),
      z.strictObject(Object.fromEntries(keys.map((key) => [key, names])) as Record<Key, typeof names>),
    ])
    .optional()

/**
 * What requests may choose: `true` is whatever is loaded, a list is those names, and what is left out may not be chosen.
 */
export const RequestChoices = z.strictObject({
  providers: choicesOf(CHOSEN_PORTS).describe('By port: true, or ids of providers'),
  agents: choicesOf(STAGES).describe('By stage: true, or names of plugins'),
})
export type RequestChoices = z.infer<typeof RequestChoices>

/** Everything that is loaded. */
export const ANY_CHOICE: RequestChoices = { providers: true, agents: true }

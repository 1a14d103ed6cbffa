import { basename } from 'node:path'
import {
  AgentChoices,
  AspectRatio,
  DURATION_SECONDS,
  PROMPT_LENGTH,
  ProviderChoices,
  Quality,
  StyleName,
  VideoError,
  VideoRequest,
  WebhookEventName,
  type VideoRequestInput,
} from '@mavs/core'
import type { z } from 'zod'
import type { SessionService } from './services/service.ts'

/** The options that make a request, as they were typed. */
export interface RequestOptions {
  readonly prompt: string | undefined
  readonly duration: string | undefined
  readonly style: string | undefined
  readonly voice: string | undefined
  readonly quality: string | undefined
  readonly script: string | undefined
  readonly sources: readonly string[] | undefined
  readonly aspectRatio: string | undefined
  readonly language: string | undefined
  readonly noCaptions: boolean
  readonly noMusic: boolean
  readonly seed: string | undefined
  readonly maxCost: string | undefined
  readonly webhookUrl?: string | undefined
  readonly events?: readonly string[] | undefined
  /** As `speech=elevenlabs`. */
  readonly providers: readonly string[] | undefined
  /** As `scripting=@mavs/plugin-quiz`. */
  readonly agents: readonly string[] | undefined
}

/** The request that the options ask for, with the files that they name; `checkRequest` judges it. */
export async function requestFrom(options: RequestOptions, service: SessionService): Promise<VideoRequestInput> {
  const script = options.script === undefined ? undefined : await service.readDocument(options.script, 'script')
  const sources = await Promise.all((options.sources ?? []).map((path) => service.readDocument(path, 'source')))
  const fields = {
    prompt: options.prompt ?? titleFrom(script?.name ?? sources[0]?.name),
    duration_preference: numberOption(options.duration),
    style: options.style,
    voice_preference: options.voice,
    quality: options.quality,
    aspect_ratio: options.aspectRatio,
    language: options.language,
    captions: options.noCaptions ? false : undefined,
    music: options.noMusic ? false : undefined,
    seed: numberOption(options.seed),
    max_cost_usd: numberOption(options.maxCost),
    webhook_url: options.webhookUrl,
    events: options.events,
    providers: pairsOf('--provider', options.providers),
    agents: pairsOf('--agent', options.agents),
    script,
    sources: sources.length === 0 ? undefined : sources,
  }
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as VideoRequestInput
}

/** A prompt for a video that was asked for by a file only. */
function titleFrom(name: string | undefined): string {
  if (name === undefined) {
    throw new VideoError(
      'REQUEST_INVALID',
      '--prompt is missing: say what the video is about, or give --script FILE or --source FILE.',
    )
  }
  return `A video from ${basename(name)}`
}

/** Options of the form `name=value`, as an object; the schema judges the names. */
function pairsOf(option: string, given: readonly string[] | undefined): Record<string, string> | undefined {
  if (given === undefined) return undefined
  const pairs = given.map((text) => {
    const at = text.indexOf('=')
    if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)] as const
    throw new VideoError('REQUEST_INVALID', `${option} must be of the form NAME=VALUE (got "${text.slice(0, 60)}").`)
  })
  return Object.fromEntries(pairs)
}

/** What a field of a request holds when it is left out, as text. */
export const defaultOf = (field: keyof typeof VideoRequest.shape): string =>
  String(VideoRequest.shape[field].parse(undefined))

/** The request's fields as options of the command line, with what each must be. */
const OPTIONS: Readonly<Record<string, readonly [option: string, expected: string]>> = {
  prompt: ['--prompt', `${PROMPT_LENGTH.min} to ${PROMPT_LENGTH.max} characters long`],
  duration_preference: [
    '--duration',
    `a whole number of seconds from ${DURATION_SECONDS.min} to ${DURATION_SECONDS.max}`,
  ],
  style: ['--style', `one of ${StyleName.options.join(', ')}`],
  voice_preference: ['--voice', 'neutral, male, female or the name of a voice (`mavs voices` lists them)'],
  quality: ['--quality', `one of ${Quality.options.join(', ')}`],
  seed: ['--seed', 'a whole number from 0 to 4294967295'],
  max_cost_usd: ['--max-cost', 'a number of US dollars from 0 to 10000'],
  language: ['--language', 'a language tag such as en or pt-BR'],
  sources: ['--source', 'given 10 times at most'],
  aspect_ratio: ['--aspect-ratio', `one of ${AspectRatio.options.join(', ')}`],
  webhook_url: ['--webhook-url', 'an http or https address of at most 2000 characters'],
  events: ['--event', `one of ${WebhookEventName.options.join(', ')}`],
  providers: ['--provider', `PORT=ID with a port of ${Object.keys(ProviderChoices.shape).join(', ')}`],
  agents: ['--agent', `STAGE=PLUGIN with a stage of ${Object.keys(AgentChoices.shape).join(', ')}`],
}

/** Checks a request in the words of the command line: one sentence that names the option, the limit and what was given. */
export function checkRequest(input: VideoRequestInput): VideoRequestInput {
  const result = VideoRequest.safeParse(input)
  if (!result.success) throw new VideoError('REQUEST_INVALID', sentence(result.error, input), { cause: result.error })
  return input
}

function sentence(error: z.ZodError, input: VideoRequestInput): string {
  const fields = [...new Set(error.issues.map((issue) => String(issue.path[0])))]
  return fields
    .map((field) => {
      const [option, expected] = OPTIONS[field] ?? [field, 'valid']
      return `${option} must be ${expected} (got ${given(field, input[field as keyof VideoRequestInput])}).`
    })
    .join(' ')
}

function given(field: string, value: unknown): string {
  if (field === 'prompt') return `${String(value ?? '').length} characters`
  if (field === 'sources') return `${(value as readonly unknown[]).length} files`
  if (Array.isArray(value)) return value.join(', ')
  if (field === 'providers' || field === 'agents')
    return Object.entries(value ?? {})
      .map((pair) => pair.join('='))
      .join(', ')
  return typeof value === 'string' ? `"${value.slice(0, 60)}"` : String(value)
}

/** A number as the user wrote it, for the schema to judge; text that is none stays text. */
export function numberOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return text.trim() === '' || Number.isNaN(Number(text)) ? (text as unknown as number) : Number(text)
}

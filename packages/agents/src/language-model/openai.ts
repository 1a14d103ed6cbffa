import { isIP } from 'node:net'
import {
  isPublicAddress,
  providerFailure,
  type Diagnosis,
  type LanguageModelProvider,
  type ModelRole,
} from '@mavs/core'
import { z } from 'zod'
import { createOpenAiChat } from './openai-chat.ts'

/** Settings of the OpenAI provider; each falls back to its environment variable. */
export const OpenAiOptions = z.strictObject({
  /** `OPENAI_API_KEY`. */
  apiKey: z.string().min(1).optional(),
  /** `OPENAI_BASE_URL`: any server that speaks the same protocol (Ollama, vLLM, LM Studio). */
  baseUrl: z.url().optional(),
  /** `OPENAI_MODEL`. */
  model: z.string().min(1).optional(),
  /** `MAVS_RESEARCH_MODEL`: asked first for research; `model` takes over when it fails. */
  researchModel: z.string().min(1).optional(),
  /** `MAVS_SCRIPT_MODEL`: asked first for scripts; `model` takes over when it fails. */
  scriptModel: z.string().min(1).optional(),
  /** Left to the model when omitted; reasoning models refuse it. */
  temperature: z.number().min(0).max(2).optional(),
  /** The most tokens of one reply, thoughts included. */
  maxOutputTokens: z.int().positive().default(16_000),
  /** How long a server may be silent within one request. */
  timeoutMs: z.int().positive().default(120_000),
  /** Further tries after an overloaded or broken answer. */
  maxRetries: z.int().min(0).max(10).default(2),
  /** Calls at once. */
  concurrency: z.int().positive().default(4),
  /** Whether calls cost nothing. Default: for servers at private and loopback addresses. */
  isFree: z.boolean().optional(),
})
export type OpenAiOptions = z.input<typeof OpenAiOptions>

/** The model asked for when only a key is given. */
export const DEFAULT_MODEL = 'gpt-5.4-mini'
const OPENAI_URL = 'https://api.openai.com/v1'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * A language model over OpenAI's protocol: for every agent, or with a role the one that is set for that agent alone.
 * Undefined when neither a key nor a server is configured, or no model of the role's own. One that both roles name is that
 * of research, for both.
 */
export function createOpenAiLanguageModel(
  options: OpenAiOptions,
  environment: Environment,
  role?: ModelRole,
): LanguageModelProvider | undefined {
  const given = OpenAiOptions.parse(options)
  const apiKey = given.apiKey ?? (environment['OPENAI_API_KEY'] || undefined)
  const server = given.baseUrl ?? (environment['OPENAI_BASE_URL'] || undefined)
  const model = modelNameOf(given, environment, role)
  const general = modelNameOf(given, environment)
  const isSetUp = apiKey !== undefined || server !== undefined
  if (!isSetUp || (role !== undefined && (model === undefined || model === general))) return undefined
  const isShared = model === modelNameOf(given, environment, role === 'research' ? 'script' : 'research')
  // One model is one provider, whose limits and knowledge of the server all share.
  if (role === 'script' && isShared) return undefined
  const own = isShared ? undefined : role
  const baseUrl = (server ?? OPENAI_URL).replace(/\/+$/, '')
  const { hostname, protocol, host, pathname, username, password } = new URL(baseUrl)
  const shown = `${protocol}//${host}${pathname}`
  return {
    id: 'openai',
    version: '1',
    model: model ?? DEFAULT_MODEL,
    isRemote: !isLoopback(hostname),
    isFree: given.isFree ?? isPrivateHost(hostname),
    ...(own !== undefined && { role: own }),
    maxOutputTokens: given.maxOutputTokens,
    silenceMs: given.timeoutMs,
    limits: { retries: given.maxRetries, concurrency: given.concurrency },
    remedies: remediesFor(shown, role),
    ...(own !== undefined && { diagnose: async () => [roleDiagnosis(own, model!, shown)] }),
    async create() {
      if (username !== '' || password !== '')
        throw wronglySet(`the address ${shown} holds a name or a password${KEY_INSTEAD}`)
      if (model === undefined && apiKey === undefined) throw wronglySet(`the server ${shown} is named${MODEL_TOO}`)
      return createOpenAiChat({ ...given, model: model ?? DEFAULT_MODEL, apiKey, baseUrl })
    },
  }
}

const ROLE_VARIABLES = { research: 'MAVS_RESEARCH_MODEL', script: 'MAVS_SCRIPT_MODEL' } as const

function modelNameOf(given: OpenAiOptions, environment: Environment, role?: ModelRole): string | undefined {
  if (role === undefined) return given.model ?? (environment['OPENAI_MODEL'] || undefined)
  const option = role === 'research' ? given.researchModel : given.scriptModel
  return option ?? (environment[ROLE_VARIABLES[role]] || undefined)
}

const roleDiagnosis = (role: ModelRole, model: string, server: string): Diagnosis => ({
  name: `language model: ${role}`,
  status: 'ok',
  message: `${model} at ${server}`,
})

function remediesFor(baseUrl: string, role: ModelRole | undefined): Readonly<Record<string, string>> {
  const variable = role === undefined ? 'OPENAI_MODEL' : ROLE_VARIABLES[role]
  return {
    'key-refused': `Check OPENAI_API_KEY, and that it may use this model at ${baseUrl}.`,
    'not-found': `Set ${variable} to a model that ${baseUrl} has; an OPENAI_BASE_URL mostly ends with /v1.`,
    quota: 'Add credit with the vendor, or name another server (OPENAI_BASE_URL).',
    'rate-limited': 'Try again later, or allow fewer calls at once (option `concurrency`).',
    unavailable: `Check that ${baseUrl} can be reached (OPENAI_BASE_URL).`,
    timeout: `Check ${baseUrl}, or allow more time (option \`timeoutMs\`).`,
    'refused-content': 'Ask for it in other words, or use another model.',
  }
}

const KEY_INSTEAD = ', which it must not (OPENAI_BASE_URL): set OPENAI_API_KEY'
const MODEL_TOO = ', but not which of its models to use: set OPENAI_MODEL, or the plugin option `model`'

const wronglySet = (what: string): Error =>
  providerFailure({ provider: 'openai', kind: 'rejected', message: `openai cannot be asked: ${what}.` })

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|::1)$/.test(bare(hostname))

/** An address of the operator's own network; a name without a dot is one of a container or a neighbour. */
const isPrivateHost = (hostname: string): boolean =>
  isLoopback(hostname) || (isIP(bare(hostname)) > 0 ? !isPublicAddress(bare(hostname)) : !hostname.includes('.'))

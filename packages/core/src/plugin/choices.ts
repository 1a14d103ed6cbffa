import type { VideoRequest } from '../domain/request.ts'
import { CHOSEN_PORTS, type ChosenPort, type RequestChoices } from '../domain/request-choices.ts'
import { STAGES, type Stage } from '../domain/stage.ts'
import { describeField, type FieldError } from '../errors/validation.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Token } from '../ports/token.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { PluginContainer } from './container.ts'

/** The port of which a request's `providers` name one. */
const PORTS = {
  speech: TOKENS.speech,
  search: TOKENS.search,
  'media-search': TOKENS.mediaSearch,
  'image-generation': TOKENS.imageGeneration,
  'video-generation': TOKENS.videoGeneration,
  'language-model': TOKENS.languageModel,
  music: TOKENS.music,
} as const satisfies Record<ChosenPort, Token<{ readonly id: string }, 'chain'>>

/** The port of the agent that does a stage. */
const AGENT_TOKENS = {
  researching: TOKENS.researchAgent,
  scripting: TOKENS.scriptAgent,
  asset_sourcing: TOKENS.assetAgent,
  audio_generation: TOKENS.audioAgent,
  video_assembly: TOKENS.assemblyAgent,
  finalizing: TOKENS.finalizingAgent,
} as const satisfies Record<Stage, Token<unknown, 'single'>>

/**
 * Checks the providers and agents that a request names: each must be loaded and, where the operator decides, allowed.
 * Throws `REQUEST_INVALID` with the names that may be given.
 */
export function checkChoices(
  { providers = {}, agents = {} }: Pick<VideoRequest, 'providers' | 'agents'>,
  container: PluginContainer,
  allowed: RequestChoices,
): void {
  const errors = [
    ...CHOSEN_PORTS.flatMap((port) =>
      checkName(`providers.${port}`, providers[port], allowedOf(allowed.providers, port), () =>
        container.all<{ readonly id: string }>(PORTS[port]).map(({ id }) => id),
      ),
    ),
    ...STAGES.flatMap((stage) =>
      checkName(`agents.${stage}`, agents[stage], allowedOf(allowed.agents, stage), () =>
        container.pluginsOf(AGENT_TOKENS[stage]),
      ),
    ),
  ]
  if (errors.length === 0) return
  const sentence = errors.map(describeField).join('; ')
  throw new VideoError('REQUEST_INVALID', `The request is not valid: ${sentence}`, { details: { errors } })
}

type Allowed = true | readonly string[] | undefined

const allowedOf = <Key extends string>(
  choices: true | Readonly<Partial<Record<Key, true | readonly string[] | undefined>>> | undefined,
  key: Key,
): Allowed => (choices === true ? true : choices?.[key])

function checkName(
  path: string,
  name: string | undefined,
  allowed: Allowed,
  loaded: () => readonly string[],
): FieldError[] {
  if (name === undefined) return []
  const mayBeChosen = (one: string) => allowed === true || allowed?.includes(one) === true
  const offered = allowed === undefined ? [] : [...new Set(loaded())].filter(mayBeChosen)
  if (offered.includes(name)) return []
  const names = offered.length === 1 ? offered[0] : `one of ${offered.join(', ')}`
  const message = offered.length === 0 ? reasonOfNone(allowed) : `must be ${names} (got ${JSON.stringify(name)})`
  return [{ path, message }]
}

const reasonOfNone = (allowed: Allowed): string =>
  allowed === undefined
    ? 'cannot be chosen here: the operator has not allowed it'
    : 'cannot be chosen here: nothing that may be chosen is loaded'

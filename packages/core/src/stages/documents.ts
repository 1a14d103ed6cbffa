import { z } from 'zod'
import { Asset } from '../domain/asset.ts'
import { Delivery } from '../domain/delivery.ts'
import { Narration } from '../domain/narration.ts'
import { VideoRequest } from '../domain/request.ts'
import { Research } from '../domain/research.ts'
import { Script } from '../domain/script.ts'
import { Timeline } from '../domain/timeline.ts'
import { Video } from '../domain/video.ts'
import { parseOrThrow } from '../errors/validation.ts'
import { VideoError } from '../errors/video-error.ts'
import type { AgentContext } from '../ports/agent-context.ts'
import type { Artifacts } from '../ports/artifacts.ts'
import type { StageState } from './stage.ts'

/** The documents of a session: what the stages hand to each other. */
export const DOCUMENTS = {
  request: { key: 'request.json', schema: VideoRequest },
  research: { key: 'research.json', schema: Research },
  script: { key: 'script.json', schema: Script },
  assets: { key: 'assets.json', schema: z.array(Asset) },
  narration: { key: 'narration.json', schema: Narration },
  timeline: { key: 'timeline.json', schema: Timeline },
  video: { key: 'video.json', schema: Video },
  delivery: { key: 'delivery.json', schema: Delivery },
} as const

export type DocumentName = keyof typeof DOCUMENTS
export type DocumentOf<Name extends DocumentName> = z.output<(typeof DOCUMENTS)[Name]['schema']>

/** Reads a document that an earlier stage stored, and checks it: what is on disk may be older than the program. */
export async function loadDocument<Name extends DocumentName>(
  name: Name,
  state: StageState,
  context: Pick<AgentContext, 'artifacts'>,
): Promise<DocumentOf<Name>> {
  const key = state[name]
  if (key === undefined) throw new VideoError('SESSION_FAILED', `The stage that makes the ${name} has not run.`)
  if (typeof key !== 'string') return parse(name, key, `The ${name}`)
  return parse(name, await context.artifacts.readJson(key), `The stored ${name} (${key})`)
}

/** Checks an agent's answer. Throws `AGENT_OUTPUT_INVALID`, naming the agent and the field. */
export const checkAnswer = <Name extends DocumentName>(name: Name, value: unknown, agent: string): DocumentOf<Name> =>
  parse(name, value, `The ${name} of agent "${agent}"`)

/** Stores a document and answers with its artifact key. */
export async function storeDocument<Name extends DocumentName>(
  name: Name,
  value: DocumentOf<Name>,
  context: Pick<AgentContext, 'artifacts'>,
): Promise<string> {
  const { key } = DOCUMENTS[name]
  await context.artifacts.writeJson(key, value)
  return key
}

/** Throws `AGENT_OUTPUT_INVALID` when an agent names a file that it has not written. */
export async function checkFiles(
  artifacts: Artifacts,
  agent: string,
  files: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  for (const [field, key] of Object.entries(files)) {
    if (key === undefined || (await artifacts.exists(key))) continue
    throw new VideoError(
      'AGENT_OUTPUT_INVALID',
      `Agent "${agent}" names the artifact "${key}" in ${field}, but has not written it.`,
      { details: { agent, field, key } },
    )
  }
}

function parse<Name extends DocumentName>(name: Name, value: unknown, what: string): DocumentOf<Name> {
  const schema: z.ZodType = DOCUMENTS[name].schema
  return parseOrThrow(schema, value, what, 'AGENT_OUTPUT_INVALID') as DocumentOf<Name>
}

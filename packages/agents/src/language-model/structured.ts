import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { VideoError, type AgentContext, type LanguageModelProvider } from '@mavs/core'
import { z } from 'zod'
import { callModel, type Message, type Reply, type StructureMethod } from './call.ts'

/** From the strictest to the loosest; not every server knows all of them. */
const METHODS: readonly StructureMethod[] = ['json_schema', 'tool', 'json_object', 'text']

/** Statuses with which servers refuse a method that they do not know. */
const METHOD_REFUSED: ReadonlySet<number> = new Set([400, 404, 422, 501])

export interface StructuredRequest<Schema extends z.ZodType> {
  readonly schema: Schema
  /** Letters and underscores: the schema's name on the wire. */
  readonly name: string
  readonly messages: readonly Message[]
}

/** Asks a model for objects. It remembers which method its server knew. */
export interface StructuredModel {
  ask<Schema extends z.ZodType>(request: StructuredRequest<Schema>): Promise<z.output<Schema>>
}

/**
 * A model that answers with objects of a schema: by JSON schema, else by a tool call, else by JSON mode, else by asking
 * for JSON in words; with one repair in each. Throws `PROVIDER_FAILED`; rethrows the signal's reason when aborted.
 */
export async function createStructuredModel(
  provider: LanguageModelProvider,
  context: AgentContext,
): Promise<StructuredModel> {
  const model = await provider.create()
  let known = 0
  return {
    async ask(request) {
      const asking: Asking = { provider, model, context, name: request.name, json: wireSchema(request.schema) }
      let problem = 'no method was tried'
      for (const [at, method] of METHODS.entries()) {
        if (at < known) continue
        const outcome = await tryMethod(asking, request, method)
        if ('value' in outcome) {
          known = at
          return outcome.value
        }
        problem = outcome.problem
      }
      throw new VideoError('PROVIDER_FAILED', `${provider.model} gave no valid structured reply: ${problem}`)
    },
  }
}

interface Asking {
  readonly provider: LanguageModelProvider
  readonly model: BaseChatModel
  readonly context: AgentContext
  readonly name: string
  readonly json: Readonly<Record<string, unknown>>
}

type Outcome<Value> = { readonly value: Value } | { readonly problem: string }

async function tryMethod<Schema extends z.ZodType>(
  asking: Asking,
  request: StructuredRequest<Schema>,
  method: StructureMethod,
): Promise<Outcome<z.output<Schema>>> {
  const messages = [...request.messages, ...inWords(method, asking.json)]
  let problem = ''
  for (let attempt = 0; attempt < 2; attempt++) {
    const reply = await replyOf(asking, messages, method)
    if ('problem' in reply) return reply
    requireWhole(reply.value, asking.provider)
    const read = readObject(reply.value, request.schema)
    if ('value' in read) return read
    problem = read.problem
    messages.push(
      { role: 'assistant', content: reply.value.text || JSON.stringify(reply.value.arguments ?? {}) },
      { role: 'user', content: `Not valid:\n${problem}\nReturn the whole corrected JSON object.` },
    )
  }
  return { problem }
}

/** A reply, or the server's refusal of the method. */
async function replyOf(asking: Asking, messages: readonly Message[], method: StructureMethod): Promise<Outcome<Reply>> {
  const { provider, model, context, name, json } = asking
  try {
    return { value: await callModel({ provider, model, context, name, json, messages, method }) }
  } catch (error) {
    context.signal.throwIfAborted()
    const status = (error as { status?: number }).status ?? 0
    const message = error instanceof Error ? error.message : String(error)
    if (METHOD_REFUSED.has(status)) return { problem: message }
    throw new VideoError('PROVIDER_FAILED', `${provider.model} failed: ${message}`, {
      details: { status },
      cause: error,
    })
  }
}

/** A cut reply cannot be repaired, and a refusal or a content filter shows as an empty one. */
function requireWhole(reply: Reply, provider: LanguageModelProvider): void {
  if (reply.finishReason === 'length') {
    throw new VideoError('PROVIDER_FAILED', `${provider.model} failed: the reply was cut off at the token limit`)
  }
  if (reply.text.trim() === '' && reply.arguments === undefined) {
    throw new VideoError(
      'PROVIDER_FAILED',
      `${provider.model} failed: the reply was empty (a refusal, or a content filter)`,
    )
  }
}

function readObject<Schema extends z.ZodType>(reply: Reply, schema: Schema): Outcome<z.output<Schema>> {
  try {
    const result = schema.safeParse(reply.arguments ?? looseJson(reply.text))
    return result.success ? { value: result.data } : { problem: z.prettifyError(result.error) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

/** The JSON object in a text that may have words or a fence around it. */
function looseJson(text: string): unknown {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (end <= start) throw new SyntaxError('no JSON object in the reply')
  return JSON.parse(text.slice(start, end + 1))
}

function inWords(method: StructureMethod, json: object): Message[] {
  if (method === 'json_schema' || method === 'tool') return []
  const content = `Reply with one JSON object only, valid against this JSON Schema:\n${JSON.stringify(json)}`
  return [{ role: 'user', content }]
}

function wireSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema)
  return json
}

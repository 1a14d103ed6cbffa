import { providerFailure, type AgentContext, type LanguageModelProvider } from '@mavs/core'
import { z } from 'zod'
import { modelClient, type ModelClient, type StructureMethod } from './client.ts'
import { isWayRefused } from './failure.ts'
import type { Message, Turn, TurnRequest } from './turn.ts'

export interface StructuredRequest<Schema extends z.ZodType> {
  readonly schema: Schema
  /** Letters and underscores: the schema's name on the wire. */
  readonly name: string
  readonly messages: readonly Message[]
  /** What is wrong with an answer that the schema lets pass; the model is told once. */
  readonly problemOf?: (value: z.output<Schema>) => string | undefined
}

/** Changes whenever the same question may be answered in another form. */
const VERSION = 'ask-1'

/**
 * Asks a model for an object of a schema: by JSON schema, else by a tool call, else by JSON mode, else by asking for JSON
 * in words; with one repair in each. What a server refused it is not asked again. An answer lies in the ledger, a failure
 * does not. Throws `PROVIDER_FAILED` or `TIMED_OUT`; rethrows the signal's reason when aborted.
 */
export async function askForObject<Schema extends z.ZodType>(
  provider: LanguageModelProvider,
  request: StructuredRequest<Schema>,
  context: AgentContext,
): Promise<z.output<Schema>> {
  const { name, messages, schema } = request
  const json = wireSchema(schema)
  const call = {
    provider: `${provider.id}@${provider.version}`,
    operation: VERSION,
    input: { model: provider.model, name, json, messages },
    isRemote: true,
  }
  const entry = await context.ledger.once(call, () => climbDown({ ...request, json }, modelClient(provider), context))
  return schema.parse(entry.value)
}

type Asking<Schema extends z.ZodType> = StructuredRequest<Schema> & { readonly json: Readonly<Record<string, unknown>> }

type Outcome<Value> = { readonly value: Value } | { readonly problem: string; readonly isRefused?: boolean }

/** Tries the methods from the strictest on until one brings an object. */
async function climbDown<Schema extends z.ZodType>(
  asking: Asking<Schema>,
  client: ModelClient,
  context: AgentContext,
): Promise<z.output<Schema>> {
  const refused: StructureMethod[] = []
  let problem = 'no method was tried'
  for (const method of await client.methods(context.signal)) {
    const outcome = await tryMethod(method, asking, client, context)
    if ('value' in outcome) {
      client.remember(method, refused)
      return outcome.value
    }
    if (outcome.isRefused === true) refused.push(method)
    problem = outcome.problem
  }
  const { id, model } = client.provider
  const message = `${model} (${id}) gave no valid structured reply: ${problem}`
  throw providerFailure({ provider: id, kind: 'invalid-reply', message })
}

async function tryMethod<Schema extends z.ZodType>(
  method: StructureMethod,
  asking: Asking<Schema>,
  client: ModelClient,
  context: AgentContext,
): Promise<Outcome<z.output<Schema>>> {
  const messages = [...asking.messages, ...inWords(method, asking.json)]
  let problem = ''
  for (let attempt = 0; attempt < 2; attempt++) {
    const reply = await replyOf({ messages, ...wireOptions(method, asking) }, client, context)
    if ('problem' in reply) return reply
    const read = readObject(reply.value, asking)
    if ('value' in read) return read
    problem = read.problem
    messages.push(
      { role: 'assistant', content: reply.value.text || JSON.stringify(reply.value.toolCalls[0]?.args ?? {}) },
      { role: 'user', content: `Not valid:\n${problem}\nReturn the whole corrected JSON object.` },
    )
  }
  return { problem }
}

/** A reply, or the server's refusal of the method. */
async function replyOf(request: TurnRequest, client: ModelClient, context: AgentContext): Promise<Outcome<Turn>> {
  try {
    return { value: await client.take(request, context) }
  } catch (error) {
    context.signal.throwIfAborted()
    if (isWayRefused(error)) return { problem: (error as Error).message, isRefused: true }
    throw error
  }
}

function wireOptions(
  method: StructureMethod,
  { name, json, schema }: Pick<Asking<z.ZodType>, 'name' | 'json' | 'schema'>,
): Omit<TurnRequest, 'messages'> {
  if (method === 'json_schema')
    return { responseFormat: { type: method, json_schema: { name, strict: true, schema: json } } }
  if (method === 'json_object') return { responseFormat: { type: method } }
  if (method === 'text') return {}
  const description = schema.meta()?.description ?? 'Gives the answer'
  return {
    tools: [{ type: 'function', function: { name, description, parameters: json } }],
    toolChoice: name,
  }
}

function readObject<Schema extends z.ZodType>(
  { text, toolCalls }: Turn,
  { schema, problemOf }: Asking<Schema>,
): Outcome<z.output<Schema>> {
  try {
    const result = schema.safeParse(toolCalls[0]?.args ?? looseJson(text))
    if (!result.success) return { problem: z.prettifyError(result.error) }
    const problem = problemOf?.(result.data)
    return problem === undefined ? { value: result.data } : { problem }
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

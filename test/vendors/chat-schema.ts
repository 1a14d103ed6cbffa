import { z } from 'zod'

// As the vendor's OpenAPI description has it (the fields that language models of ours may meet); anything else is refused.

const TextPart = z.strictObject({ type: z.literal('text'), text: z.string() })
const Content = z.union([z.string(), z.array(TextPart).min(1)])
const Name = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/)
const ToolCall = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: Name, arguments: z.string() }),
})
const Message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer', 'user']), content: Content, name: Name.optional() }),
  z.strictObject({
    role: z.literal('assistant'),
    content: Content.nullable().optional(),
    refusal: z.string().nullable().optional(),
    name: Name.optional(),
    tool_calls: z.array(ToolCall).min(1).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), content: Content, tool_call_id: z.string().min(1) }),
])
const JsonSchema = z.record(z.string(), z.unknown())
const Tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: Name,
    description: z.string().optional(),
    parameters: JsonSchema.optional(),
    strict: z.boolean().nullable().optional(),
  }),
})
const ResponseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: Name,
      description: z.string().optional(),
      schema: JsonSchema.optional(),
      strict: z.boolean().nullable().optional(),
    }),
  }),
])
const Body = z.strictObject({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).optional(),
  tools: z.array(Tool).max(128).optional(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: Name }) }),
    ])
    .optional(),
  parallel_tool_calls: z.boolean().optional(),
  response_format: ResponseFormat.optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
})
export type ChatBody = z.infer<typeof Body>

/** A request as the vendor checks it: its problem in the vendor's words, or the request. */
export function checkChat(
  json: unknown,
): { readonly body: ChatBody } | { readonly problem: string; readonly param?: string } {
  const parsed = Body.safeParse(json)
  if (!parsed.success) return { problem: z.prettifyError(parsed.error) }
  const body = parsed.data
  const problem = problemOf(body)
  return problem === undefined ? { body } : problem
}

function problemOf(body: ChatBody): { readonly problem: string; readonly param?: string } | undefined {
  const isReasoning = /^(o\d|gpt-5(?!-chat))/.test(body.model)
  if (isReasoning && body.max_tokens !== undefined) return unsupported('max_tokens', 'max_completion_tokens')
  if (isReasoning && body.temperature !== undefined && body.temperature !== 1)
    return {
      problem: "Unsupported value: 'temperature' does not support this value with this model.",
      param: 'temperature',
    }
  if (body.max_tokens !== undefined && body.max_completion_tokens !== undefined)
    return { problem: "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported." }
  const { tool_choice: choice, tools = [], response_format: format, messages } = body
  if (choice !== undefined && tools.length === 0)
    return { problem: "'tool_choice' is only allowed when 'tools' are specified.", param: 'tool_choice' }
  if (typeof choice === 'object' && !tools.some((tool) => tool.function.name === choice.function.name))
    return { problem: `Tool choice '${choice.function.name}' not found in 'tools' parameter.`, param: 'tool_choice' }
  if (format?.type === 'json_object' && !/json/i.test(JSON.stringify(messages)))
    return {
      problem: "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    }
  if (format?.type === 'json_schema' && format.json_schema.strict) {
    const wrong = looseness(format.json_schema.schema, [])
    if (wrong) return { problem: `Invalid schema for response_format '${format.json_schema.name}': ${wrong}` }
  }
  return unansweredCall(messages)
}

const unsupported = (field: string, other: string) => ({
  problem: `Unsupported parameter: '${field}' is not supported with this model. Use '${other}' instead.`,
  param: field,
})

/** Of a strict schema every object is closed, and every property is required. */
function looseness(schema: unknown, path: readonly string[]): string | undefined {
  if (Array.isArray(schema)) return schema.map((one) => looseness(one, path)).find((one) => one !== undefined)
  if (typeof schema !== 'object' || schema === null) return undefined
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>
  const place = `In context=(${path.map((name) => `'${name}'`).join(', ')}), `
  if (type === 'object') {
    const names = Object.keys((properties ?? {}) as object)
    if (additionalProperties !== false)
      return `${place}'additionalProperties' is required to be supplied and to be false.`
    const missing = names.find((name) => !(required as string[] | undefined)?.includes(name))
    if (missing !== undefined)
      return `${place}'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
  }
  return Object.entries(schema)
    .map(([name, child]) => looseness(child, [...path, name]))
    .find((one) => one !== undefined)
}

/** Each call of a tool is answered by a message of its own before anything else is said. */
function unansweredCall(messages: ChatBody['messages']): { readonly problem: string } | undefined {
  let open: string[] = []
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.includes(message.tool_call_id))
        return { problem: "messages with role 'tool' must be a response to a preceeding message with 'tool_calls'." }
      open = open.filter((id) => id !== message.tool_call_id)
    } else if (open.length > 0) {
      return {
        problem: `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id': ${open.join(', ')}`,
      }
    } else if (message.role === 'assistant') open = (message.tool_calls ?? []).map(({ id }) => id)
  }
  return undefined
}

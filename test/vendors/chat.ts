import { z } from 'zod'
import { startVendor, type Vendor } from '@mavs/core/testing'

const Message = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z
    .union([z.string(), z.null(), z.array(z.looseObject({ type: z.literal('text'), text: z.string() }))])
    .optional(),
  tool_calls: z
    .array(z.looseObject({ id: z.string(), function: z.looseObject({ name: z.string(), arguments: z.string() }) }))
    .optional(),
  tool_call_id: z.string().optional(),
})
const Body = z.looseObject({
  model: z.string(),
  stream: z.literal(true),
  messages: z.array(Message).min(1),
  tools: z
    .array(z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string() }) }))
    .optional(),
  tool_choice: z.unknown().optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
})
export type ChatBody = z.infer<typeof Body>

/** A turn of the model that the server plays. */
export type ChatTurn =
  | { readonly text: string }
  | { readonly calls: readonly { readonly name: string; readonly args: unknown }[] }
  | { readonly status: number; readonly message?: string }

export interface ChatVendor extends Vendor {
  readonly bodies: readonly ChatBody[]
}

/** The streaming chat completions of OpenAI's protocol, with a model that answers as `turn` says. All its ids are the same. */
export async function startChat(turn: (body: ChatBody, count: number) => ChatTurn): Promise<ChatVendor> {
  const bodies: ChatBody[] = []
  const vendor = await startVendor({
    errorBody: (status) => ({ error: { message: `status ${status}`, type: 'error', code: null } }),
    respond(request) {
      if (request.method !== 'POST' || request.url.pathname !== '/v1/chat/completions') return { status: 404, body: {} }
      const body = Body.safeParse(request.json())
      if (!body.success) return { status: 400, body: { error: { message: z.prettifyError(body.error) } } }
      bodies.push(body.data)
      const answer = turn(body.data, bodies.length)
      if ('status' in answer) {
        return { status: answer.status, body: { error: { message: answer.message ?? 'refused', type: 'invalid' } } }
      }
      return { headers: { 'content-type': 'text/event-stream' }, body: streamOf(answer, body.data.model) }
    },
  })
  return { ...vendor, baseUrl: `${vendor.baseUrl}/v1`, bodies }
}

function streamOf(turn: Exclude<ChatTurn, { status: number }>, model: string): string {
  const chunk = (choices: unknown[], usage: unknown = null) =>
    `data: ${JSON.stringify({ id: 'same', object: 'chat.completion.chunk', created: 1, model, choices, usage })}\n\n`
  const delta =
    'text' in turn
      ? { role: 'assistant', content: turn.text }
      : {
          role: 'assistant',
          content: null,
          tool_calls: turn.calls.map(({ name, args }, index) => ({
            index,
            id: 'same',
            type: 'function',
            function: { name, arguments: JSON.stringify(args) },
          })),
        }
  return [
    chunk([{ index: 0, delta, finish_reason: null }]),
    chunk([{ index: 0, delta: {}, finish_reason: 'text' in turn ? 'stop' : 'tool_calls' }]),
    chunk([], { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }),
    'data: [DONE]\n\n',
  ].join('')
}

/** The text of a message, whichever form it has. */
export const textOf = ({ content }: ChatBody['messages'][number]): string =>
  Array.isArray(content) ? content.map(({ text }) => text).join('') : (content ?? '')

/** What the tools have answered so far. */
export const toolTexts = ({ messages }: ChatBody): string[] =>
  messages.filter(({ role }) => role === 'tool').map(textOf)

import { setTimeout as delay } from 'node:timers/promises'
import { startVendor, type Vendor } from '@mavs/core/testing'
import { checkChat, type ChatBody } from './chat-schema.ts'

export type { ChatBody } from './chat-schema.ts'

/** A turn of the model, or what the server does instead. */
export type ChatTurn =
  | { readonly text: string; readonly finish?: string }
  | { readonly calls: readonly { readonly name: string; readonly args: unknown }[]; readonly text?: string }
  /** The model will not. */
  | { readonly refusal: string }
  | {
      readonly status: number
      readonly message?: string
      readonly code?: string
      readonly param?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Says so much and then: nothing more, the end of the connection, an end without a reason, no JSON, an error event. */
  | { readonly begins: string; readonly stops: 'silence' | 'cut' | 'end' | 'garbage' | 'error' }

export interface ChatVendor extends Vendor, AsyncDisposable {
  /** Of the requests that the vendor's own check let pass. */
  readonly bodies: readonly ChatBody[]
  /** Streams that the client left before their end. */
  readonly left: () => number
}

export interface ChatOptions {
  /** Whether the server leaves out what the model used. */
  readonly withoutUsage?: boolean
}

/**
 * The streaming chat completions of OpenAI's protocol, with a model that answers as `turn` says: requests are held against
 * the documented form. All its ids are the same, as those of small servers are.
 */
export async function startChat(
  turn: (body: ChatBody, count: number) => ChatTurn,
  options: ChatOptions = {},
): Promise<ChatVendor> {
  const bodies: ChatBody[] = []
  let left = 0
  const vendor = await startVendor({
    errorBody: (status) => errorBody(`status ${status}`),
    respond(request) {
      if (request.method !== 'POST' || request.url.pathname !== '/v1/chat/completions')
        return { status: 404, body: errorBody(`Invalid URL (${request.method} ${request.url.pathname})`) }
      const checked = checkChat(request.json())
      if ('problem' in checked) return { status: 400, body: errorBody(checked.problem, checked) }
      bodies.push(checked.body)
      const answer = turn(checked.body, bodies.length)
      if ('status' in answer) {
        const { status, message = `status ${status}`, headers = {} } = answer
        return { status, headers, body: errorBody(message, answer) }
      }
      const body = streamOf(answer, checked.body, options, () => left++)
      return { headers: { 'content-type': 'text/event-stream' }, body }
    },
  })
  const { close } = vendor
  return { ...vendor, baseUrl: `${vendor.baseUrl}/v1`, bodies, left: () => left, [Symbol.asyncDispose]: close }
}

const errorBody = (
  message: string,
  { code = null, param = null }: { code?: string | null; param?: string | null } = {},
) => ({
  error: { message, type: 'invalid_request_error', param, code },
})

const USAGE = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }

type Streamed = Exclude<ChatTurn, { status: number }>

async function* streamOf(
  turn: Streamed,
  { model, stream_options: wanted }: ChatBody,
  { withoutUsage = false }: ChatOptions,
  onLeft: () => void,
): AsyncGenerator<string> {
  const isCounted = wanted?.include_usage === true && !withoutUsage
  const chunk = (choices: unknown[], usage: unknown = null) =>
    `data: ${JSON.stringify({ id: 'same', object: 'chat.completion.chunk', created: 1, model, choices, ...(isCounted && { usage }) })}\n\n`
  let isWhole = false
  try {
    for (const delta of deltasOf(turn)) yield chunk([{ index: 0, delta, logprobs: null, finish_reason: null }])
    if ('begins' in turn) yield* breakOff(turn.stops)
    else {
      yield chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: finishOf(turn) }])
      if (isCounted) yield chunk([], USAGE)
      yield 'data: [DONE]\n\n'
    }
    isWhole = true
  } finally {
    if (!isWhole) onLeft()
  }
}

function deltasOf(turn: Streamed): object[] {
  const role = { role: 'assistant', content: '', refusal: null }
  if ('refusal' in turn) return [role, ...pieces(turn.refusal).map((refusal) => ({ refusal }))]
  if ('begins' in turn) return [role, { content: turn.begins }]
  const said = pieces(turn.text ?? '').map((content) => ({ content }))
  if (!('calls' in turn)) return [role, ...said]
  const calls = turn.calls.flatMap(({ name, args }, index) => [
    { tool_calls: [{ index, id: 'same', type: 'function', function: { name, arguments: '' } }] },
    ...pieces(JSON.stringify(args)).map((part) => ({ tool_calls: [{ index, function: { arguments: part } }] })),
  ])
  return [{ ...role, content: null }, ...said, ...calls]
}

const pieces = (text: string): string[] => text.match(/[\s\S]{1,200}/g) ?? []

const finishOf = (turn: Streamed): string =>
  'calls' in turn ? 'tool_calls' : 'text' in turn ? (turn.finish ?? 'stop') : 'stop'

async function* breakOff(way: 'silence' | 'cut' | 'end' | 'garbage' | 'error'): AsyncGenerator<string> {
  if (way === 'garbage') yield 'data: {"choices": [{"delta"\n\n'
  if (way === 'error')
    yield `data: ${JSON.stringify(errorBody('The server had an error', { code: 'server_error' }))}\n\n`
  if (way === 'cut') throw new Error('cut')
  // Comments keep the connection alive and say nothing; they let the generator end when the client has gone.
  if (way !== 'silence') return
  for (;;) {
    await delay(20)
    yield ': still here\n\n'
  }
}

/** The text of a message, whichever form it has. */
export const textOf = ({ content }: ChatBody['messages'][number]): string =>
  Array.isArray(content) ? content.map(({ text }) => text).join('') : (content ?? '')

/** What the tools have answered so far. */
export const toolTexts = ({ messages }: ChatBody): string[] =>
  messages.filter(({ role }) => role === 'tool').map(textOf)

/** How the shape of a reply was asked for. */
export const methodOf = (body: ChatBody): string => body.response_format?.type ?? (body.tools ? 'tool' : 'text')

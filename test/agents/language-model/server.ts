import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a client sent. */
export interface ChatRequest {
  readonly model: string
  readonly stream: boolean
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly response_format?: { readonly type: string }
  readonly tools?: readonly unknown[]
}

/** What the server answers with: a reply, or an HTTP fault. */
export type Answer =
  | { readonly text: string; readonly finish?: string }
  | { readonly toolArguments: string }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message?: string }
  | { readonly hang: true }

export interface ChatServer extends AsyncDisposable {
  readonly baseUrl: string
  readonly requests: readonly ChatRequest[]
  /** Requests whose connection the client closed before the answer was complete. */
  readonly aborted: () => number
}

/** A server on this machine that speaks OpenAI's chat completions, streamed. `answer` sees each request. */
export async function startChatServer(answer: (request: ChatRequest, count: number) => Answer): Promise<ChatServer> {
  const requests: ChatRequest[] = []
  let aborted = 0
  const server = createServer((incoming, response) => {
    void readBody(incoming).then((body) => {
      requests.push(body)
      response.on('close', () => (aborted += response.writableFinished ? 0 : 1))
      return respond(answer(body, requests.length), body, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    aborted: () => aborted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function readBody(incoming: IncomingMessage): Promise<ChatRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest
}

function respond(answer: Answer, request: ChatRequest, response: ServerResponse): void {
  if ('hang' in answer) return
  if ('status' in answer) {
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify({ error: { message: answer.message ?? `status ${answer.status}`, type: 'error' } }))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (choice: object, usage?: object): void => {
    const choices = usage ? [] : [{ index: 0, finish_reason: null, ...choice }]
    const chunk = {
      id: 'chat-1',
      object: 'chat.completion.chunk',
      created: 1,
      model: request.model,
      choices,
      usage: usage ?? null,
    }
    response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
  if ('toolArguments' in answer) sendToolCall(answer.toolArguments, send)
  else {
    for (const part of answer.text.match(/[\s\S]{1,40}/g) ?? []) send({ delta: { role: 'assistant', content: part } })
    send({ delta: {}, finish_reason: answer.finish ?? 'stop' })
  }
  send({}, { prompt_tokens: 11, completion_tokens: 22, total_tokens: 33 })
  response.end('data: [DONE]\n\n')
}

function sendToolCall(toolArguments: string, send: (choice: object) => void): void {
  const call = (index: number, fields: object): object => ({
    delta: { role: 'assistant', tool_calls: [{ index, ...fields }] },
  })
  send(call(0, { id: 'call-1', type: 'function', function: { name: 'answer', arguments: '' } }))
  for (const part of toolArguments.match(/[\s\S]{1,40}/g) ?? []) send(call(0, { function: { arguments: part } }))
  send({ delta: {}, finish_reason: 'tool_calls' })
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { createClient, type ClientOptions, type MavsClient } from '@mavs/client'
import { onTestFinished } from 'vitest'

/** Answers one request, well or badly. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A request as it came. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

/** A server that answers its requests by the list, the last one again and again; and a client that is quick to repeat. */
export async function createFaultServer(
  answers: readonly Answer[],
  options: Partial<ClientOptions> = {},
): Promise<{ readonly client: MavsClient; readonly seen: readonly Seen[]; readonly address: string }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const body = request.headers['content-type'] === undefined ? undefined : await json(request)
      seen.push({ method: request.method!, url: request.url!, headers: request.headers, body })
      answers[Math.min(seen.length, answers.length) - 1]!(response, request)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { client: createClient({ baseUrl: address, retryDelayMs: 4, ...options }), seen, address }
}

/** An address at which nobody listens any more. */
export async function closedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** Answers with JSON. */
export const answer =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }

/** Answers with an error as the API does. */
export const problem = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  answer(status, { error: 'Problem', detail: `It is ${code}.`, timestamp: '2026-01-01T00:00:00.000Z', code }, headers)

/** Ends the connection without a word. */
export const cut: Answer = (response) => void response.destroy()

/** Says nothing for ever. */
export const silence: Answer = () => {}

/** Opens an event stream, sends these pieces, and then goes on as told. */
export const stream =
  (pieces: readonly (string | Buffer)[], then: 'end' | 'cut' | 'hang'): Answer =>
  (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    const send = (index: number): void => {
      if (index < pieces.length) response.write(pieces[index]!, () => setImmediate(send, index + 1))
      else if (then === 'end') response.end()
      else if (then === 'cut') response.destroy()
    }
    response.flushHeaders()
    send(0)
  }

import type { IncomingMessage } from 'node:http'
import type { Context } from 'koa'
import { checkContentDigest } from '../access/content-digest.ts'
import { HttpProblem } from '../problems/http-problem.ts'

/** Scripts and sources are texts of up to two million characters each. */
export const BODY_LIMIT_BYTES = 16 * 1024 * 1024

/**
 * The request's body as it came, checked against its `Content-Digest` where it has one; read once and kept for who asks
 * again. Throws problems 400 and 413.
 */
export async function readRaw(context: Context): Promise<Buffer> {
  const state = context.state as { rawBody?: Buffer }
  if (state.rawBody !== undefined) return state.rawBody
  const body = await read(context.req)
  checkContentDigest(context.req.headersDistinct['content-digest']?.join(', '), body)
  state.rawBody = body
  return body
}

async function read(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) throw tooLarge()
  // Gone while it was found out who asks: nothing would be heard of it any more.
  if (request.destroyed && !request.readableEnded) throw incomplete(request.errored ?? undefined)
  const chunks: Buffer[] = []
  let size = 0
  await new Promise<void>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= BODY_LIMIT_BYTES) return void chunks.push(chunk)
      // The rest is read and dropped: a client that is still sending would not see the answer otherwise.
      chunks.length = 0
      reject(tooLarge())
    })
    request.on('end', resolve)
    request.on('error', (cause) => reject(incomplete(cause)))
    request.on('close', () => reject(incomplete(undefined)))
  })
  return Buffer.concat(chunks)
}

const tooLarge = (): HttpProblem =>
  new HttpProblem(413, 'Content Too Large', `The body may have ${BODY_LIMIT_BYTES / 1024 / 1024} MiB.`, {
    code: 'BODY_TOO_LARGE',
  })

const incomplete = (cause: unknown): HttpProblem =>
  new HttpProblem(400, 'Bad Request', 'The body ended before all of it had come.', { code: 'BODY_INCOMPLETE', cause })

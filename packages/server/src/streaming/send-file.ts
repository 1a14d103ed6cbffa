import { finished } from 'node:stream'
import type { OpenedArtifact } from '@mavs/core'
import type { Context } from 'koa'
import send from 'send'
import { HttpProblem } from '../problems/http-problem.ts'
import { fileGone } from './delivered-file.ts'

export interface SendFileOptions {
  /** The media type, with its charset. */
  readonly type: string
  /** What tells this file from another of the same size and time. */
  readonly version: string
}

/**
 * Answers with a file: all of it, one range of it, only its headers, or 304 to who has it. Resolves when the last byte
 * is out or the client is gone; the file is closed either way. Throws problems 404, 412 and 416.
 */
export async function sendFile(context: Context, file: OpenedArtifact, options: SendFileOptions): Promise<void> {
  const { req, res } = context
  // Not through Koa, which would keep the words "OK" for what becomes a part or nothing new.
  res.statusCode = 200
  context.set({ 'Content-Type': options.type, 'Cache-Control': 'private, no-cache', 'Accept-Ranges': 'bytes' })
  context.respond = false
  await new Promise<void>((resolve, reject) => {
    // The data directory's own name may begin with a dot. Its path is decoded like one of a URL.
    const stream = send(req, encodeURIComponent(file.path), {
      dotfiles: 'allow',
      cacheControl: false,
      acceptRanges: !isWhole(context.get('Range'), file.sizeBytes),
    })
    stream.on('headers', (_response, _path, { size, mtimeMs }) => {
      const time = Math.round(mtimeMs * 1000).toString(36)
      context.set('ETag', `"${options.version}-${size.toString(36)}-${time}"`)
    })
    stream.on('error', (error: SendError) => reject(problemOf(error)))
    // The client may leave at any time: its loss, not an error.
    finished(res, () => resolve())
    stream.pipe(res)
  })
}

/** A suffix longer than the file is all of it (RFC 9110, 14.1.2); `send` takes it for a range that lies outside. */
const isWhole = (range: string, sizeBytes: number): boolean =>
  Number(/^bytes=-(\d+)$/.exec(range)?.[1] ?? 0) >= sizeBytes

type SendError = Error & { readonly status: number; readonly headers?: Readonly<Record<string, string>> }

function problemOf(error: SendError): Error {
  const { status, headers = {} } = error
  if (status === 404) return fileGone(error)
  if (status === 412) {
    const detail = 'The file is not the one that If-Match or If-Unmodified-Since names.'
    return new HttpProblem(412, 'Precondition Failed', detail, { code: 'PRECONDITION_FAILED', cause: error })
  }
  if (status !== 416) return error
  const detail = `The range is outside the file (${headers['Content-Range'] ?? ''}).`
  return new HttpProblem(416, 'Range Not Satisfiable', detail, { code: 'RANGE_INVALID', headers, cause: error })
}

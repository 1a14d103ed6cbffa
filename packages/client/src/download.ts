import { pauseBefore } from './backoff.ts'
import { MavsApiError } from './error.ts'
import { chunksOf } from './events.ts'
import type { CallOptions } from './options.ts'
import { ARTIFACTS, fileName, sessionPath, type Artifact } from './paths.ts'
import { unreachable, type Transport } from './transport.ts'

/** A file on its way. */
export interface Download {
  /** The bytes. A connection that breaks is resumed where it broke; a file that changed meanwhile is an error. */
  readonly stream: ReadableStream<Uint8Array>
  /** Undefined where the server does not say. */
  readonly sizeBytes: number | undefined
  readonly contentType: string | undefined
  /** `video_{id}.mp4` and the like. */
  readonly name: string
}

/** Which file. */
export interface DownloadOptions extends CallOptions {
  /** Default `video`. */
  readonly artifact?: Artifact
}

/** Opens a file of a completed session. */
export async function openDownload(transport: Transport, id: string, options: DownloadOptions): Promise<Download> {
  const { artifact = 'video', signal } = options
  const open = (headers: Readonly<Record<string, string>>) =>
    transport.open({ method: 'GET', path: sessionPath(id, ARTIFACTS[artifact].path), headers, signal })
  const response = await open({ Accept: '*/*' })
  const length = response.headers.get('Content-Length')
  // A length in transit says nothing about what fetch has unpacked.
  const sizeBytes = length === null || response.headers.has('Content-Encoding') ? undefined : Number(length)
  const contentType = response.headers.get('Content-Type') ?? undefined
  return {
    stream: toStream(resuming(transport, { first: response, sizeBytes, open, signal })),
    sizeBytes,
    contentType,
    name: fileName(id, artifact, contentType),
  }
}

interface Source {
  readonly first: Response
  readonly sizeBytes: number | undefined
  open(headers: Readonly<Record<string, string>>): Promise<Response>
  readonly signal: AbortSignal | undefined
}

/** The bytes of all connections that it takes, in order. */
async function* resuming(transport: Transport, source: Source): AsyncGenerator<Uint8Array> {
  const { settings } = transport
  let response = source.first
  let received = 0
  for (let fruitless = 0; ; fruitless++) {
    try {
      if (response.body !== null) {
        for await (const chunk of chunksOf(response.body, transport)) {
          received += chunk.byteLength
          fruitless = 0
          yield chunk
        }
      }
      if (source.sizeBytes === undefined || received >= source.sizeBytes) return
      throw unreachable(settings.base, `${received} of ${source.sizeBytes} bytes came`)
    } catch (error) {
      source.signal?.throwIfAborted()
      if (!MavsApiError.isInstance(error) || !error.isRetryable || fruitless >= settings.retries) throw error
      await pauseBefore(fruitless, error, settings, source.signal)
    }
    response = await resume(source, received)
  }
}

/** The rest of the same file, by its entity tag. */
async function resume({ first, open }: Source, received: number): Promise<Response> {
  if (received === 0) return open({ Accept: '*/*' })
  const etag = first.headers.get('ETag')
  const response = await open({
    Accept: '*/*',
    Range: `bytes=${received}-`,
    ...(etag === null ? {} : { 'If-Range': etag }),
  })
  const starts = response.headers.get('Content-Range')?.startsWith(`bytes ${received}-`) ?? false
  if (response.status === 206 && starts && response.headers.get('ETag') === etag) return response
  await response.body?.cancel()
  throw new MavsApiError('The file changed, or the server cannot resume it, while it was downloaded: start again.', {
    status: response.status,
    code: 'DOWNLOAD_CHANGED',
  })
}

/** Read only as fast as it is taken. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}

import { VideoError } from '../errors/video-error.ts'

/**
 * The same response with a body that fails with `URL_REFUSED` past so many bytes, counted after decompression.
 * `url` is where the response came from in the end.
 */
export function limitBody(response: Response, url: URL, maxBytes: number): Response {
  const body = response.body?.pipeThrough(countingStream(url.host, maxBytes)) ?? null
  const { status, statusText, headers } = response
  const limited = new Response(body, { status, statusText, headers })
  Object.defineProperty(limited, 'url', { value: url.href })
  return limited
}

function countingStream(host: string, maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let seenBytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      seenBytes += chunk.byteLength
      if (seenBytes <= maxBytes) controller.enqueue(chunk)
      else controller.error(tooLarge(host, maxBytes))
    },
  })
}

const tooLarge = (host: string, maxBytes: number): VideoError =>
  new VideoError('URL_REFUSED', `The answer of ${host} is larger than ${maxBytes} bytes.`, {
    details: { host, maxBytes },
  })

import type { VideoRequest } from '../domain/request.ts'
import { VideoError } from '../errors/video-error.ts'
import type { FieldError } from '../errors/validation.ts'
import { refusalOf } from '../net/check-url.ts'

/**
 * Checks what a request says about its webhook, without the network: a name is resolved, and refused when it leads to
 * a private address, each time that something is sent. Throws `REQUEST_INVALID`.
 */
export function checkWebhook(request: VideoRequest, allowPrivate: boolean): void {
  const problem = problemOf(request, allowPrivate)
  if (problem === undefined) return
  throw new VideoError('REQUEST_INVALID', `The request is not valid: ${problem.path}: ${problem.message}`, {
    details: { errors: [problem] },
  })
}

function problemOf({ webhook_url: text, events }: VideoRequest, allowPrivate: boolean): FieldError | undefined {
  if (text === undefined) {
    return events === undefined ? undefined : { path: 'events', message: 'needs a webhook_url that is told about them' }
  }
  const url = URL.parse(text)
  const refusal = url === null ? 'must be a URL' : refusalOf(url, allowPrivate)
  if (refusal === undefined) return undefined
  const remedy = refusal.includes('private') ? '; the operator may allow it with MAVS_WEBHOOK_PRIVATE=true' : ''
  return { path: 'webhook_url', message: refusal + remedy }
}

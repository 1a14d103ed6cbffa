import type { FailureKind } from '@mavs/core'
import { z } from 'zod'

/** What the vendor means by a code, which it sends with statuses that say something else: a used-up plan is a 401. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  quota_exceeded: 'quota',
  insufficient_credits: 'quota',
  invalid_api_key: 'key-refused',
  missing_permissions: 'key-refused',
  detected_unusual_activity: 'key-refused',
  voice_not_found: 'not-found',
  model_not_found: 'not-found',
  max_character_limit_exceeded: 'rejected',
  output_format_not_allowed: 'rejected',
  content_against_policy: 'refused-content',
  rate_limit_exceeded: 'rate-limited',
  concurrent_limit_exceeded: 'rate-limited',
  too_many_concurrent_requests: 'rate-limited',
  system_busy: 'rate-limited',
}

/** `code` is the documented field, `status` its older name. */
const ErrorBody = z.looseObject({
  detail: z.looseObject({ code: z.string().nullish(), status: z.string().nullish() }),
})

/** The kind of failure that an error's body tells; undefined when it tells nothing that is known. */
export function kindOf(_status: number, body: string): FailureKind | undefined {
  const parsed = ErrorBody.safeParse(jsonOf(body))
  if (!parsed.success) return undefined
  const { code, status } = parsed.data.detail
  return KINDS[code ?? ''] ?? KINDS[status ?? '']
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

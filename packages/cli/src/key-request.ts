import { ApiKeyRequest, Scope, VideoError, type ApiKeyInput } from '@mavs/core'

/** What `mavs keys create` was given. */
export interface KeyOptions {
  readonly name: string | undefined
  readonly user: string | undefined
  readonly scopes: readonly string[] | undefined
  readonly requestsPerMinute: string | undefined
  readonly expires: string | undefined
}

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** The fields of a key as options, with what each must be. */
const OPTIONS: Readonly<Record<string, readonly [option: string, expected: string]>> = {
  name: ['--name', '1 to 100 characters long'],
  user_id: ['--user', '1 to 200 characters long'],
  scopes: ['--scope', `one of ${Scope.options.join(', ')}`],
  requests_per_minute: ['--requests-per-minute', 'a whole number from 1'],
}

/** The key that is asked for. Throws `REQUEST_INVALID` in one sentence that names the option and what was given. */
export function readKeyRequest(options: KeyOptions, nowMs: number): ApiKeyInput {
  const { name, user, scopes, requestsPerMinute, expires } = options
  const input = {
    name,
    user_id: user,
    ...(scopes === undefined ? {} : { scopes: scopes.flatMap((list) => list.split(',')) }),
    ...(requestsPerMinute === undefined ? {} : { requests_per_minute: wholeNumber(requestsPerMinute) }),
    ...(expires === undefined ? {} : { expires_at: expiry(expires, nowMs) }),
  }
  const result = ApiKeyRequest.safeParse(input)
  if (result.success) return result.data
  const field = String(result.error.issues[0]?.path[0])
  const [option, expected] = OPTIONS[field] ?? [field, 'valid']
  throw invalid(option, expected, { ...input, requests_per_minute: requestsPerMinute }[field as 'name'])
}

/** When a key ends, as an ISO time: after hours, days or weeks (`12h`, `30d`, `4w`), or at a date or time. */
function expiry(text: string, nowMs: number): string {
  const [, amount, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? []
  const at = unit === undefined ? dateOf(text) : nowMs + Number(amount) * UNIT_MS[unit]!
  if (at > nowMs) return new Date(at).toISOString()
  throw invalid('--expires', 'a time to come, as 30d, 12h, 4w, 2030-01-31 or 2030-01-31T12:00:00Z', text)
}

const dateOf = (text: string): number =>
  /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : NaN

const wholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN)

const invalid = (option: string, expected: string, given: unknown): VideoError => {
  const got = given === undefined ? 'nothing' : `"${String(given).slice(0, 60)}"`
  return new VideoError('REQUEST_INVALID', `${option} must be ${expected} (got ${got}).`)
}

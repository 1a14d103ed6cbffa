const marker = Symbol.for('mavs.api-error')

/** One field that the server found wrong. */
export interface FieldProblem {
  readonly path: string
  readonly message: string
}

/** What an error knows beside its sentence. */
export interface ApiErrorFacts {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** The server's code (`REQUEST_INVALID` …), or `UNREACHABLE`, `TIMED_OUT`, `ANSWER_INVALID`, `DOWNLOAD_CHANGED`. */
  readonly code: string
  readonly requestId?: string | undefined
  readonly errors?: readonly FieldProblem[] | undefined
  /** How long the server asks to wait, in seconds. */
  readonly retryAfterSeconds?: number | undefined
  readonly cause?: unknown
}

/** Everything that a call can fail with, but for the reason of an abort signal, which is thrown as it is. */
export class MavsApiError extends Error {
  override readonly name = 'MavsApiError'
  readonly status: number
  readonly code: string
  /** What was wrong, and what to do; the same as `message`. */
  readonly detail: string
  /** The request's name in the server's log. */
  readonly requestId: string | undefined
  readonly errors: readonly FieldProblem[]
  readonly retryAfterSeconds: number | undefined

  constructor(detail: string, facts: ApiErrorFacts) {
    super(detail, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.status = facts.status
    this.code = facts.code
    this.detail = detail
    this.requestId = facts.requestId
    this.errors = facts.errors ?? []
    this.retryAfterSeconds = facts.retryAfterSeconds
    Object.defineProperty(this, marker, { value: true })
  }

  /** Whether the same call may succeed a little later: no answer, too many requests, overload. */
  get isRetryable(): boolean {
    return this.code === 'UNREACHABLE' || this.code === 'TIMED_OUT' || [429, 502, 503, 504].includes(this.status)
  }

  /** Works across two installed copies of the package, where `instanceof` does not. */
  static isInstance(error: unknown): error is MavsApiError {
    return error instanceof Error && marker in error
  }
}

/** The error that an answer tells of; a body that is none of ours (a proxy's page) is left out. */
export async function errorFrom(response: Response): Promise<MavsApiError> {
  const body = await bodyOf(response)
  const { status } = response
  const fallback = `The server answered ${status}${response.statusText ? ` ${response.statusText}` : ''}.`
  return new MavsApiError(typeof body.detail === 'string' ? body.detail : fallback, {
    status,
    code: typeof body.code === 'string' ? body.code : `HTTP_${status}`,
    requestId: response.headers.get('X-Request-Id') ?? undefined,
    errors: Array.isArray(body.errors) ? (body.errors as FieldProblem[]) : undefined,
    retryAfterSeconds: retryAfter(response.headers.get('Retry-After')),
  })
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Seconds, or an HTTP date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}

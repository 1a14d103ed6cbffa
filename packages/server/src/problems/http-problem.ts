import type { ProblemCode } from './codes.ts'

/** What the server answers instead of a result: becomes `{ error, detail, timestamp, … }` with this status. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: number
  /** The kind of problem in a few words, as "Not Found". */
  readonly title: string
  /** Stable, for programs. */
  readonly code: ProblemCode
  readonly headers: Readonly<Record<string, string>>
  /** Single fields that were wrong. */
  readonly errors: readonly { readonly path: string; readonly message: string }[]

  constructor(
    status: number,
    title: string,
    detail: string,
    options: {
      readonly code: ProblemCode
      readonly headers?: Readonly<Record<string, string>>
      readonly errors?: HttpProblem['errors']
      readonly cause?: unknown
    },
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.status = status
    this.title = title
    this.code = options.code
    this.headers = options.headers ?? {}
    this.errors = options.errors ?? []
  }
}

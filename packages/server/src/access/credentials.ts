import type { IncomingHttpHeaders } from 'node:http'
import { HttpProblem } from '../problems/http-problem.ts'
import { credentialsInvalid } from './refusals.ts'

/** What a request shows of who sent it. */
export interface Credentials {
  readonly kind: 'key' | 'token'
  readonly value: string
}

/** RFC 6750: the scheme in any case, blanks, then a token of these characters. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i
const KEY_PREFIX = 'mavs_'

/**
 * The API key or token of a request; undefined when it has none. Throws a 401 problem for what is neither, and a 400
 * problem for both headers at once: which one counts would be a guess.
 */
export function readCredentials(headers: IncomingHttpHeaders): Credentials | undefined {
  const { authorization, 'x-api-key': key } = headers
  if (authorization !== undefined && key !== undefined) {
    throw new HttpProblem(400, 'Bad Request', 'Send either Authorization or X-API-Key, not both.', {
      code: 'CREDENTIALS_AMBIGUOUS',
    })
  }
  if (key !== undefined) return { kind: 'key', value: String(key) }
  if (authorization === undefined) return undefined
  const value = BEARER.exec(authorization.trim())?.[1]
  if (value === undefined) throw credentialsInvalid('Authorization must be Bearer and one API key or token')
  return { kind: value.startsWith(KEY_PREFIX) ? 'key' : 'token', value }
}

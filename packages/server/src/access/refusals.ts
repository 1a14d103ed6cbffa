import type { Scope } from '@mavs/core'
import { HttpProblem } from '../problems/http-problem.ts'

const REALM = 'Bearer realm="mavs"'

/** 401: nobody has said who they are. */
export const credentialsMissing = (detail: string): HttpProblem =>
  new HttpProblem(401, 'Unauthorized', detail, {
    code: 'CREDENTIALS_MISSING',
    headers: { 'WWW-Authenticate': REALM },
  })

/** 401: what was shown is not (or no longer) good. `detail` never holds any of it, and is plain ASCII without quotes. */
export const credentialsInvalid = (detail: string, cause?: unknown): HttpProblem =>
  new HttpProblem(401, 'Unauthorized', detail, {
    code: 'CREDENTIALS_INVALID',
    headers: { 'WWW-Authenticate': `${REALM}, error="invalid_token", error_description="${detail}"` },
    cause,
  })

const SIGNATURE_WANTED = {
  'WWW-Authenticate': REALM,
  'Accept-Signature': 'sig=("@method" "@path" "@query" "content-digest");created;nonce;keyid;alg="hmac-sha256"',
} as const

/** 401: the request must be signed (RFC 9421), and a part of its signature is not there. */
export const signatureMissing = (part: string): HttpProblem =>
  new HttpProblem(401, 'Unauthorized', `This request must be signed: ${part}.`, {
    code: 'SIGNATURE_MISSING',
    headers: SIGNATURE_WANTED,
  })

/** 401: a part of the request's signature is wrong. */
export const signatureInvalid = (part: string, cause?: unknown): HttpProblem =>
  new HttpProblem(401, 'Unauthorized', `The signature of this request is refused: ${part}.`, {
    code: 'SIGNATURE_INVALID',
    headers: SIGNATURE_WANTED,
    cause,
  })

/** 403: the credentials are good, but not for this. */
export const scopeMissing = (scope: Scope): HttpProblem =>
  new HttpProblem(403, 'Forbidden', `This needs the scope "${scope}", which the credentials do not have.`, {
    code: 'FORBIDDEN',
    headers: { 'WWW-Authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"` },
  })

/** 403: the request names a user that the caller is not. */
export const userForeign = (field: string): HttpProblem =>
  new HttpProblem(403, 'Forbidden', `${field} is not the user of the credentials. Leave it out, or ask an admin.`, {
    code: 'FORBIDDEN',
  })

import type { ErrorCode } from '@mavs/core'

/** What goes wrong between client and server, before the library is asked: status, and when it happens. */
export const SERVER_CODES = {
  JSON_INVALID: [400, 'The body is empty, not JSON, not UTF-8, nested too deeply or holds too many values.'],
  BODY_INCOMPLETE: [400, 'The connection ended before the body did.'],
  HTTP_INVALID: [400, 'What arrived is no HTTP request.'],
  HOST_INVALID: [400, 'The header `Host` is missing or is not a host.'],
  DIGEST_MISMATCH: [400, '`Content-Digest` is not that of the body.'],
  CREDENTIALS_AMBIGUOUS: [400, 'Two kinds of credentials were sent.'],
  CREDENTIALS_MISSING: [401, 'No credentials were sent where some are needed.'],
  CREDENTIALS_INVALID: [401, 'The API key or token is unknown, expired, revoked or meant for somebody else.'],
  SIGNATURE_MISSING: [401, 'The request must be signed, and is not.'],
  SIGNATURE_INVALID: [401, 'The signature is wrong, too old or was used before.'],
  FORBIDDEN: [403, 'The credentials do not allow this.'],
  ORIGIN_REFUSED: [403, 'A page of another site sent this.'],
  PATH_UNKNOWN: [404, 'Nothing is at this path. The detail names the nearest.'],
  FILE_NOT_FOUND: [404, 'The session has no such file: it was not made, or was removed since.'],
  METHOD_NOT_ALLOWED: [405, 'The path has other methods: `Allow` names them.'],
  REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  PRECONDITION_FAILED: [412, 'The file is not the one that `If-Match` or `If-Unmodified-Since` names.'],
  BODY_TOO_LARGE: [413, 'The body has more than 16 MiB.'],
  MEDIA_TYPE_UNSUPPORTED: [415, 'The body is not `application/json` in UTF-8, or is packed.'],
  RANGE_INVALID: [416, 'The range lies outside the file.'],
  HOST_REFUSED: [421, 'The server does not go by the name in `Host`.'],
  RATE_LIMITED: [429, 'Too many requests: wait for as many seconds as `Retry-After` says.'],
  HEADERS_TOO_LARGE: [431, 'The headers have more than 16 KiB.'],
  INTERNAL: [500, 'Something failed inside. The log has the reason under `request_id`.'],
  ISSUER_UNREACHABLE: [503, 'The keys of the identity provider cannot be read at the moment.'],
} as const satisfies Record<string, readonly [status: number, help: string]>

/** The stable name of a problem: of the library, of the server, or of an HTTP library that it stands on. */
export type ProblemCode = ErrorCode | keyof typeof SERVER_CODES | `HTTP_${number}`

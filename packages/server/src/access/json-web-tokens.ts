import { Scope, type Logger } from '@mavs/core'
import { errors, jwtVerify, type JWTPayload } from 'jose'
import { HttpProblem } from '../problems/http-problem.ts'
import type { JwtOptions } from './authentication.ts'
import type { Caller } from './caller.ts'
import { invalidJwtOption, readJwtKey } from './jwt-key.ts'
import { credentialsInvalid } from './refusals.ts'

/** Who a token speaks for. Throws a 401 problem, or a 503 problem while the issuer's keys are out of reach. */
export type TokenVerifier = (token: string, now: Date) => Promise<Caller>

const USER_ID_MAX_LENGTH = 200

/** Prepares the check of tokens; the log gets what keeps it from working. Throws `REQUEST_INVALID` by the option. */
export function createTokenVerifier(options: JwtOptions, logger: Logger): TokenVerifier {
  const { issuer, audience, userClaim = 'sub', clockToleranceSeconds = 30 } = options
  if (issuer === '') throw invalidJwtOption('issuer', 'the issuer of the tokens (got "")')
  const audiences = [audience].flat()
  if (audiences.length === 0 || audiences.includes('')) {
    throw invalidJwtOption('audience', 'who the tokens are for (got nobody)')
  }
  const { getKey, algorithms } = readJwtKey(options.key, options.algorithms, logger)
  const defaultScopes = readScopes(options.defaultScopes ?? [])
  return async (token, now) => {
    const { payload } = await jwtVerify(token, getKey, {
      issuer,
      audience: audiences,
      algorithms,
      clockTolerance: clockToleranceSeconds,
      currentDate: now,
      requiredClaims: ['exp', userClaim],
    }).catch((cause: unknown) => {
      throw problemOf(cause)
    })
    const userId = userOf(payload, userClaim)
    const scopes = scopesOf(payload) ?? defaultScopes
    return { userId, scopes, limitKey: `user:${userId}`, requestsPerMinute: undefined }
  }
}

function readScopes(names: readonly string[]): ReadonlySet<Scope> {
  const wrong = names.filter((name) => !Scope.safeParse(name).success)
  if (wrong.length === 0) return knownScopes(names)
  throw invalidJwtOption('defaultScopes', `some of ${Scope.options.join(', ')} (got "${wrong.join(', ')}")`)
}

function problemOf(cause: unknown): HttpProblem {
  if (cause instanceof HttpProblem) return cause
  if (cause instanceof errors.JWTExpired) return credentialsInvalid('The token has expired', cause)
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return credentialsInvalid(`The claim ${printable(cause.claim)} of the token is missing or not accepted`, cause)
  }
  if (cause instanceof errors.JOSEAlgNotAllowed) {
    return credentialsInvalid('The algorithm of the token is not accepted', cause)
  }
  return credentialsInvalid('The token is malformed, or its signature is not of the issuer', cause)
}

function userOf(payload: JWTPayload, claim: string): string {
  const value = payload[claim]
  if (typeof value === 'string' && value.length >= 1 && value.length <= USER_ID_MAX_LENGTH) return value
  throw credentialsInvalid(
    `The claim ${printable(claim)} of the token must be a text of 1 to ${USER_ID_MAX_LENGTH} characters`,
  )
}

/** `scope` (RFC 9068: words) or `scp` (of other providers: words or a list). Scopes of other systems are passed over. */
function scopesOf({ scope, scp }: JWTPayload): ReadonlySet<Scope> | undefined {
  const claimed = scope ?? scp
  if (claimed === undefined || claimed === null) return undefined
  return knownScopes(typeof claimed === 'string' ? claimed.split(' ') : Array.isArray(claimed) ? claimed : [])
}

const knownScopes = (names: readonly unknown[]): ReadonlySet<Scope> =>
  new Set(Scope.options.filter((scope) => names.includes(scope)))

/** A claim's name goes into a header, which takes only some characters. */
const printable = (claim: string): string => claim.replaceAll(/[^A-Za-z0-9_.:/-]/g, '?')

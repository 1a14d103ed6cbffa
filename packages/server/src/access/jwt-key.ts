import { createPublicKey, type KeyObject } from 'node:crypto'
import { VideoError, type Logger } from '@mavs/core'
import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { HttpProblem } from '../problems/http-problem.ts'
import type { JwtKey } from './authentication.ts'

/** What tokens' signatures are checked with. */
export interface VerificationKey {
  readonly getKey: JWTVerifyGetKey
  /** The only algorithms that a token may name. */
  readonly algorithms: string[]
}

/**
 * The algorithms that fit a kind of key. Secrets and public keys never share any, so that nobody can sign with a public
 * key as if it were a secret (algorithm confusion, RFC 8725 section 3.1).
 */
const SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512']
const ALGORITHMS_OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  rsa: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ed25519: ['EdDSA', 'Ed25519'],
}
const ALGORITHM_OF_CURVE: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
}
const KEY_SET_ALGORITHMS = [...Object.values(ALGORITHMS_OF_TYPE).flat(), ...Object.values(ALGORITHM_OF_CURVE)]

const SECRET_MIN_BYTES = 32
const KEY_SET_OPTIONS = { timeoutDuration: 5000, cooldownDuration: 30_000, cacheMaxAge: 600_000 } as const

/** Prepares a key; of the algorithms that fit it, those that `allowed` names. Throws `REQUEST_INVALID`. */
export function readJwtKey(key: JwtKey, allowed: readonly string[] | undefined, logger: Logger): VerificationKey {
  if ('jwksUrl' in key) return { getKey: keySet(key.jwksUrl, logger), algorithms: narrow(KEY_SET_ALGORITHMS, allowed) }
  if ('publicKey' in key) {
    const publicKey = parsePublicKey(key.publicKey)
    return { getKey: () => publicKey, algorithms: narrow(algorithmsOf(publicKey), allowed) }
  }
  const secret = new TextEncoder().encode(key.secret)
  if (secret.length < SECRET_MIN_BYTES) {
    throw invalidJwtOption('key.secret', `at least ${SECRET_MIN_BYTES} bytes (got ${secret.length})`)
  }
  return { getKey: () => secret, algorithms: narrow(SECRET_ALGORITHMS, allowed) }
}

const VARIABLES = {
  issuer: 'MAVS_JWT_ISSUER',
  audience: 'MAVS_JWT_AUDIENCE',
  algorithms: 'MAVS_JWT_ALGORITHMS',
  defaultScopes: 'MAVS_JWT_SCOPES',
  'key.jwksUrl': 'MAVS_JWT_JWKS_URL',
  'key.publicKey': 'MAVS_JWT_PUBLIC_KEY',
  'key.secret': 'MAVS_JWT_SECRET',
} as const

/** The error of an option that cannot be used; it names the variable that sets it, too. */
export const invalidJwtOption = (option: keyof typeof VARIABLES, expected: string, cause?: unknown): VideoError =>
  new VideoError(
    'REQUEST_INVALID',
    `Option "authentication.jwt.${option}" (${VARIABLES[option]}) must be ${expected}.`,
    { cause },
  )

/** The issuer's key set, read when first needed, kept for ten minutes, and read anew for a key id that it lacks. */
function keySet(text: string, logger: Logger): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(safeUrl(text), KEY_SET_OPTIONS)
  return (header, token) =>
    remote(header, token).catch((cause: unknown) => {
      const isTokensFault =
        cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys
      if (isTokensFault) throw cause
      logger.warn({ err: cause, url: text }, 'the keys of the identity provider cannot be read')
      throw keysUnreachable(cause)
    })
}

/** Keys that come over plain HTTP can be exchanged on their way; only this machine's own are taken so. */
function safeUrl(text: string): URL {
  const url = URL.parse(text)
  if (url?.protocol === 'https:') return url
  if (url?.protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)) return url
  throw invalidJwtOption('key.jwksUrl', `an https URL (got "${text}")`)
}

function parsePublicKey(pem: string): KeyObject {
  if (pem.includes('PRIVATE KEY')) throw invalidJwtOption('key.publicKey', 'a public key (got a private one)')
  try {
    return createPublicKey(pem)
  } catch (cause) {
    throw invalidJwtOption('key.publicKey', 'a public key in PEM ("-----BEGIN PUBLIC KEY-----…")', cause)
  }
}

function algorithmsOf(key: KeyObject): readonly string[] {
  const { asymmetricKeyType = 'unknown', asymmetricKeyDetails: details } = key
  const type: string = asymmetricKeyType
  const curve = ALGORITHM_OF_CURVE[details?.namedCurve ?? '']
  if (type === 'ec' && curve !== undefined) return [curve]
  const fitting = ALGORITHMS_OF_TYPE[type]
  if (fitting !== undefined) return fitting
  throw invalidJwtOption('key.publicKey', `of RSA, of a NIST curve, or Ed25519 (got ${details?.namedCurve ?? type})`)
}

function narrow(fitting: readonly string[], allowed: readonly string[] | undefined): string[] {
  const algorithms = [...(allowed ?? fitting)]
  const wrong = algorithms.filter((name) => !fitting.includes(name))
  if (algorithms.length > 0 && wrong.length === 0) return algorithms
  throw invalidJwtOption('algorithms', `some of ${fitting.join(', ')} with this key (got "${algorithms.join(', ')}")`)
}

const keysUnreachable = (cause: unknown): HttpProblem =>
  new HttpProblem(503, 'Service Unavailable', 'The keys of the identity provider cannot be read at the moment.', {
    code: 'ISSUER_UNREACHABLE',
    headers: { 'Retry-After': '30' },
    cause,
  })

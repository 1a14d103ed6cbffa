import { VideoError } from '@mavs/core'
import type { AuthenticationOptions, JwtKey, JwtOptions, SignatureOptions } from './authentication.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * How callers are identified, as the operator has set it:
 * - `MAVS_AUTH`: `none` (default), `keys`, `jwt`, or `keys,jwt`
 * - `MAVS_JWT_ISSUER`, `MAVS_JWT_AUDIENCE` (commas between several), and one of `MAVS_JWT_JWKS_URL`,
 *   `MAVS_JWT_PUBLIC_KEY` and `MAVS_JWT_SECRET`
 * - `MAVS_JWT_ALGORITHMS`, `MAVS_JWT_SCOPES` (of tokens that claim none), both with commas; `MAVS_JWT_USER_CLAIM`
 * - `MAVS_REQUIRE_SIGNATURE=true`, and `MAVS_SIGNING_KEYS` as `id:secret,…` for signers without an API key
 *
 * Undefined when nobody is to be asked. Throws `REQUEST_INVALID` that names the variable, never a secret.
 */
export function authenticationFromEnvironment(environment: Environment): AuthenticationOptions | undefined {
  const ways = list((environment.MAVS_AUTH ?? '').toLowerCase())
  const wrong = ways.find((way) => !['none', 'keys', 'jwt'].includes(way))
  if (wrong !== undefined) throw invalid('MAVS_AUTH', `none, keys, jwt or "keys,jwt" (got "${wrong}")`)
  const isOff = ways.length === 0 || ways.includes('none')
  if (isOff && ways.length > 1) throw invalid('MAVS_AUTH', 'either none or the ways in (got both)')
  const signatures = signaturesFrom(environment)
  if (isOff && signatures !== undefined) throw invalid('MAVS_AUTH', 'keys or jwt where MAVS_REQUIRE_SIGNATURE is true')
  if (isOff) return undefined
  return {
    keys: ways.includes('keys'),
    ...(ways.includes('jwt') ? { jwt: jwtFrom(environment) } : {}),
    ...(signatures === undefined ? {} : { signatures }),
  }
}

function jwtFrom(environment: Environment): JwtOptions {
  const { MAVS_JWT_ALGORITHMS: algorithms, MAVS_JWT_SCOPES: scopes, MAVS_JWT_USER_CLAIM: userClaim } = environment
  return {
    issuer: required(environment, 'MAVS_JWT_ISSUER'),
    audience: list(required(environment, 'MAVS_JWT_AUDIENCE')),
    key: keyFrom(environment),
    ...(algorithms ? { algorithms: list(algorithms) } : {}),
    ...(scopes ? { defaultScopes: list(scopes) } : {}),
    ...(userClaim ? { userClaim } : {}),
  }
}

const KEY_VARIABLES = ['MAVS_JWT_JWKS_URL', 'MAVS_JWT_PUBLIC_KEY', 'MAVS_JWT_SECRET'] as const

function keyFrom(environment: Environment): JwtKey {
  const given = KEY_VARIABLES.filter((name) => environment[name])
  if (given.length !== 1) {
    const got = given.length === 0 ? 'none' : given.join(' and ')
    throw invalid(KEY_VARIABLES.join(', '), `given, exactly one of them, with MAVS_AUTH=jwt (got ${got})`)
  }
  const { MAVS_JWT_JWKS_URL: jwksUrl, MAVS_JWT_PUBLIC_KEY: publicKey, MAVS_JWT_SECRET: secret = '' } = environment
  if (jwksUrl) return { jwksUrl }
  // Many places that hold variables cannot hold lines.
  return publicKey ? { publicKey: publicKey.replaceAll(String.raw`\n`, '\n') } : { secret }
}

function signaturesFrom(environment: Environment): SignatureOptions | undefined {
  const { MAVS_REQUIRE_SIGNATURE: isRequired = 'false', MAVS_SIGNING_KEYS: keys } = environment
  if (!/^(true|false|)$/i.test(isRequired))
    throw invalid('MAVS_REQUIRE_SIGNATURE', `true or false (got "${isRequired}")`)
  if (isRequired.toLowerCase() !== 'true') return undefined
  if (!keys) return {}
  const entries = list(keys).map((entry) => /^([^:]+):(.+)$/.exec(entry)?.slice(1) as [string, string] | undefined)
  if (entries.includes(undefined)) throw invalid('MAVS_SIGNING_KEYS', 'of the form id:secret,id:secret')
  return { secrets: Object.fromEntries(entries as [string, string][]) }
}

function required(environment: Environment, name: string): string {
  const value = environment[name]?.trim()
  if (value) return value
  throw invalid(name, 'set where MAVS_AUTH has jwt')
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

const invalid = (variable: string, expected: string): VideoError =>
  new VideoError('REQUEST_INVALID', `The environment variable ${variable} must be ${expected}.`)

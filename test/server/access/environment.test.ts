import { authenticationFromEnvironment } from '@mavs/server'
import { describe, expect, it } from 'vitest'

const JWT = { MAVS_AUTH: 'jwt', MAVS_JWT_ISSUER: 'https://id.example', MAVS_JWT_AUDIENCE: 'mavs' }
const JWKS = { MAVS_JWT_JWKS_URL: 'https://id.example/jwks' }
const SECRET = 'a shared secret of more than thirty-two bytes'

describe('authentication by the environment', () => {
  it('is off when nothing is set', () => {
    for (const MAVS_AUTH of [undefined, '', 'none', ' None ']) {
      expect(authenticationFromEnvironment({ MAVS_AUTH })).toBeUndefined()
    }
  })

  it('takes keys, tokens or both', () => {
    expect(authenticationFromEnvironment({ MAVS_AUTH: 'keys' })).toEqual({ keys: true })
    const jwt = { issuer: 'https://id.example', audience: ['mavs'], key: { jwksUrl: 'https://id.example/jwks' } }
    expect(authenticationFromEnvironment({ ...JWT, ...JWKS })).toEqual({ keys: false, jwt })
    expect(authenticationFromEnvironment({ ...JWT, ...JWKS, MAVS_AUTH: ' Keys, JWT' })).toEqual({ keys: true, jwt })
  })

  it('takes what else a token needs', () => {
    const given = authenticationFromEnvironment({
      ...JWT,
      MAVS_JWT_AUDIENCE: 'mavs, videos',
      MAVS_JWT_PUBLIC_KEY: String.raw`-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----`,
      MAVS_JWT_ALGORITHMS: 'RS256,PS256',
      MAVS_JWT_SCOPES: 'videos:read',
      MAVS_JWT_USER_CLAIM: 'email',
    })
    expect(given?.jwt).toEqual({
      issuer: 'https://id.example',
      audience: ['mavs', 'videos'],
      key: { publicKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' },
      algorithms: ['RS256', 'PS256'],
      defaultScopes: ['videos:read'],
      userClaim: 'email',
    })
  })

  it('takes signatures, with the operator’s keys or without', () => {
    const keys = { MAVS_AUTH: 'keys', MAVS_REQUIRE_SIGNATURE: 'true' }
    expect(authenticationFromEnvironment(keys)).toEqual({ keys: true, signatures: {} })
    expect(authenticationFromEnvironment({ ...keys, MAVS_SIGNING_KEYS: `gateway:${SECRET}:1,ci:${SECRET}` })).toEqual({
      keys: true,
      signatures: { secrets: { gateway: `${SECRET}:1`, ci: SECRET } },
    })
    expect(authenticationFromEnvironment({ ...keys, MAVS_REQUIRE_SIGNATURE: 'false' })).toEqual({ keys: true })
  })

  const wrong: [title: string, environment: Record<string, string>, names: RegExp][] = [
    ['an unknown way in', { MAVS_AUTH: 'basic' }, /MAVS_AUTH .*got "basic"/],
    ['none and keys', { MAVS_AUTH: 'none,keys' }, /MAVS_AUTH .*either/],
    ['tokens without an issuer', { ...JWT, ...JWKS, MAVS_JWT_ISSUER: ' ' }, /MAVS_JWT_ISSUER must be set/],
    ['tokens without an audience', { ...JWT, ...JWKS, MAVS_JWT_AUDIENCE: '' }, /MAVS_JWT_AUDIENCE must be set/],
    ['tokens without a key', JWT, /MAVS_JWT_JWKS_URL, .*MAVS_JWT_SECRET .*got none/],
    ['two keys', { ...JWT, ...JWKS, MAVS_JWT_SECRET: SECRET }, /got MAVS_JWT_JWKS_URL and MAVS_JWT_SECRET/],
    ['signatures of nobody', { MAVS_REQUIRE_SIGNATURE: 'true' }, /MAVS_AUTH .*MAVS_REQUIRE_SIGNATURE/],
    ['a vague wish', { MAVS_AUTH: 'keys', MAVS_REQUIRE_SIGNATURE: 'yes' }, /MAVS_REQUIRE_SIGNATURE .*got "yes"/],
    [
      'a signing key without an id',
      { MAVS_AUTH: 'keys', MAVS_REQUIRE_SIGNATURE: 'true', MAVS_SIGNING_KEYS: SECRET },
      /MAVS_SIGNING_KEYS .*id:secret/,
    ],
  ]

  it.each(wrong)('is refused for %s by the variable’s name, without its secret', (_title, environment, names) => {
    const read = () => authenticationFromEnvironment(environment)
    expect(read).toThrow(names)
    expect(read).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }))
    expect(read).not.toThrow(SECRET)
  })
})

import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose'
import { silentLogger, type Logger } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JwtOptions } from '@mavs/server'
import { createServer } from '@mavs/server'
import { serve, type Answer, type Serving } from '../serving.ts'

const ISSUER = 'https://id.example'
const AUDIENCE = 'mavs'
const SECRET = 'a shared secret of more than thirty-two bytes'

/** An identity provider that publishes keys, as a real one does. */
interface Provider {
  readonly url: string
  keys: object[]
  isDown: boolean
  asked: number
}

const provider: Provider = { url: '', keys: [], isDown: false, asked: 0 }
let http: Server
let rsa: { publicKey: CryptoKey; privateKey: CryptoKey }
let other: { publicKey: CryptoKey; privateKey: CryptoKey }
let byKeySet: Serving
let bySecret: Serving
let byPublicKey: Serving
let spki: string

beforeAll(async () => {
  http = createHttpServer((_request, response) => {
    provider.asked++
    response.statusCode = provider.isDown ? 500 : 200
    response.end(JSON.stringify({ keys: provider.keys }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  rsa = await generateKeyPair('RS256', { extractable: true })
  other = await generateKeyPair('RS256', { extractable: true })
  spki = await exportSPKI(rsa.publicKey)
  provider.keys = [{ ...(await exportJWK(rsa.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }]
  byKeySet = await serveWith({ key: { jwksUrl: jwksUrl() } })
  bySecret = await serveWith({ key: { secret: SECRET }, defaultScopes: ['videos:read'] })
  byPublicKey = await serveWith({ key: { publicKey: spki } })
})
afterAll(async () => {
  for (const serving of [byKeySet, bySecret, byPublicKey]) {
    await serving.close()
    expect(serving.violations).toEqual([])
  }
  await new Promise((resolve) => http.close(resolve))
})

const jwksUrl = () => `http://127.0.0.1:${(http.address() as AddressInfo).port}/jwks`

const serveWith = (
  jwt: Omit<JwtOptions, 'issuer' | 'audience'> & Partial<JwtOptions>,
  logger: Logger = silentLogger,
): Promise<Serving> =>
  serve({
    system: { worker: false },
    server: { authentication: { jwt: { issuer: ISSUER, audience: AUDIENCE, ...jwt } }, logger },
  })

const CLAIMS: JWTPayload = { scope: 'openid videos:read videos:write', sub: 'anna' }

/** A token as the provider would sign it; `undefined` claims are left out. */
async function token(
  change: JWTPayload = {},
  options: { readonly key?: CryptoKey | Uint8Array; readonly alg?: string; readonly kid?: string } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: ISSUER, aud: AUDIENCE, iat: now, exp: now + 60, ...CLAIMS, ...change }
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
  return new SignJWT(present)
    .setProtectedHeader({ alg: options.alg ?? 'RS256', kid: options.kid ?? 'one' })
    .sign(options.key ?? rsa.privateKey)
}

const list = (serving: Serving, value: string): Promise<Answer> =>
  serving.send('GET', '/videos', { headers: { Authorization: `Bearer ${value}` } })

const secretBytes = new TextEncoder().encode(SECRET)

describe('a server that takes tokens', () => {
  it('takes a token that the published key has signed, and knows whose it is', async () => {
    expect((await list(byKeySet, await token())).status).toBe(200)
    const body = { prompt: 'How bridges carry their load', duration_preference: 10 }
    const headers = { Authorization: `Bearer ${await token({ sub: 'auth0|42' })}` }
    const { json } = await byKeySet.send('POST', '/videos/generate', { headers, body })
    expect((await byKeySet.system.status(json.session_id)).request_details.user_id).toBe('auth0|42')
  })

  it('asks for the key set once, however many tokens come', async () => {
    await list(byKeySet, await token())
    const before = provider.asked
    await Promise.all(Array.from({ length: 20 }, async () => list(byKeySet, await token())))
    expect(provider.asked).toBe(before)
  })

  it('reads scopes as words or as a list, under both names, and knows only its own', async () => {
    const scopes: [JWTPayload, number][] = [
      [{ scope: 'videos:read' }, 200],
      [{ scope: undefined, scp: ['videos:read', 'email'] }, 200],
      [{ scope: undefined, scp: 'videos:read' }, 200],
      [{ scope: 'admin' }, 200],
      [{ scope: 'videos:write' }, 403],
      [{ scope: 'videos:readers' }, 403],
      [{ scope: '' }, 403],
      [{ scope: undefined }, 403],
      [{ scope: { 'videos:read': true } }, 403],
    ]
    for (const [claims, status] of scopes) {
      expect([claims, (await list(byKeySet, await token(claims))).status]).toEqual([claims, status])
    }
  })

  it('lets a token without scopes do what the operator says', async () => {
    const claims = { scope: undefined }
    const signed = await token(claims, { key: secretBytes, alg: 'HS256' })
    expect((await list(bySecret, signed)).status).toBe(200)
    const headers = { Authorization: `Bearer ${signed}` }
    expect((await bySecret.send('DELETE', '/videos/x', { headers })).status).toBe(403)
  })

  it('takes the user from the claim that the operator names', async () => {
    const serving = await serveWith({ key: { publicKey: spki }, userClaim: 'email' })
    try {
      expect((await list(serving, await token({ email: 'anna@example.org' }))).status).toBe(200)
      const answer = await list(serving, await token())
      expect([answer.status, answer.json.detail]).toEqual([401, expect.stringContaining('email')])
    } finally {
      await serving.close()
    }
  })

  it('forgives the issuer’s clock half a minute', async () => {
    const now = Math.floor(Date.now() / 1000)
    expect((await list(byKeySet, await token({ exp: now - 10 }))).status).toBe(200)
    expect((await list(byKeySet, await token({ nbf: now + 10 }))).status).toBe(200)
  })

  it('finds a key that the issuer has begun to use', async () => {
    const fresh = await generateKeyPair('RS256')
    const serving = await serveWith({ key: { jwksUrl: jwksUrl() } })
    const published = provider.keys
    try {
      provider.keys = [...published, { ...(await exportJWK(fresh.publicKey)), kid: 'two', alg: 'RS256' }]
      const signed = await token({}, { key: fresh.privateKey, kid: 'two' })
      expect((await list(serving, signed)).status).toBe(200)
    } finally {
      provider.keys = published
      await serving.close()
    }
  })
})

describe('a server that takes tokens refuses', () => {
  /** What is wrong, and what the answer says about it. */
  const wrong: [title: string, make: () => Promise<string>, says: RegExp][] = [
    ['an expired one', () => token({ exp: Math.floor(Date.now() / 1000) - 120 }), /expired/],
    ['one that never expires', () => token({ exp: undefined }), /exp/],
    ['one that is not valid yet', () => token({ nbf: Math.floor(Date.now() / 1000) + 120 }), /nbf/],
    ['one of another issuer', () => token({ iss: 'https://evil.example' }), /iss/],
    ['one without an issuer', () => token({ iss: undefined }), /iss/],
    ['one for somebody else', () => token({ aud: 'another-api' }), /aud/],
    ['one for nobody', () => token({ aud: undefined }), /aud/],
    ['one without a subject', () => token({ sub: undefined }), /sub/],
    ['one with an empty subject', () => token({ sub: '' }), /sub/],
    ['one with a subject that is no text', () => token({ sub: 7 as unknown as string }), /sub/],
    ['one with an endless subject', () => token({ sub: 'x'.repeat(201) }), /sub/],
    ['one that another key has signed', () => token({}, { key: other.privateKey }), /signature/],
    ['one of an unknown key', () => token({}, { kid: 'unknown' }), /signature/],
    ['one whose claims were changed', async () => forged(await token()), /signature/],
    ['one without a signature', async () => unsecured(), /algorithm|malformed/],
    [
      'one whose signature was cut off',
      async () => `${(await token()).split('.').slice(0, 2).join('.')}.`,
      /signature/,
    ],
    ['one signed with the public key as a secret', async () => confused(), /algorithm/],
    ['something else', async () => 'nonsense', /malformed/],
  ]

  it.each(wrong)('%s', async (_title, make, says) => {
    for (const serving of [byKeySet, byPublicKey]) {
      const given = await make()
      if (serving === byPublicKey && _title === 'one of an unknown key') continue
      const answer = await list(serving, given)
      expect(answer.status).toBe(401)
      expect(answer.json).toMatchObject({ error: 'Unauthorized', code: 'CREDENTIALS_INVALID' })
      expect(answer.json.detail).toMatch(says)
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"')
      expect(answer.bytes.toString() + JSON.stringify(answer.headers)).not.toContain(given.split('.')[2] || 'nothing')
    }
  })

  it('one of an algorithm that the operator does not allow', async () => {
    const serving = await serveWith({ key: { publicKey: spki }, algorithms: ['PS256'] })
    try {
      expect((await list(serving, await token())).json.detail).toMatch(/algorithm/)
    } finally {
      await serving.close()
    }
  })

  it('a token of the public key where a secret is shared', async () => {
    expect((await list(bySecret, await token())).status).toBe(401)
    expect((await list(bySecret, await token({}, { key: secretBytes, alg: 'HS256' }))).status).toBe(200)
    const guessed = new TextEncoder().encode('a shared secret of more than thirty-two bits.')
    expect((await list(bySecret, await token({}, { key: guessed, alg: 'HS256' }))).status).toBe(401)
  })

  it('nothing as wrong while the key set cannot be read: it asks to come again', async () => {
    const warnings: string[] = []
    const logger = { ...silentLogger, warn: (_fields: object, message: string) => void warnings.push(message) }
    const serving = await serveWith({ key: { jwksUrl: jwksUrl() } }, logger)
    provider.isDown = true
    try {
      const answer = await list(serving, await token())
      expect(answer.status).toBe(503)
      expect(answer.json.code).toBe('ISSUER_UNREACHABLE')
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      expect(warnings).toEqual(['the keys of the identity provider cannot be read'])
      expect((await serving.send('GET', '/health')).status).toBe(200)
      provider.isDown = false
      expect((await list(serving, await token())).status).toBe(200)
    } finally {
      provider.isDown = false
      await serving.close()
    }
  })
})

describe('the options of tokens', () => {
  const wrong: [title: string, jwt: Partial<JwtOptions>, says: RegExp][] = [
    ['a short secret', { key: { secret: 'too short' } }, /key\.secret.*MAVS_JWT_SECRET.*32 bytes.*got 9/],
    ['a private key', { key: { publicKey: '-----BEGIN PRIVATE KEY-----\nAAAA' } }, /public key \(got a private one\)/],
    ['no key at all', { key: { publicKey: 'hello' } }, /PEM/],
    ['keys over plain HTTP', { key: { jwksUrl: 'http://id.example/jwks' } }, /https/],
    ['no URL', { key: { jwksUrl: 'id.example' } }, /https/],
    ['none as an algorithm', { key: { secret: SECRET }, algorithms: ['none'] }, /algorithms/],
    ['a secret’s algorithm with a public key', { algorithms: ['RS256', 'HS256'] }, /algorithms/],
    ['a public key’s algorithm with a secret', { key: { secret: SECRET }, algorithms: ['RS256'] }, /algorithms/],
    ['a curve’s algorithm with an RSA key', { algorithms: ['ES256'] }, /algorithms/],
    ['an empty list of algorithms', { algorithms: [] }, /algorithms/],
    ['an empty issuer', { issuer: '' }, /issuer/],
    ['an empty audience', { audience: '' }, /audience/],
    ['no audience', { audience: [] }, /audience/],
    ['an unknown scope', { defaultScopes: ['videos'] }, /defaultScopes.*videos:read/],
  ]

  it.each(wrong)('are refused at the start with %s', (_title, jwt, says) => {
    const options = { issuer: ISSUER, audience: AUDIENCE, key: { publicKey: spki }, ...jwt }
    const start = () => createServer(byKeySet.system, { version: '1', authentication: { jwt: options } })
    expect(start).toThrow(says)
    expect(start).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }))
    if ('secret' in options.key) expect(start).not.toThrow(options.key.secret)
  })

  it('are refused when nobody could come in', () => {
    expect(() => createServer(byKeySet.system, { version: '1', authentication: {} })).toThrow(/keys, jwt or both/)
  })
})

function forged(good: string): string {
  const [header, payload, signature] = good.split('.') as [string, string, string]
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload
  const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'admin' })).toString('base64url')
  return [header, changed, signature].join('.')
}

const unsecured = (): string =>
  new UnsecuredJWT({ ...CLAIMS }).setIssuer(ISSUER).setAudience(AUDIENCE).setExpirationTime('1m').encode()

/** The classic attack: the public key is no secret, so anybody can compute this HMAC. */
const confused = (): Promise<string> => token({}, { key: new TextEncoder().encode(spki), alg: 'HS256' })

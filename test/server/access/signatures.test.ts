import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createVideoSystem, type Clock } from '@mavs/core'
import { createSigner, httpbis } from 'http-message-signatures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '@mavs/server'
import { serve, type Answer, type Serving } from '../serving.ts'

const OPERATOR = { gateway: 'an operator’s secret of at least 32 bytes' }
const BODY = { prompt: 'How bridges carry their load over a river', duration_preference: 10 }
const START = Date.parse('2026-03-01T12:00:00Z')

let serving: Serving
let nowMs = START
const clock: Clock = { now: () => nowMs, sleep: (ms, signal) => delay(ms, undefined, signal && { signal }) }
let key: { readonly key: string; readonly id: string; readonly secret: Buffer }

beforeAll(async () => {
  serving = await serve({
    system: { worker: false, clock },
    server: { authentication: { keys: true, signatures: { secrets: OPERATOR } }, now: () => new Date(nowMs) },
  })
  key = await createKey('anna')
})
afterAll(async () => {
  await serving.close()
  expect(serving.violations).toEqual([])
})

async function createKey(user: string): Promise<typeof key> {
  const { keys } = serving.system
  const created = await keys.create({ name: user, user_id: user, scopes: ['admin'] })
  const id = created.document.key_id
  return { key: created.key, id, secret: Buffer.from(await keys.signingSecret(id), 'base64url') }
}

interface Signing {
  readonly method?: string
  readonly path?: string
  readonly body?: object
  readonly fields?: readonly string[]
  readonly params?: readonly string[]
  readonly values?: Readonly<Record<string, unknown>>
  readonly headers?: Record<string, string>
  readonly signer?: { readonly id: string; readonly secret: string | Buffer }
}

interface Message {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | undefined
}

const digestOf = (text: string): string => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`

/** Signs as a client does, with a public library; every part can be changed. */
async function sign(signing: Signing = {}): Promise<Message> {
  const { method = 'POST', path = '/videos/generate', signer = key } = signing
  const content = signing.body ?? (path.startsWith('/videos/generate') && method === 'POST' ? BODY : undefined)
  const body = content && JSON.stringify(content)
  const headers: Record<string, string> = {
    Authorization: `Bearer ${key.key}`,
    ...(body && { 'Content-Type': 'application/json', 'Content-Digest': digestOf(body) }),
    ...signing.headers,
  }
  const message = { method, url: `${serving.address}${path}`, headers }
  const signed = await httpbis.signMessage(
    {
      key: createSigner(signer.secret, 'hmac-sha256', signer.id),
      fields: [...(signing.fields ?? ['@method', '@path', '@query', ...(body ? ['content-digest'] : [])])],
      params: [...(signing.params ?? ['created', 'keyid', 'nonce', 'alg'])],
      paramValues: { created: new Date(nowMs), nonce: randomUUID(), ...signing.values },
    },
    message,
  )
  return { method, path, headers: signed.headers, body }
}

const send = ({ method, path, headers, body }: Message): Promise<Answer> =>
  serving.send(method, path, { headers, ...(body !== undefined && { body }) })

const signedAnswer = async (signing: Signing = {}): Promise<Answer> => send(await sign(signing))

describe('a server that asks for signed requests', () => {
  it('takes what a public library has signed, with a key’s own secret or the operator’s', async () => {
    expect((await signedAnswer()).status).toBe(200)
    expect((await signedAnswer({ signer: { id: 'gateway', secret: OPERATOR.gateway } })).status).toBe(200)
    expect((await signedAnswer({ method: 'POST', path: '/system/cleanup?max_age_hours=48' })).status).toBe(200)
    const targets = [['@target-uri'], ['@request-target'], ['@path', '@query', '@authority', '@scheme']]
    for (const target of targets) {
      expect([target, (await signedAnswer({ fields: ['@method', ...target, 'content-digest'] })).status]).toEqual([
        target,
        200,
      ])
    }
    expect((await signedAnswer({ method: 'DELETE', path: '/videos/unknown' })).status).toBe(404)
  })

  it('computes the signature of RFC 9421 by hand', async () => {
    const created = Math.floor(nowMs / 1000)
    const body = JSON.stringify(BODY)
    const parameters = `("@method" "@path" "content-digest");created=${created};nonce="by-hand";keyid="${key.id}"`
    const base = [
      '"@method": POST',
      '"@path": /videos/generate',
      `"content-digest": ${digestOf(body)}`,
      `"@signature-params": ${parameters}`,
    ].join('\n')
    const headers = {
      Authorization: `Bearer ${key.key}`,
      'Content-Type': 'application/json',
      'Content-Digest': digestOf(body),
      'Signature-Input': `mavs=${parameters}`,
      Signature: `mavs=:${createHmac('sha256', key.secret).update(base).digest('base64')}:`,
    }
    expect((await serving.send('POST', '/videos/generate', { headers, body })).status).toBe(200)
  })

  it('asks for none where nothing is changed', async () => {
    const headers = { Authorization: `Bearer ${key.key}` }
    expect((await serving.send('GET', '/videos', { headers })).status).toBe(200)
    expect((await serving.send('GET', '/health')).status).toBe(200)
  })

  it('still asks for the key itself: a signature alone lets nobody in', async () => {
    const message = await sign()
    const { Authorization: _left, ...headers } = message.headers
    expect((await send({ ...message, headers })).json.code).toBe('CREDENTIALS_MISSING')
  })
})

describe('a signature is refused, with the part that is missing or wrong,', () => {
  const without = (name: string) => async (): Promise<Answer> => {
    const message = await sign()
    const headers = Object.fromEntries(Object.entries(message.headers).filter(([header]) => header !== name))
    return send({ ...message, headers })
  }
  const cases: [title: string, ask: () => Promise<Answer>, code: 'MISSING' | 'INVALID', says: string][] = [
    ['without Signature-Input', without('Signature-Input'), 'MISSING', 'Signature-Input'],
    ['without Signature', without('Signature'), 'MISSING', 'header Signature is missing'],
    ['without Content-Digest', without('Content-Digest'), 'INVALID', '"content-digest" is not in the request'],
    ['without the method', () => signedAnswer({ fields: ['@path', 'content-digest'] }), 'MISSING', '"@method"'],
    ['without the path', () => signedAnswer({ fields: ['@method', 'content-digest'] }), 'MISSING', '"@path"'],
    [
      'without the query',
      () => signedAnswer({ path: '/system/cleanup?dry_run=true', fields: ['@method', '@path'] }),
      'MISSING',
      '"@query"',
    ],
    ['without the digest', () => signedAnswer({ fields: ['@method', '@path'] }), 'MISSING', '"content-digest"'],
    ['without a time', () => signedAnswer({ params: ['keyid', 'nonce'] }), 'MISSING', 'created'],
    ['without a key id', () => signedAnswer({ params: ['created', 'nonce'] }), 'MISSING', 'keyid'],
    ['without a nonce', () => signedAnswer({ params: ['created', 'keyid'] }), 'MISSING', 'nonce'],
    [
      'after five minutes',
      () => signedAnswer({ values: { created: new Date(nowMs - 301_000) } }),
      'INVALID',
      'too old',
    ],
    ['from the future', () => signedAnswer({ values: { created: new Date(nowMs + 60_000) } }), 'INVALID', 'future'],
    [
      'past its own end',
      () =>
        signedAnswer({ params: ['created', 'keyid', 'nonce', 'expires'], values: { expires: new Date(nowMs - 1e4) } }),
      'INVALID',
      'too old',
    ],
    ['of another algorithm', () => signedAnswer({ values: { alg: 'hmac-sha512' } }), 'INVALID', 'alg'],
    ['with an endless nonce', () => signedAnswer({ values: { nonce: 'x'.repeat(129) } }), 'INVALID', 'nonce'],
    ['of an unknown key', () => signedAnswer({ signer: { id: 'nobody', secret: key.secret } }), 'INVALID', 'keyid'],
    ['of a wrong secret', () => signedAnswer({ signer: { id: key.id, secret: key.key } }), 'INVALID', 'does not fit'],
    [
      'with a digest that is not safe',
      () => signedAnswer({ headers: { 'Content-Digest': 'md5=:rL0Y20zC+Fzt72VPzMSk2A==:' } }),
      'INVALID',
      'sha-256',
    ],
    [
      'with a digest named like a property of all objects',
      () => signedAnswer({ headers: { 'Content-Digest': 'constructor=:AAAA:' } }),
      'INVALID',
      'sha-256',
    ],
    ['over parameters of components', () => signedAnswer({ fields: ['@method;x', '@path'] }), 'INVALID', 'parameters'],
  ]

  it.each(cases)('%s', async (title, ask, code, says) => {
    const answer = await ask().catch((reason: unknown) => {
      throw new Error(title, { cause: reason })
    })
    expect(answer.json).toMatchObject({ error: 'Unauthorized', code: `SIGNATURE_${code}` })
    expect(answer.json.detail).toContain(says)
    expect(answer.status).toBe(401)
    expect(answer.headers['accept-signature']).toContain('hmac-sha256')
  })

  it('of somebody else’s key', async () => {
    const ben = await createKey('ben')
    const answer = await signedAnswer({ signer: ben })
    expect([answer.status, answer.json.detail]).toEqual([401, expect.stringContaining('keyid')])
  })

  it('when anything that is signed was changed on the way', async () => {
    const message = await sign()
    const otherBody = JSON.stringify({ ...BODY, duration_preference: 11 })
    const wrong: Message[] = [
      { ...message, path: '/videos/generate?x=1' },
      { ...message, path: '/videos/batch' },
      { ...message, method: 'DELETE', body: undefined },
      { ...message, headers: { ...message.headers, 'Content-Digest': digestOf(otherBody) }, body: otherBody },
    ]
    for (const each of wrong) expect((await send(each)).status).toBe(401)
    const swapped = await send({ ...message, body: otherBody })
    expect([swapped.status, swapped.json.code]).toEqual([400, 'DIGEST_MISMATCH'])
  })

  it('the second time', async () => {
    const before = (await serving.system.list()).total_count
    const message = await sign()
    expect((await send(message)).status).toBe(200)
    const again = await send(message)
    expect([again.status, again.json.detail]).toEqual([401, expect.stringContaining('nonce')])
    nowMs += 240_000
    expect((await send(message)).status).toBe(401)
    expect((await serving.system.list()).total_count).toBe(before + 1)
    const reused = { nonce: 'the same again' }
    expect((await signedAnswer({ values: reused })).status).toBe(200)
    nowMs += 400_000
    expect((await signedAnswer({ values: reused })).status).toBe(200)
  })

  it('the second time also by another server over the same directory', async () => {
    const message = await sign()
    expect((await send(message)).status).toBe(200)
    const authentication = { keys: true, signatures: {} }
    const system = await createVideoSystem({ dataDirectory: serving.directory, worker: false, plugins: [], clock })
    const other = createServer(system, { version: '1', authentication, now: () => new Date(nowMs) })
    const http = createHttpServer(other.callback())
    try {
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
      const { port } = http.address() as AddressInfo
      const { method, headers, body } = message
      const answer = await fetch(`http://127.0.0.1:${port}${message.path}`, { method, headers, body: body! })
      expect([answer.status, await answer.json()]).toEqual([
        401,
        expect.objectContaining({ code: 'SIGNATURE_INVALID' }),
      ])
    } finally {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await system.close()
    }
  })

  it('when its headers are garbage', async () => {
    const headers = { Authorization: `Bearer ${key.key}` }
    const garbage = ['', '=', 'a', 'sig=', 'sig=1', 'sig=("@method', 'sig=();created=x', 'sig=("é")', '__proto__=()']
    for (const input of garbage) {
      for (const signature of ['sig=:AAAA:', 'sig=1', 'sig', ':::']) {
        const given = { ...headers, 'Signature-Input': input, Signature: signature }
        expect([input, (await serving.send('DELETE', '/videos/x', { headers: given })).status]).toEqual([input, 401])
      }
    }
  })
})

describe('the digest of a body', () => {
  it('is compared also where no signature is asked for', async () => {
    const open = await serve({ system: { worker: false } })
    try {
      const body = JSON.stringify(BODY)
      const post = (digest: string) => {
        const headers = { 'Content-Type': 'application/json', 'Content-Digest': digest }
        return open.send('POST', '/videos/generate', { headers, body })
      }
      const sha512 = createHash('sha512').update(body).digest('base64')
      expect((await post(digestOf(body))).status).toBe(200)
      expect((await post(`sha-512=:${sha512}:, unknown=:AAAA:`)).status).toBe(200)
      expect((await post(digestOf(`${body} `))).json.code).toBe('DIGEST_MISMATCH')
      expect((await post(`${digestOf(body)}, sha-512=:AAAA:`)).json.code).toBe('DIGEST_MISMATCH')
      expect((await post('nonsense=')).json.code).toBe('DIGEST_MISMATCH')
    } finally {
      await open.close()
    }
  })
})

describe('the options of signatures', () => {
  it('are refused when a secret is short, or when nobody could sign', () => {
    const start = (authentication: object) => () => createServer(serving.system, { version: '1', authentication })
    expect(start({ keys: true, signatures: { secrets: { ci: 'short' } } })).toThrow(/32 bytes or more.*got 5 for "ci"/)
    const jwt = { issuer: 'i', audience: 'a', key: { secret: 'x'.repeat(32) } }
    expect(start({ jwt, signatures: {} })).toThrow(/MAVS_SIGNING_KEYS/)
  })
})

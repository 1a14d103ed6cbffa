import { connect } from 'node:net'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

const SECRET = 'a shared secret of more than thirty-two bytes'

let serving: Serving
let key: string
const failures: unknown[] = []

beforeAll(async () => {
  const note = (...entry: unknown[]): void => void failures.push(entry)
  const logger = { debug: () => {}, info: () => {}, warn: note, error: note }
  const jwt = { issuer: 'https://id.example', audience: 'mavs', key: { secret: SECRET } }
  const authentication = { keys: true, jwt, signatures: {} }
  serving = await serve({ system: { worker: false }, server: { authentication, logger } })
  key = (await serving.system.keys.create({ name: 'fuzz', user_id: 'anna', scopes: ['admin'] })).key
})
afterAll(async () => {
  await serving.close()
  expect(serving.violations).toEqual([])
})

/** Sends a head as it is, which no client library would, and reads the status. */
function statusOf(lines: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(serving.port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? Number.NaN)))
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer within 5 s')))
    socket.write(Buffer.from(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`, 'latin1'))
  })
}

/** Whatever a header may hold: the parser itself answers 400 to what it may not. */
const text = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
)
const base64 = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
const json = fc.json({ maxDepth: 2 }).map((value) => Buffer.from(value).toString('base64url'))
const header = fc
  .record({
    alg: fc.constantFrom('none', 'HS256', 'RS256', 'ES256', 'dir', 7),
    kid: text,
    jwk: fc.json(),
    crit: fc.json(),
  })
  .map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
const token = fc
  .tuple(fc.oneof(header, json, base64), fc.oneof(json, base64), fc.oneof(base64, text))
  .map((parts) => parts.join('.'))
const apiKey = fc.tuple(fc.stringMatching(/^[0-9a-f]{0,20}$/), base64).map(([id, secret]) => `mavs_${id}_${secret}`)
const value = fc
  .tuple(fc.constantFrom('Bearer ', 'bearer\t', 'Bearer', 'Basic ', 'Digest ', ''), fc.oneof(token, apiKey, text))
  .map((parts) => parts.join(''))

const withoutLines = (line: string): string => line.replaceAll(/[\r\n]/g, ' ')

describe('whatever stands in the headers of a caller', () => {
  it('is answered, with nothing but a refusal, and never by a failure inside', async () => {
    const lines = fc.array(fc.tuple(fc.constantFrom('Authorization', 'X-API-Key'), value), {
      minLength: 1,
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(lines, async (given) => {
        const headers = given.map(([name, content]) => withoutLines(`${name}: ${content}`))
        expect([400, 401]).toContain(await statusOf(['GET /videos HTTP/1.1', 'Host: 127.0.0.1', ...headers]))
      }),
      { numRuns: 1500 },
    )
    expect(failures).toEqual([])
  })

  it('is answered also where the signature is garbage', async () => {
    const part = fc.constantFrom('"@method"', '"@path"', '"@query"', '"date"', '"__proto__"', '1', ';sf', '("x")', ' ')
    const input = fc.oneof(
      text,
      fc
        .tuple(
          fc.array(part, { maxLength: 5 }),
          fc.constantFrom('', ';created=1', ';created="x"', ';keyid=1;nonce=?1', ';expires=a'),
        )
        .map(([parts, parameters]) => `sig=(${parts.join(' ')})${parameters}`),
    )
    await fc.assert(
      fc.asyncProperty(
        input,
        fc.oneof(
          text,
          base64.map((bytes) => `sig=:${bytes}:`),
        ),
        text,
        async (first, second, digest) => {
          const head = ['DELETE /videos/x HTTP/1.1', 'Host: 127.0.0.1', `Authorization: Bearer ${key}`]
          const signed = [`Signature-Input: ${first}`, `Signature: ${second}`, `Content-Digest: ${digest}`]
          expect([400, 401]).toContain(await statusOf([...head, ...signed.map(withoutLines)]))
        },
      ),
      { numRuns: 1000 },
    )
    expect(failures).toEqual([])
  })
})

import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }
let server: Serving

beforeAll(async () => {
  server = await serve({ system: { worker: false } })
})
afterAll(() => server.close())

const post = (body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) =>
  server.send('POST', '/videos/generate', { body, headers })
const VALID = JSON.stringify({ prompt: 'A prompt that is long enough' })

describe('a body', () => {
  it.each([
    ['{', 'The body is not valid JSON: wrong at position 1 of 1.'],
    ['{"prompt": "abc"', /wrong at position 16 of 16|ends too early/],
    ['{"prompt": nul}', /unexpected "}"|position/],
    ['{"prompt": "a",}', /position 15/],
    ['', 'The body is empty: expected a JSON object.'],
    [' \n', 'The body is empty: expected a JSON object.'],
    ['{"prompt": "x"} trailing', /position 16/],
  ])('that is not JSON is 400 and tells where: %s', async (body, detail) => {
    const { status, json } = await post(body)
    expect([status, json.error, json.code]).toEqual([400, 'Bad Request', 'JSON_INVALID'])
    expect(json.detail).toMatch(detail)
  })

  it.each([
    ['null', 'null'],
    ['[1]', 'an array'],
    ['"text"', 'string'],
    ['5', 'number'],
    ['true', 'boolean'],
  ])('that is not an object is refused with a sentence: %s', async (body, kind) => {
    const { status, json } = await post(body)
    expect([status, json.detail]).toEqual([400, `The body must be a JSON object (got ${kind}).`])
  })

  it('of another type is 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json5', 'json', '']) {
      const { status, json } = await post(VALID, type === '' ? {} : { 'Content-Type': type })
      expect([type, status, json.code]).toEqual([type, 415, 'MEDIA_TYPE_UNSUPPORTED'])
    }
    expect((await post(VALID, { ...JSON_TYPE, 'Content-Encoding': 'gzip' })).status).toBe(415)
    expect((await post(VALID, { 'Content-Type': 'application/json; charset=iso-8859-1' })).json.detail).toBe(
      'The body must be in UTF-8 (got iso-8859-1).',
    )
  })

  it('in UTF-8 is taken, however that is written, with a byte order mark too', async () => {
    for (const type of [
      'application/json; charset=utf-8',
      'APPLICATION/JSON;charset="UTF-8"',
      'application/json;charset=utf8',
    ]) {
      expect((await post(VALID, { 'Content-Type': type })).status).toBe(200)
    }
    expect((await post(`\uFEFF${VALID}`)).status).toBe(200)
  })

  it('that is not UTF-8 is 400', async () => {
    const { status, json } = await post(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))
    expect([status, json.detail]).toEqual([400, 'The body is not valid UTF-8.'])
  })

  it('over the limit is 413, whether it says its size or not', async () => {
    const large = Buffer.alloc(16 * 1024 * 1024 + 1, ' ')
    for (const headers of [JSON_TYPE, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }]) {
      const { status, json } = await post(large, headers)
      expect([status, json.detail, json.code]).toEqual([413, 'The body may have 16 MiB.', 'BODY_TOO_LARGE'])
    }
    expect((await post(VALID)).status).toBe(200)
  })

  it('just under the limit is read', async () => {
    const text = 'x'.repeat(1_990_000)
    const sources = Array.from({ length: 8 }, (_, index) => ({ name: `${index}.txt`, text }))
    const { status } = await post(JSON.stringify({ prompt: 'A prompt that is long enough', sources }))
    expect(status).not.toBe(413)
  })

  it('nested without end is refused, and costs nothing', async () => {
    const begun = performance.now()
    for (const body of [
      `{"prompt":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    ]) {
      const { status, json } = await post(body)
      expect([status, json.detail]).toEqual([400, 'The body is nested more than 32 levels deep.'])
    }
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  it('of very many values is refused before they are looked at', async () => {
    const begun = performance.now()
    for (const value of ['"x"', '1', '{}', '[]', '"k":1']) {
      const many = `${value},`.repeat(2_000_000)
      const { status, json } = await post(value.includes(':') ? `{${many}"a":1}` : `{"events":[${many}1]}`)
      expect([status, json.detail]).toEqual([400, 'The body holds more than 50000 values.'])
    }
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  it('may hold any number of commas and brackets in its texts', async () => {
    const text = `${',[{'.repeat(30_000)}\\" \u00e9 \\`
    const body = JSON.stringify({ prompt: 'A prompt that is long enough', sources: [{ name: 'a', text }] })
    expect((await post(body)).json.code).not.toBe('JSON_INVALID')
  })

  it('cannot reach prototypes', async () => {
    const { status, json } = await post('{"prompt":"long enough to pass","__proto__":{"isAdmin":true},"constructor":1}')
    expect(status).toBe(400)
    expect(json.errors.map(({ path }) => path)).toEqual(['__proto__', 'constructor'])
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  it('whose sender leaves half-way harms nobody', async () => {
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      'POST /videos/generate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    )
    await new Promise((next) => setTimeout(next, 50))
    socket.destroy()
    await expect.poll(() => server.connections()).toBe(0)
    expect((await post(VALID)).status).toBe(200)
  })
})

it('answers as the OpenAPI document says', () => {
  expect(server.violations).toEqual([])
})

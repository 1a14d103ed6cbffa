import { createHmac } from 'node:crypto'
import type { Context } from 'koa'
import { parseDictionary, type InnerList } from 'structured-headers'
import { describe, expect, it } from 'vitest'
import { componentOf, signatureBase } from '../../../packages/server/src/access/signature-base.ts'

/** The request and the shared secret of RFC 9421, appendices B.2 and B.1.5. */
const SECRET = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=='
const context = {
  method: 'POST',
  protocol: 'https',
  host: 'Example.com',
  originalUrl: '/foo?param=Value&Pet=dog',
  req: {
    headersDistinct: {
      date: ['Tue, 20 Apr 2021 02:07:55 GMT'],
      'content-type': ['application/json'],
      'x-list': [' one ', 'two'],
    },
  },
} as unknown as Context

describe('the base of a signature', () => {
  it('gives the signature that RFC 9421 has for its example with a shared secret', () => {
    const field = 'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"'
    const input = parseDictionary(field).get('sig-b25') as InnerList
    const base = signatureBase(context, input)
    expect(base).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@authority": example.com',
        '"content-type": application/json',
        `"@signature-params": ${field.slice('sig-b25='.length)}`,
      ].join('\n'),
    )
    const signature = createHmac('sha256', Buffer.from(SECRET, 'base64')).update(base).digest('base64')
    expect(signature).toBe('pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=')
  })

  it('knows the parts of a request, and no others', () => {
    const parts = {
      '@method': 'POST',
      '@target-uri': 'https://Example.com/foo?param=Value&Pet=dog',
      '@request-target': '/foo?param=Value&Pet=dog',
      '@path': '/foo',
      '@query': '?param=Value&Pet=dog',
      '@scheme': 'https',
      'x-list': 'one, two',
      '@status': undefined,
      '@constructor': undefined,
      ['__proto__']: undefined,
      toString: undefined,
    }
    for (const [name, value] of Object.entries(parts)) expect([name, componentOf(context, name)]).toEqual([name, value])
    expect(componentOf({ ...context, originalUrl: '/foo' } as Context, '@query')).toBe('?')
  })
})

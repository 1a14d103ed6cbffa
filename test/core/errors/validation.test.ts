import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseOrThrow } from '@mavs/core'

const Options = z.strictObject({ apiKey: z.string().max(5), model: z.strictObject({ name: z.string() }).optional() })

/** The message with which a value is refused. */
function refusalOf(value: unknown): string {
  try {
    parseOrThrow(Options, value, 'The options')
  } catch (error) {
    return `${(error as Error).message} ${JSON.stringify(error)}`
  }
  return ''
}

describe('parseOrThrow', () => {
  it('names what was refused, where, and what was given', () => {
    expect(refusalOf({ apiKey: 'a', model: { name: 7 } })).toMatch(/^The options is not valid: model.name: .*\(got 7\)/)
  })

  it('never repeats a key, a token or a password', () => {
    expect(refusalOf({ apiKey: 'sk-secret' })).toContain('apiKey')
    expect(refusalOf({ apiKey: 'sk-secret' })).not.toContain('sk-secret')
    expect(refusalOf({ apikey: 'sk-secret' })).not.toContain('sk-secret')
    expect(refusalOf({ apiKey: 'a', model: { token: 'sk-secret', name: 'x' } })).not.toContain('sk-secret')
  })
})

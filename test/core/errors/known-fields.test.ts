import { fieldErrors, nearestName, parseOrThrow, VideoRequest } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const errorsOf = (schema: z.ZodType, value: unknown) => fieldErrors(schema.safeParse(value).error!, value, schema)

describe('an unknown field', () => {
  it.each([
    ['promt', 'prompt'],
    ['duration_prefernce', 'duration_preference'],
    ['Style', 'style'],
    ['voicePreference', 'voice_preference'],
    ['user', undefined],
    ['x', undefined],
  ])('"%s" is told with the nearest known one', (name, near) => {
    const [error] = errorsOf(VideoRequest, { prompt: 'A prompt that is long enough', [name]: 1 })
    expect(error!.path).toBe(name)
    if (near === undefined) expect(error!.message).toMatch(/^Unknown field; known are prompt, .*, agents$/)
    else expect(error!.message).toBe(`Unknown field; did you mean "${near}"?`)
  })

  it('is found inside lists, optional parts and alternatives', () => {
    const circle = z.strictObject({ kind: z.literal('circle'), radius: z.number() })
    const square = z.strictObject({ kind: z.literal('square'), width: z.number() })
    const schema = z.strictObject({
      shapes: z.array(z.discriminatedUnion('kind', [circle, square])).default([]),
      frame: z.strictObject({ colour: z.string() }).nullable().optional(),
    })
    const value = { shapes: [{ kind: 'square', width: 1, widht: 2 }], frame: { colour: 'red', color: 'red' } }
    expect(errorsOf(schema, value)).toEqual([
      { path: 'shapes.0.widht', message: 'Unknown field; did you mean "width"?' },
      { path: 'frame.color', message: 'Unknown field; did you mean "colour"?' },
    ])
  })

  it('is told at every door, each by itself', () => {
    expect(() =>
      parseOrThrow(VideoRequest, { prompt: 'long enough to pass', stlye: 1, musik: 2 }, 'The request'),
    ).toThrow(
      'The request is not valid: stlye: Unknown field; did you mean "style"?; ' +
        'musik: Unknown field; did you mean "music"?',
    )
  })

  it('may have any name, and there may be any number of them', () => {
    const names = [
      '__proto__',
      'constructor',
      'x'.repeat(100_000),
      ...Array.from({ length: 1000 }, (_, at) => `f${at}`),
    ]
    const value = JSON.parse(`{${names.map((name) => `"${name}":1`).join()}}`) as unknown
    const begun = performance.now()
    const errors = errorsOf(z.strictObject({ field: z.string() }), value)
    expect(performance.now() - begun).toBeLessThan(500)
    expect(errors[0]).toEqual({ path: 'field', message: 'field is required' })
    expect(errors).toHaveLength(20)
    expect(Math.max(...errors.map(({ path }) => path.length))).toBeLessThanOrEqual(60)
  })
})

describe('nearest name', () => {
  it('is the one that a slip of the fingers leads away from, in any case', () => {
    expect(nearestName('STATUS', ['state', 'status'])).toBe('status')
    expect(nearestName('cat', ['dog'])).toBeUndefined()
    expect(nearestName('a', [])).toBeUndefined()
  })
})

describe('a wrong value', () => {
  it('is told in words, with what was expected and what was given', () => {
    const schema = z.strictObject({
      text: z.string().min(3),
      whole: z.int().max(3),
      share: z.number().gt(0),
      choice: z.enum(['a', 'b']),
      only: z.literal('q'),
      list: z.array(z.boolean()).min(1),
      part: z.object({}),
      own: z.string().min(5, 'Own must be long'),
    })
    const value = { text: 'x', whole: 9, share: 0, choice: 'c', only: 'p', list: [], part: [], own: '' }
    expect(errorsOf(schema, value).map(({ path, message }) => `${path} ${message}`)).toEqual([
      'text must have 3 characters or more (got "x")',
      'whole must be 3 or less (got 9)',
      'share must be more than 0 (got 0)',
      'choice must be one of a, b (got "c")',
      'only must be q (got "p")',
      'list must hold 1 items or more (got [])',
      'part must be an object (got [])',
      'own Own must be long (got "")',
    ])
    const types = { text: 1, whole: 1.5, share: '1', choice: 1, only: 1, list: [1], part: {}, own: 'long enough' }
    expect(errorsOf(schema, types).map(({ message }) => message)).toEqual([
      'must be a text (got 1)',
      'must be a whole number (got 1.5)',
      'must be a number (got "1")',
      'must be one of a, b (got 1)',
      'must be q (got 1)',
      'must be true or false (got 1)',
    ])
  })
})

describe('what was given', () => {
  it('is shown shortened, however deep or large it is', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    const [error] = errorsOf(z.strictObject({ field: z.string() }), { field: deep })
    expect(error!.message).toMatch(/\(got \[…\]\)$/)
    const [long] = errorsOf(z.strictObject({ field: z.string().max(3) }), { field: 'x'.repeat(5_000_000) })
    expect(long!.message.length).toBeLessThan(120)
  })
})

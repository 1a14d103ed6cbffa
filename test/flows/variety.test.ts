import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { StyleName } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode, difference, frameAt } from './decode.ts'
import { expectSoundVideo } from './expectations.ts'
import { openStudio, type Made, type Studio } from './studio.ts'

const TIMEOUT_MS = 240_000
let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(() => studio.close())

describe('style and seed', { timeout: TIMEOUT_MS }, () => {
  const byStyle = new Map<StyleName, Made>()

  it.each(StyleName.options)('makes a sound video in the style %s', async (style) => {
    const made = await studio.make({ style, seed: 1 })
    byStyle.set(style, made)
    expectSoundVideo(made, await decode(made.file))
  })

  it('looks different in each style', async () => {
    expect(byStyle.size).toBe(StyleName.options.length)
    const pictures = await Promise.all([...byStyle.values()].map(({ file }) => frameAt(file, 2)))
    for (const [index, one] of pictures.entries()) {
      for (const other of pictures.slice(index + 1)) expect(difference(one, other)).toBeGreaterThan(5)
    }
  })

  it('makes the same bytes of the same request, seed and program, in another system', async () => {
    const other = await openStudio()
    try {
      const again = await other.make({ style: 'casual', seed: 1 })
      const first = byStyle.get('casual')!
      expect(await sha256(again.file)).toBe(await sha256(first.file))
      expect(again.manifest).toEqual(first.manifest)
      expect(await again.text('credits')).toBe(await first.text('credits'))
    } finally {
      await other.close()
    }
  })

  it('makes another video of another seed', async () => {
    const made = await studio.make({ style: 'casual', seed: 2 })
    expect(await sha256(made.file)).not.toBe(await sha256(byStyle.get('casual')!.file))
  })
})

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

import { describe, expect, it, vi } from 'vitest'
import { openSystem } from '../support.ts'

const compared: [number, number][] = []

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  const timingSafeEqual = (one: Buffer, other: Buffer): boolean => {
    compared.push([one.length, other.length])
    return crypto.timingSafeEqual(one, other)
  }
  return { ...crypto, timingSafeEqual }
})

describe('the comparison of keys', () => {
  it('takes the same time wherever the first wrong character is, for it compares hashes in constant time', async () => {
    const { keys } = await openSystem({ worker: false })
    const { key } = await keys.create({ name: 'test', user_id: 'anna' })
    const prefix = key.slice(0, -43)
    compared.length = 0
    for (const text of [key, `${prefix}${'A'.repeat(43)}`, `${key.slice(0, -1)}_`]) await keys.find(text)
    expect(compared).toEqual([
      [32, 32],
      [32, 32],
      [32, 32],
    ])
  })
})

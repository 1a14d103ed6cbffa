import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { costOf, LIST_PRICES, PriceTable } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { systemPrices } from '../../../packages/core/src/costs/prices.ts'
import { temporaryDirectory } from '../support.ts'

describe('prices', () => {
  it('are for a million tokens or characters, and for one of everything else', () => {
    const prices = { mixed: { inputTokens: 2, outputTokens: 10, images: 0.04, seconds: 0.1, requests: 1 } }
    expect(costOf('mixed', { inputTokens: 500_000, outputTokens: 100_000 }, prices)).toBeCloseTo(2)
    expect(costOf('mixed', { images: 2, seconds: 3 }, prices)).toBeCloseTo(0.38)
    expect(costOf('mixed', { characters: 5 }, prices)).toBeUndefined()
    expect(costOf('another', { images: 1 }, prices)).toBeUndefined()
  })

  it('are the list’s, over them the file’s, over them the given ones', () => {
    expect(PriceTable.parse(LIST_PRICES)).toEqual(LIST_PRICES)
    const file = join(temporaryDirectory(), 'prices.json')
    writeFileSync(file, JSON.stringify({ 'brave/search': { requests: 1 }, 'acme/voice': { characters: 2 } }))
    const prices = systemPrices({ 'acme/voice': { characters: 3 } }, { MAVS_PRICES: file })
    expect(prices).toMatchObject({ 'brave/search': { requests: 1 }, 'acme/voice': { characters: 3 } })
    expect(prices['serper/search']).toEqual(LIST_PRICES['serper/search'])
  })

  it.each<[unknown, string | undefined, RegExp]>([
    [{ 'acme/voice': { charcters: 3 } }, undefined, /Option "prices" .*charcters/],
    [{ 'acme/voice': { characters: -1 } }, undefined, /acme\/voice.*characters/],
    [undefined, 'nowhere.json', /nowhere\.json \(MAVS_PRICES\) cannot be read/],
  ])('are refused when they are not of their form: %j', (given, file, message) => {
    expect(() => systemPrices(given, { MAVS_PRICES: file })).toThrow(message)
  })
})

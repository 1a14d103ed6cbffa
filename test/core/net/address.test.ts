import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '@mavs/core'

const PRIVATE_RANGES: readonly (readonly [network: readonly number[], bits: number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 4],
  [[240, 0, 0, 0], 4],
]

const toNumber = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)
const toText = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')

/** Any address of a private range. */
const privateIPv4 = fc
  .tuple(fc.constantFrom(...PRIVATE_RANGES), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  .map(([[network, bits], random]) => toText(toNumber(network) + (random % 2 ** (32 - bits))))

const hex = (ipv4: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

/** The ways in which an IPv6 address carries an IPv4 one. */
const CARRIERS: readonly ((ipv4: string) => string)[] = [
  (ipv4) => `::ffff:${ipv4}`,
  (ipv4) => `::ffff:${hex(ipv4)}`,
  (ipv4) => `0:0:0:0:0:FFFF:${hex(ipv4).toUpperCase()}`,
  (ipv4) => `::${hex(ipv4)}`,
  (ipv4) => `64:ff9b::${hex(ipv4)}`,
  (ipv4) => `64:ff9b:1::${hex(ipv4)}`,
  (ipv4) => `2002:${hex(ipv4)}::1`,
  (ipv4) => `::ffff:0:${hex(ipv4)}`,
]

describe('public addresses', () => {
  it('are none of the private, shared, local, multicast or reserved IPv4 ranges', () => {
    fc.assert(
      fc.property(privateIPv4, (address) => !isPublicAddress(address)),
      { numRuns: 2000 },
    )
  })

  it('are all other IPv4 addresses but the one of a cloud', () => {
    const isListed = (value: number) =>
      PRIVATE_RANGES.some(
        ([network, bits]) => Math.floor(value / 2 ** (32 - bits)) === toNumber(network) / 2 ** (32 - bits),
      )
    const special = ['192.31.196.0', '192.52.193.0', '192.88.99.0', '192.175.48.0', '168.63.129.0']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        const text = toText(value)
        fc.pre(!isListed(value) && !special.includes(text.replace(/\d+$/, '0')))
        return isPublicAddress(text)
      }),
      { numRuns: 2000 },
    )
    expect(isPublicAddress('168.63.129.16')).toBe(false)
  })

  it('are never a private IPv4 address in the dress of an IPv6 one', () => {
    fc.assert(
      fc.property(privateIPv4, fc.constantFrom(...CARRIERS), (address, carry) => !isPublicAddress(carry(address))),
      { numRuns: 2000 },
    )
  })

  it.each([
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    'fec0::1',
    '4000::1',
    '100::1',
  ])('are not %s', (address) => expect(isPublicAddress(address)).toBe(false))

  it.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:1.1.1.1', '64:ff9b::101:101'])(
    'are %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  it('are no text that is no address', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[\d.:a-f]+$/i.test(text) || !isPublicAddress(text)))
    expect(['', 'localhost', '[::1]', '1.1.1.1:80', '999.1.1.1'].filter(isPublicAddress)).toEqual([])
  })
})

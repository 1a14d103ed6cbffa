import { maskSecrets } from '@mavs/core'
import { expect, it } from 'vitest'

it.each([
  ['Incorrect API key provided: sk-proj-abc123DEF456ghi789.', 'Incorrect API key provided: (key).'],
  ['401 with Authorization: Bearer abc.def-ghi', '401 with Authorization: Bearer (key)'],
  ['The model asked for a skeleton of keys', 'The model asked for a skeleton of keys'],
])('takes keys out of %j', (message, masked) => {
  expect(maskSecrets(message)).toBe(masked)
})

it('takes given secrets out, whatever they look like, with and without their scheme', () => {
  const secrets = ['Token a1b2c3d4e5', 'short']
  expect(maskSecrets('a1b2c3d4e5 was refused; short was not', secrets)).toBe('(key) was refused; short was not')
})

import { expect, it } from 'vitest'
import { maskKeys } from '../../../packages/agents/src/language-model/mask.ts'

it.each([
  ['Incorrect API key provided: sk-proj-abc123DEF456ghi789.', 'Incorrect API key provided: (key).'],
  ['401 with Authorization: Bearer abc.def-ghi', '401 with Authorization: Bearer (key)'],
  ['The model asked for a skeleton of keys', 'The model asked for a skeleton of keys'],
])('takes keys out of %j', (message, masked) => {
  expect(maskKeys(message)).toBe(masked)
})

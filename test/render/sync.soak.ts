import { describe, it } from 'vitest'
import { temporaryFolder } from './support/folder.ts'
import { expectSync } from './support/sync-checks.ts'

describe('picture and sound', () => {
  it('flash and beep together at every second and every join for ten minutes', async () => {
    await expectSync(600, await temporaryFolder())
  }, 1_200_000)
})

import { describe, it } from 'vitest'
import { temporaryFolder } from './support/folder.ts'
import { expectSync } from './support/sync-checks.ts'

describe('picture and sound', () => {
  it('flash and beep together at every second and every join for forty seconds', async () => {
    await expectSync(40, await temporaryFolder())
  }, 120_000)
})

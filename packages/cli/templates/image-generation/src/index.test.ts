import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { imageGenerationContract } from '@mavs/core/testing'
import { createPainter } from './index.js'

for (const check of imageGenerationContract({ create: createPainter })) test(check.name, check.run)

test('paints the same for the same words and seed, and something else for others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'painter-'))
  try {
    const { signal } = new AbortController()
    const paint = async (prompt: string, seed: number) => {
      const path = join(folder, 'picture.png')
      await createPainter().generate({ prompt, seed, widthPx: 64, heightPx: 36 }, path, { signal })
      return (await readFile(path)).toString('base64')
    }
    assert.equal(await paint('dusk', 1), await paint('dusk', 1))
    assert.notEqual(await paint('dusk', 1), await paint('dusk', 2))
    assert.notEqual(await paint('dusk', 1), await paint('dawn', 1))
  } finally {
    await rm(folder, { recursive: true })
  }
})

import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createVideoSystem, definePlugin, TOKENS } from '@mavs/core'
import { fakeRenderer, fakeSpeech, sampleAgentsPlugin } from '@mavs/core/testing'
import { openSystem, temporaryDirectory } from '../support.ts'

const prompt = 'Explain the water cycle'

describe('a video system', () => {
  it('lists voices of all providers in the chain, and diagnoses what can tell', async () => {
    const voice = { id: 'slt', description: 'A voice', gender: 'female', languages: ['en'] } as const
    const media = definePlugin({
      name: 'media',
      version: '1.0.0',
      register(registry) {
        registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'low', voices: async () => [voice] }))
        registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'high', voices: async () => [{ ...voice, id: 'ada' }] }))
        registry.provide(TOKENS.renderer, () =>
          fakeRenderer({
            diagnose: async () => [{ name: 'ffmpeg', status: 'failed', message: 'not found', remedy: 'Install it.' }],
          }),
        )
      },
    })
    const system = await openSystem({ extraPlugins: [media as never] })
    expect((await system.voices()).map(({ id, provider }) => `${provider}/${id}`)).toEqual(['high/ada', 'low/slt'])
    const names = (await system.diagnose()).map(({ name, status }) => `${name}: ${status}`)
    expect(names).toEqual(
      expect.arrayContaining(['runtime: ok', 'data directory: ok', 'database: ok', 'ffmpeg: failed']),
    )
    expect(await system.health()).toMatchObject({ status: 'unhealthy', details: { message: 'ffmpeg: not found' } })
  })

  it('takes its limits from the environment where no option says otherwise', async () => {
    const environment = { MAVS_CONCURRENCY: 'many', MAVS_QUEUE_LIMIT: '1' }
    await expect(openSystem({ environment })).rejects.toThrow(
      'Option "concurrency" (MAVS_CONCURRENCY) must be a positive whole number (got many).',
    )
    const system = await openSystem({ environment, concurrency: 2, worker: false })
    await system.generate({ prompt })
    await expect(system.generate({ prompt })).rejects.toMatchObject({ code: 'OVERLOADED' })
  })

  it('keeps systems with different data directories apart', async () => {
    const [one, two] = [await openSystem({ worker: false }), await openSystem({ worker: false })]
    const { session_id: id } = await one.generate({ prompt })
    await expect(two.status(id)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' })
  })

  it('takes its data directory and its plugins from the environment that it is given', async () => {
    const directory = temporaryDirectory()
    writeFileSync(
      join(directory, 'extra.mjs'),
      `export default { name: 'extra', version: '1.0.0', requires: { contract: 1 },
         options: { safeParse: (data) => ({ success: true, data }) }, register() {} }`,
    )
    const system = await createVideoSystem({
      worker: false,
      plugins: [sampleAgentsPlugin()],
      environment: { MAVS_DATA_DIR: join(directory, 'data'), MAVS_PLUGINS: join(directory, 'extra.mjs') },
    })
    await system.generate({ prompt })
    await system.close()
    expect(existsSync(join(directory, 'data', 'mavs.sqlite'))).toBe(true)
  })
})

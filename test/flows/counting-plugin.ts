import { appendFileSync } from 'node:fs'
import { definePlugin, TOKENS, type MusicBlock } from '@mavs/core'
import { createComposer, createFlite } from '@mavs/agents'

/** The built-in voice and composer, with a line in `MAVS_COUNT_FILE` whenever one of their calls starts and ends. */
export default definePlugin({
  name: 'counting',
  version: '1.0.0',
  register(registry) {
    registry.provide(TOKENS.speech, ({ environment }) => {
      const flite = createFlite()
      return {
        ...flite,
        synthesize: (request, options) =>
          counted(environment.MAVS_COUNT_FILE!, `speech ${request.rate} ${request.text}`, () =>
            flite.synthesize(request, options),
          ),
      }
    })
    registry.provide(TOKENS.music, ({ environment }) => {
      const composer = createComposer()
      return {
        ...composer,
        compose: async (request, options) => {
          const music = await composer.compose(request, options)
          return { ...music, blocks: countedBlocks(environment.MAVS_COUNT_FILE!, music.blocks) }
        },
      }
    })
  },
})

async function counted<Result>(file: string, call: string, make: () => Promise<Result>): Promise<Result> {
  appendFileSync(file, `start ${call}\n`)
  const result = await make()
  appendFileSync(file, `end ${call}\n`)
  return result
}

async function* countedBlocks(file: string, blocks: AsyncIterable<MusicBlock>): AsyncGenerator<MusicBlock> {
  appendFileSync(file, 'start music\n')
  yield* blocks
  appendFileSync(file, 'end music\n')
}

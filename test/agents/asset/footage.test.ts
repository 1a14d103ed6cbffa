import { readFileSync } from 'node:fs'
import { createCanvas } from '@napi-rs/canvas'
import {
  Script,
  VideoRequest,
  type Asset,
  type ImageGenerationProvider,
  type MediaItem,
  type MediaSearchProvider,
  type VideoGenerationProvider,
} from '@mavs/core'
import { createTestContext, sampleRequest } from '@mavs/core/testing'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAssetAgent, type AssetAgentOptions } from '../../../packages/agents/src/asset/asset-agent.ts'
import { illustrated } from '../../../packages/agents/src/assembly/illustrate.ts'
import { createWordRanker } from '../../../packages/agents/src/media-search/rank.ts'

/** Two checked-in clips, the first of five seconds. */
const WAVES = readFileSync('examples/render/assets/waves.mp4')
const CLOUDS = readFileSync('examples/render/assets/clouds.mp4')
const PICTURE = createCanvas(160, 90).encodeSync('png')

interface Given {
  readonly id: string
  readonly file: Buffer
  readonly seconds?: number
}

/** A stock of what is given; clips say how long they are, whatever their file is. */
function stock(given: readonly Given[]): MediaSearchProvider & { readonly asked: string[] } {
  const asked: string[] = []
  const items = given.map(({ id, seconds }): MediaItem => ({
    id,
    kind: seconds === undefined ? 'image' : 'footage',
    title: `Sea ${id}`,
    tags: ['sea'],
    widthPx: 1920,
    heightPx: 1080,
    ...(seconds !== undefined && { durationSeconds: seconds }),
    file: id,
    author: 'Ann',
    licence: 'CC0',
  }))
  return {
    id: 'stock',
    version: '1',
    isRemote: false,
    kinds: ['image', 'footage'],
    limits: { retries: 0 },
    asked,
    async search({ kind }) {
      asked.push(kind)
      return items.filter((item) => item.kind === kind)
    },
    download: (item, path) => writeFile(path, given.find(({ id }) => id === item.file)!.file),
  }
}

const script = (narrations: readonly string[]): Script =>
  Script.parse({
    title: 'The sea',
    language: 'en',
    basis: { kind: 'script', label: 'A script' },
    scenes: narrations.map((narration, index) => ({
      id: `scene-${index + 1}`,
      headline: 'The sea',
      narration,
      visual: { kind: 'statement', text: 'The sea' },
      media: { kind: 'footage', queries: ['sea'] },
    })),
  })

async function source(
  given: Script,
  options: Partial<AssetAgentOptions> & { request?: Partial<VideoRequest> },
): Promise<{ assets: readonly Asset[]; warnings: readonly string[]; reasons: readonly unknown[]; cost: number }> {
  const test = createTestContext({ offline: false, stage: 'asset_sourcing' })
  onTestFinished(test.dispose)
  const { request = {}, ...rest } = options
  const agent = createAssetAgent({ media: [], ranker: createWordRanker(), sleep: async () => {}, ...rest })
  const assets = await agent.source({ request: { ...sampleRequest(), ...request }, script: given }, test.context)
  const images = test.usage.entries().reduce((sum, { used }) => sum + (used.images ?? 0) + (used.seconds ?? 0), 0)
  return {
    assets,
    warnings: test.warnings.map(({ message }) => message),
    reasons: test.usage.choices(),
    cost: images,
  }
}

const SHORT = 'The sea.'
const LONG = 'The sea is wide, the sea is deep, and nobody has seen all of it so far.'

describe('the asset agent, for scenes that wish for footage', () => {
  it('takes a clip that is long enough, with what it really is', async () => {
    const { assets } = await source(script([SHORT]), { media: [stock([{ id: 'a', file: WAVES, seconds: 3 }])] })
    expect(assets).toMatchObject([
      { sceneId: 'scene-1', kind: 'footage', artifact: 'assets/scene-1-1.mp4', durationSeconds: 5 },
    ])
    expect(illustrated(script([SHORT]).scenes[0]!, assets)).toMatchObject({
      kind: 'footage',
      clips: [{ file: 'assets/scene-1-1.mp4' }],
    })
  })

  it('goes on with another clip where one is too short, and loops none', async () => {
    const media = [
      stock([
        { id: 'a', file: WAVES, seconds: 3 },
        { id: 'b', file: CLOUDS, seconds: 3 },
      ]),
    ]
    const { assets } = await source(script(['The sea is wide and deep, and nobody sees it all.']), { media })
    expect(assets.map(({ artifact }) => artifact)).toEqual(['assets/scene-1-1.mp4', 'assets/scene-1-2.mp4'])
    const visual = illustrated(script([SHORT]).scenes[0]!, assets) as unknown as { clips: { seconds?: number }[] }
    expect(visual.clips.map(({ seconds }) => seconds)).toEqual([5, undefined])
  })

  it('shows a picture where there is too little footage, and leaves the clips for others', async () => {
    const media = [
      stock([
        { id: 'a', file: WAVES, seconds: 3 },
        { id: 'picture', file: PICTURE },
      ]),
    ]
    const { assets } = await source(script([LONG, SHORT]), { media })
    expect(assets.map(({ sceneId, kind }) => [sceneId, kind])).toEqual([
      ['scene-1', 'image'],
      ['scene-2', 'footage'],
    ])
  })

  it('shows no clip twice, though two items hold the same one', async () => {
    const media = [
      stock([
        { id: 'a', file: WAVES, seconds: 3 },
        { id: 'copy', file: WAVES, seconds: 3 },
      ]),
    ]
    const { assets } = await source(script([SHORT, SHORT]), { media })
    expect(assets.map(({ sceneId }) => sceneId)).toEqual(['scene-1'])
  })

  it('takes no clip that breaks off, or is none', async () => {
    const cut = { id: 'cut', file: WAVES.subarray(0, Math.floor(WAVES.length * 0.6)), seconds: 3 }
    const page = { id: 'page', file: Buffer.from('<h1>Not found</h1>'), seconds: 3 }
    const media = [stock([cut, page, { id: 'whole', file: CLOUDS, seconds: 3 }])]
    const { assets } = await source(script([SHORT]), { media })
    expect(assets).toMatchObject([{ id: 'whole' }])
  })
})

describe('the asset agent, where nothing is found', () => {
  const images = (generate: ImageGenerationProvider['generate']): ImageGenerationProvider => ({
    id: 'painter',
    version: '1',
    isRemote: true,
    model: 'brush-1',
    product: 'acme/brush-1',
    limits: { retries: 0 },
    generate,
  })
  const paints = images((_, path) => writeFile(path, PICTURE))

  it('has a picture made, says so, and charges it', async () => {
    const { assets, cost } = await source(script([LONG]), { images: [paints] })
    expect(assets).toMatchObject([
      {
        kind: 'image',
        author: 'Generated by brush-1',
        provider: 'painter',
        reason: expect.stringMatching(/^generated/),
      },
    ])
    expect(cost).toBe(1)
  })

  it('has a clip made by a job that is begun once, and asked for until it is done', async () => {
    const calls: string[] = []
    const films: VideoGenerationProvider = {
      id: 'camera',
      version: '1',
      isRemote: true,
      model: 'lens-1',
      product: 'acme/lens-1',
      lengths: [4, 8],
      limits: { retries: 1 },
      async start({ seconds }) {
        calls.push(`start ${seconds}`)
        return { jobId: 'job-1' }
      },
      async status() {
        calls.push('status')
        // The first question after the start is lost with the process that asked it.
        if (calls.length === 2) throw new Error('the connection was lost')
        return { state: calls.length > 4 ? 'done' : 'working' }
      },
      async download(jobId, path) {
        calls.push(`download ${jobId}`)
        await writeFile(path, WAVES)
      },
    }
    const { assets, cost } = await source(script([SHORT]), { videos: [films], images: [paints] })
    expect(assets).toMatchObject([{ kind: 'footage', author: 'Generated by lens-1' }])
    expect(calls).toEqual(['start 4', 'status', 'status', 'status', 'status', 'download job-1'])
    expect(cost).toBe(4)
  })

  it('has the scene drawn when the maker refuses, and says why', async () => {
    const refuses = images(() => Promise.reject(new Error('not this')))
    const { assets, warnings } = await source(script([LONG]), { images: [refuses] })
    expect(assets).toEqual([])
    expect(warnings.join(' ')).toMatch(/could be generated for the scene.*painter: not this/)
  })
})

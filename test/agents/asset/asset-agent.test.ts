import { createCanvas } from '@napi-rs/canvas'
import { Script, type Asset } from '@mavs/core'
import { createTestContext, sampleRequest } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAssetAgent } from '../../../packages/agents/src/asset/asset-agent.ts'
import { createCommons } from '../../../packages/agents/src/media-search/commons.ts'
import { createOpenverse } from '../../../packages/agents/src/media-search/openverse.ts'
import { createWordRanker } from '../../../packages/agents/src/media-search/rank.ts'
import { startCommons, startOpenverse, type StockPicture } from '../../vendors/pictures.ts'

/** A JPEG of its own colour. */
function jpeg(hue: number): Buffer {
  const canvas = createCanvas(160, 90)
  const context = canvas.getContext('2d')
  context.fillStyle = `hsl(${hue}, 60%, 50%)`
  context.fillRect(0, 0, 160, 90)
  return canvas.encodeSync('jpeg', 90)
}

const LAKE: StockPicture = { id: 'lake', title: 'Mountain lake', tags: ['lake'], file: jpeg(10) }
const OTHER: StockPicture = { id: 'other', title: 'A mountain lake in winter', tags: ['snow'], file: jpeg(90) }
const TRAIN: StockPicture = { id: 'train', title: 'Steam train', file: jpeg(200) }

const script = (queries: readonly (readonly string[])[]): Script =>
  Script.parse({
    title: 'Lakes',
    language: 'en',
    basis: { kind: 'script', label: 'A script' },
    scenes: queries.map((wished, index) => ({
      id: `scene-${index + 1}`,
      headline: 'Lakes',
      narration: 'A lake lies still.',
      visual: { kind: 'statement', text: 'Lakes' },
      ...(wished.length > 0 && { media: { kind: 'image', queries: wished } }),
    })),
  })

async function setUp(stock: {
  commons?: readonly StockPicture[]
  openverse?: readonly StockPicture[]
  offline?: boolean
}) {
  const [commons, openverse] = [await startCommons(stock.commons ?? []), await startOpenverse(stock.openverse ?? [])]
  const open = { timeoutMs: 2000, allowPrivate: true }
  const media = [
    createCommons({ baseUrl: commons.baseUrl, ...open }),
    createOpenverse({ baseUrl: openverse.baseUrl, ...open }),
  ].map((provider) => ({ ...provider, limits: { retries: 0 } }))
  const test = createTestContext({ offline: stock.offline ?? false, stage: 'asset_sourcing' })
  onTestFinished(async () => {
    await test.dispose()
    await Promise.all([commons.close(), openverse.close(), ...media.map((provider) => provider.dispose?.())])
  })
  const agent = createAssetAgent({ media, ranker: createWordRanker() })
  const source = (given: Script): Promise<Asset[]> =>
    agent.source({ request: sampleRequest(), script: given }, test.context)
  return { commons, openverse, test, source }
}

describe('the asset agent', () => {
  it('finds a picture for each scene that wishes for one, with all that a credit needs', async () => {
    const { source, test } = await setUp({ commons: [LAKE, OTHER] })
    const assets = await source(script([['mountain lake'], []]))
    expect(assets).toMatchObject([
      {
        sceneId: 'scene-1',
        kind: 'image',
        artifact: 'assets/scene-1.jpg',
        title: 'Mountain lake',
        author: 'Ann Example',
        licence: 'CC BY-SA 4.0',
        provider: 'commons',
        reason: expect.stringMatching(/^best match 0\.\d\d of 2 for “mountain lake”$/) as string,
      },
    ])
    expect(await test.context.artifacts.exists('assets/scene-1.jpg')).toBe(true)
    expect(test.usage.choices().find(({ port }) => port === 'media')).toMatchObject({ sceneId: 'scene-1' })
  })

  it('uses no picture twice, though every scene wishes for the same', async () => {
    const { source } = await setUp({ commons: [LAKE, OTHER, { ...LAKE, id: 'copy', title: 'Mountain lake again' }] })
    const assets = await source(script([['mountain lake'], ['mountain lake'], ['mountain lake']]))
    expect(assets.map(({ sceneId }) => sceneId)).toEqual(['scene-1', 'scene-2'])
    expect(new Set(assets.map(({ page }) => page)).size).toBe(2)
  })

  it('has a scene drawn rather than show something else', async () => {
    const { source, test } = await setUp({ commons: [TRAIN] })
    expect(await source(script([['mountain lake']]))).toEqual([])
    const message = 'No picture fits 1 of the 1 scenes that wish for one; they are drawn.'
    expect(test.warnings).toEqual([{ reason: 'missing-asset', stage: 'asset_sourcing', message }])
  })

  it('asks the next query, then the next provider', async () => {
    const { source } = await setUp({ openverse: [TRAIN] })
    const assets = await source(script([['mountain lake', 'steam train']]))
    expect(assets).toMatchObject([{ provider: 'openverse', reason: expect.stringContaining('steam train') as string }])
  })

  it('takes the next picture when a file is damaged or of another type', async () => {
    const damaged = { ...LAKE, file: LAKE.file.subarray(0, 200) }
    const page = { ...LAKE, id: 'page', title: 'Mountain lake, too', file: Buffer.from('<h1>Not found</h1>') }
    const { source } = await setUp({ commons: [damaged, page, OTHER] })
    expect(await source(script([['mountain lake']]))).toMatchObject([{ title: 'A mountain lake in winter' }])
  })

  it('falls back to the next provider, and says so', async () => {
    const { source, commons, test } = await setUp({ openverse: [LAKE] })
    commons.fail(500)
    expect(await source(script([['mountain lake']]))).toMatchObject([{ provider: 'openverse' }])
    expect(test.warnings).toMatchObject([{ reason: 'provider-fallback', stage: 'asset_sourcing', sceneId: 'scene-1' }])
  })

  it('has all scenes drawn when no provider can be reached, and says so once', async () => {
    const { source, commons, openverse, test } = await setUp({})
    commons.fail(500)
    openverse.fail(429, { retryAfter: '1' })
    expect(await source(script([['mountain lake'], ['steam train']]))).toEqual([])
    expect(new Set(test.warnings.map(({ reason }) => reason))).toEqual(new Set(['missing-asset']))
    expect(new Set(test.warnings.map(({ message }) => message)).size).toBe(1)
  })

  it('asks nobody when the system is offline', async () => {
    const { source, commons, openverse } = await setUp({ commons: [LAKE], offline: true })
    expect(await source(script([['mountain lake']]))).toEqual([])
    expect([...commons.requests, ...openverse.requests]).toEqual([])
  })

  it('fetches nothing a second time', async () => {
    const { source, commons } = await setUp({ commons: [LAKE, OTHER] })
    const first = await source(script([['mountain lake'], ['mountain lake']]))
    const asked = commons.requests.length
    expect(await source(script([['mountain lake'], ['mountain lake']]))).toEqual(first)
    expect(commons.requests).toHaveLength(asked)
  })

  it('gives out the same pictures whatever order the answers have', async () => {
    const titles = async (pictures: readonly StockPicture[]) => {
      const { source } = await setUp({ openverse: pictures })
      return (await source(script([['mountain lake'], ['mountain lake']]))).map(({ title }) => title)
    }
    expect(await titles([OTHER, LAKE])).toEqual(await titles([LAKE, OTHER]))
  })
})

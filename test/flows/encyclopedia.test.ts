import { createCanvas } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIGHTHOUSE } from '../agents/encyclopedia/lighthouse.ts'
import { startCommons, type StockPicture } from '../vendors/pictures.ts'
import type { Vendor } from '@mavs/core/testing'
import { startWikipedia } from '../vendors/wikipedia-articles.ts'
import { decode, frameAt } from './decode.ts'
import { expectCaptionsOfScript, expectSoundVideo } from './expectations.ts'
import { openStudio, type Made, type Studio } from './studio.ts'

const TIMEOUT_MS = 180_000
const PROMPT = 'Create a video about lighthouses for beginners'
let vendors: Vendor[] = []
let studio: Studio | undefined
let made: Made | undefined

beforeAll(async () => {
  const articles = { Lighthouse: { extract: LIGHTHOUSE, revision: 42 } }
  vendors = [await startWikipedia({ articles, redirects: { lighthouses: 'Lighthouse' } }), await startCommons(stock())]
  studio = await openStudio({ ...online(), offline: false })
  made = await studio.make({ prompt: PROMPT, duration_preference: 30, style: 'documentary' })
}, TIMEOUT_MS)
afterAll(async () => {
  await studio?.close()
  await Promise.all(vendors.map((vendor) => vendor.close()))
})

/** The stand-ins in place of the encyclopedia and the stocks of pictures. */
function online() {
  const [wikipedia, commons] = vendors.map(({ baseUrl }) => baseUrl)
  const options = {
    wikipedia: { baseUrl: wikipedia },
    commons: { baseUrl: commons, allowPrivate: true },
    // It speaks another protocol: what Commons lacks is drawn.
    openverse: { baseUrl: commons, allowPrivate: true },
  }
  return { plugins: [['@mavs/agents', options] as const] }
}

/** Four red pictures of lighthouses, and one of something else. */
function stock(): StockPicture[] {
  const titles = ['Lighthouse', 'Lighthouse at night', 'Old lighthouse', 'Lighthouse light', 'A red car']
  return titles.map((title, at) => {
    const canvas = createCanvas(1600, 900)
    const context = canvas.getContext('2d')
    context.fillStyle = `rgb(${200 + at * 10}, 20, 20)`
    context.fillRect(0, 0, 1600, 900)
    return { id: `p${at}`, title, tags: [], file: canvas.encodeSync('jpeg', 90) }
  })
}

describe('a video on any topic, with the network and without a key', { timeout: TIMEOUT_MS }, () => {
  it('is whole, in the article’s own sentences', async () => {
    expectSoundVideo(made!, await decode(made!.file))
    expectCaptionsOfScript(made!)
    const spoken = made!.script.scenes.map(({ narration }) => narration).filter(Boolean)
    expect(spoken.length).toBeGreaterThan(2)
    for (const narration of spoken) expect(LIGHTHOUSE).toContain(narration.split('. ')[0]!.replace(/\.$/, ''))
  })

  it('shows pictures, each once, with its credit', async () => {
    const pictures = made!.timeline.tracks.scenes.filter(({ visual }) => visual.kind === 'image')
    expect(pictures.length).toBeGreaterThan(1)
    expect(new Set(pictures.map(({ visual }) => visual['file'])).size).toBe(pictures.length)
    expect(pictures[0]!.visual['credit']).toMatchObject({ author: 'Ann Example', licence: 'CC BY-SA 4.0' })
    const frame = await frameAt(made!.file, pictures[0]!.startSeconds + 1)
    const [red, green] = frame.subarray((6 * 64 + 50) * 3)
    expect(red).toBeGreaterThan(140)
    expect(green).toBeLessThan(90)
  })

  it('names article, revision and licence on the last card, in the credits and in the manifest', async () => {
    const { manifest, timeline } = made!
    expect(manifest.basis).toMatchObject({ kind: 'encyclopedia', label: 'From “Lighthouse”, Wikipedia, CC BY-SA 4.0' })
    expect(manifest.sources[0]).toMatchObject({ url: 'https://en.wikipedia.org/w/index.php?oldid=42' })
    expect(manifest.assets.length).toBeGreaterThan(1)
    for (const { reason } of manifest.assets) expect(reason).toMatch(/^best match /)
    expect(JSON.stringify(timeline.tracks.scenes.at(-1)!.visual)).toContain('CC BY-SA 4.0')
    const credits = await made!.text('credits')
    expect(credits).toContain('oldid=42')
    for (const { page } of manifest.assets) expect(credits).toContain(page)
    expect(made!.session.warnings.map(({ reason }) => reason)).toContain('share-alike')
    expect(manifest.checks.filter(({ passed }) => !passed)).toEqual([])
  })

  it('asks nobody when the environment says so', async () => {
    const asked = vendors.map(({ requests }) => requests.length)
    const { PATH, HOME, FFMPEG_PATH } = process.env
    const environment = { PATH, HOME, FFMPEG_PATH, MAVS_OFFLINE: 'true' }
    const quiet = await openStudio({ ...online(), offline: undefined, environment })
    try {
      const outline = await quiet.make({ prompt: PROMPT, duration_preference: 10 })
      expect(outline.manifest.basis.kind).toBe('outline')
      expect(vendors.map(({ requests }) => requests.length)).toEqual(asked)
    } finally {
      await quiet.close()
    }
  })
})

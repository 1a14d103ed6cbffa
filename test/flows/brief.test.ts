import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode, difference, frameAt } from './decode.ts'
import { expectCaptionsOfScript, expectDuration, expectSoundVideo } from './expectations.ts'
import { openStudio, type Made, type Studio } from './studio.ts'

const TIMEOUT_MS = 180_000
let studio: Studio
let small: Made

beforeAll(async () => {
  studio = await openStudio()
  small = await studio.make({ duration_preference: 12, style: 'educational' })
}, TIMEOUT_MS)
afterAll(() => studio.close())

describe('a video on a built-in topic', { timeout: TIMEOUT_MS }, () => {
  it('stands up to an independent decoder and is as long as asked', async () => {
    expectSoundVideo(small, await decode(small.file))
    expectDuration(small, 12)
  })

  it('ends its session completed, at full progress, without a warning', () => {
    expect(small.session).toMatchObject({ status: 'completed', stage: 'completed', progress: 1, warnings: [] })
  })

  it('captions exactly what the script says', () => {
    expectCaptionsOfScript(small)
  })

  it('rests on sourced claims, and says so on the last card and in the credits', async () => {
    expect(small.manifest.basis.kind).toBe('brief')
    expect(small.manifest.claims.length).toBeGreaterThan(0)
    expect(small.manifest.sources.length).toBeGreaterThan(0)
    expect(small.timeline.tracks.scenes.at(-1)!.visual.kind).toBe('credits')
    const credits = await small.text('credits')
    for (const source of small.manifest.sources) expect(credits).toContain(source.title)
    expect(credits).toContain(small.manifest.basis.label)
  })

  it('has as many chapters as scenes', async () => {
    const chapters = await small.text('chapters')
    expect(chapters.match(/-->/g)).toHaveLength(small.script.scenes.length)
  })

  it('leaves the captions out of the picture, and in their files, when told so', async () => {
    const bare = await studio.make({ duration_preference: 12, style: 'educational', captions: false })
    expect(bare.srt).toEqual(small.srt)
    const cue = small.timeline.tracks.captions[1]!
    const middle = (cue.startSeconds + cue.endSeconds) / 2
    const pictures = await Promise.all([small, bare].map((made) => captionBand(made.file, middle)))
    expect(difference(pictures[0]!, pictures[1]!)).toBeGreaterThan(2)
    expectSoundVideo(bare, await decode(bare.file))
  })

  it('is full HD at high quality', async () => {
    const large = await studio.make({ duration_preference: 10, quality: 'high', style: 'documentary' })
    const decoded = await decode(large.file)
    expectSoundVideo(large, decoded)
    expectDuration(large, 10)
    expect(decoded.videoLine).toMatch(/1920x1080.* 30 fps/)
  })
})

/** The bottom of the picture, where captions stand. */
async function captionBand(file: string, seconds: number): Promise<Buffer> {
  const size = { widthPx: 96, heightPx: 54 }
  const picture = await frameAt(file, seconds, size)
  return picture.subarray(Math.floor(size.heightPx * 0.8) * size.widthPx * 3)
}

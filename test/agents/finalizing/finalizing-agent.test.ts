import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { Delivery, Manifest, VideoError, type Measurement } from '@mavs/core'
import { parseSrt, parseVtt } from '@mavs/render'
import { describe, expect, it } from 'vitest'
import { createAssemblyAgent } from '../../../packages/agents/src/assembly/assembly-agent.ts'
import { createFinalizingAgent } from '../../../packages/agents/src/finalizing/finalizing-agent.ts'
import { exampleInput, exampleRequest, exampleResearch } from '../assembly/example.ts'
import { createContext, createFakeRenderer } from '../assembly/fakes.ts'

/** Assembles the example and finalizes it with a renderer whose measurements are changed by `measured`. */
async function finalized(measured?: Parameters<typeof createFakeRenderer>[0], overrides = {}) {
  const context = await createContext()
  const renderer = createFakeRenderer(measured)
  const input = exampleInput({ request: exampleRequest({ user_id: 'ada', ...overrides }) })
  for (const key of ['audio/opening.wav', 'audio/inputs.wav', 'audio/music.wav'])
    await context.artifacts.write(key, key)
  const made = await createAssemblyAgent({ renderer }).assemble(input, context)
  context.warnings.length = 0
  const rest = { research: exampleResearch, warnings: [], versions: { '@mavs/core': '0.1.0' }, usage: [], choices: [] }
  const finish = () => createFinalizingAgent({ renderer }).finalize({ ...input, ...made, ...rest }, context)
  return { context, renderer, finish, text: async (key: string) => (await context.artifacts.read(key)).toString() }
}

const quiet = (measurement: Measurement) => ({ ...measurement, audio: { ...measurement.audio, loudnessLufs: -20 } })
const broken = (measurement: Measurement) => ({ ...measurement, video: { ...measurement.video, frames: 3 } })

describe('the finalizing agent', () => {
  it('delivers captions, chapters, credits, thumbnail and manifest beside the video', async () => {
    const { context, finish, text } = await finalized()
    const delivery = Delivery.parse(await finish())
    expect(delivery.passed).toBe(true)
    expect(context.warnings).toEqual([])
    const words = parseSrt(await text(delivery.srt)).flatMap((cue) => cue.lines.join(' ').split(' '))
    expect(words.slice(0, 3)).toEqual(['Every', 'leaf', 'is'])
    expect(parseVtt(await text(delivery.vtt)).map((cue) => cue.lines)).toEqual(
      parseSrt(await text(delivery.srt)).map((cue) => cue.lines),
    )
    expect(parseVtt(await text(delivery.chapters)).map((cue) => cue.lines[0])).toEqual([
      'Leaves make sugar',
      'What goes in',
      'Sources',
    ])
    expect(await text('captions.ass')).toMatch(/^\[Script Info\]/)
    expect(await text(delivery.thumbnail)).toBe('png')
  })

  it('writes credits that a person can read: what made the text, sources, claims, voice and music', async () => {
    const { finish, text } = await finalized()
    expect(await text((await finish()).credits)).toBe(
      [
        'How leaves make sugar',
        'Text\nBuilt-in brief, reviewed 2026-11',
        'Sources\n1. Biology. A Press, 2020. https://example.org/biology',
        'What is said, and what it rests on\n- Leaves make sugar from light, water and air. [1]',
        'Made with\n- Synthetic voice: Flite “rms”\n- Music: Composed, seed 7\n- Icons: Lucide (ISC licence)\n',
      ].join('\n\n'),
    )
  })

  it('takes the thumbnail from the settled title, without captions', async () => {
    const { renderer, finish } = await finalized()
    await finish()
    const { timeline, atSeconds } = renderer.stills[0]!
    expect(timeline.burnCaptions).toBe(false)
    expect(timeline.tracks.captions).toEqual([])
    const [title] = timeline.tracks.scenes
    expect(atSeconds).toBeGreaterThan(title!.startSeconds + 1)
    expect(atSeconds).toBeLessThanOrEqual(title!.endSeconds - 0.5)
  })

  it('writes a manifest with checksums and checks, and without clock, path, session or user', async () => {
    const { context, finish, text } = await finalized(undefined, {
      script: { name: 'mine.md', text: '# Secret plans' },
    })
    const delivery = await finish()
    const source = await text(delivery.manifest)
    const manifest = Manifest.parse(JSON.parse(source))
    for (const key of [delivery.video, delivery.srt, delivery.vtt, delivery.thumbnail, delivery.chapters]) {
      const sha256 = createHash('sha256')
        .update(await context.artifacts.read(key))
        .digest('hex')
      expect(manifest.checksums[key]).toBe(sha256)
    }
    expect(manifest.checks.every((check) => check.passed)).toBe(true)
    expect(manifest.claims.map((claim) => claim.id)).toEqual(['sugar'])
    expect(manifest.request['script']).toEqual({ name: 'mine.md', sha256: expect.any(String) })
    for (const secret of [context.directory, context.sessionId, 'ada', 'Secret plans']) {
      expect(source).not.toContain(secret)
    }
  })

  it('delivers with a labelled warning what misses a clause that is not critical', async () => {
    const { context, finish, text } = await finalized(quiet)
    const delivery = await finish()
    expect(delivery.passed).toBe(false)
    expect(context.warnings).toMatchObject([{ reason: 'quality-miss', message: expect.stringContaining('-20 LUFS') }])
    expect(Manifest.parse(JSON.parse(await text(delivery.manifest))).warnings).toEqual(context.warnings)
  })

  it('renders a damaged file again, once', async () => {
    const { context, renderer, finish, text } = await finalized((measurement, count) =>
      count === 1 ? broken(measurement) : measurement,
    )
    const delivery = await finish()
    expect(delivery.passed).toBe(true)
    expect(renderer.requests).toHaveLength(2)
    expect(renderer.requests[1]!.cacheDirectory).toBeUndefined()
    expect(await text(delivery.video)).toBe('video 2')
    expect(await readdir(context.directory)).not.toContain('repaired.mp4')
  })

  it('refuses a video that stays broken, with every clause that it missed', async () => {
    const { renderer, finish } = await finalized((measurement) => ({
      ...broken(measurement),
      black: [{ startSeconds: 1, endSeconds: 2 }],
    }))
    const error = await finish().catch((reason: unknown) => reason)
    expect(VideoError.isInstance(error) && error.code).toBe('QUALITY_GATE')
    expect(String(error)).toMatch(/decodes fully.*3 frames.*no black picture.*1\.00–2\.00 s/)
    expect(renderer.requests).toHaveLength(2)
  })

  it('repairs a file that cannot be decoded at all', async () => {
    const { renderer, finish } = await finalized((measurement, count) => {
      if (count === 1) throw new VideoError('RENDER_FAILED', 'The file cannot be decoded.')
      return measurement
    })
    expect((await finish()).passed).toBe(true)
    expect(renderer.requests).toHaveLength(2)
  })
})

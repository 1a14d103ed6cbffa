import { join } from 'node:path'
import { Timeline, type Transition } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { createAccentTrack } from '../../../packages/render/src/audio/accent-track.ts'
import { planAccents, type Accent } from '../../../packages/render/src/audio/accents.ts'
import { mixAudio } from '../../../packages/render/src/audio/mix.ts'
import { readWav, writeWav } from '../../../packages/render/src/audio/wav.ts'
import { createPowerSteps } from '../../../packages/render/src/audio/weighting.ts'
import { babble, largestStep, temporaryDirectory } from './signals.ts'

const RATE = 48_000
const KINDS = ['push', 'wipe', 'whip', 'crossfade', 'cut'] as const

/** Six scenes of 3 s, the last one a new section; each comes in by another transition. */
function timelineIn(style: string, options: { readonly accents?: boolean; readonly speaks?: boolean } = {}): Timeline {
  const scenes = Array.from({ length: 6 }, (_, index) => {
    const kind: Transition['kind'] = index === 0 ? 'cut' : (KINDS[index - 1] as (typeof KINDS)[number])
    const visual = index === 5 ? { kind: 'section', title: 'Next' } : { kind: 'statement', text: 'Words' }
    return {
      id: `scene-${index}`,
      startSeconds: index * 3,
      endSeconds: index * 3 + 3,
      visual,
      transition: { kind, durationSeconds: kind === 'cut' ? 0 : 0.5 },
    }
  })
  const narration = options.speaks ? [{ startSeconds: 0.5, durationSeconds: 17, file: 'voice.wav' }] : []
  return Timeline.parse({
    version: 1,
    title: 'Accents',
    format: { widthPx: 320, heightPx: 180, frameRate: 25 },
    durationSeconds: 18,
    style,
    seed: 4,
    accents: options.accents ?? true,
    tracks: { scenes, narration },
  })
}

async function play(accents: readonly Accent[], blockFrames: number): Promise<[Float32Array, Float32Array]> {
  const [left, right] = [new Float32Array(18 * RATE), new Float32Array(18 * RATE)]
  const track = createAccentTrack(accents, -16, RATE)
  for (let from = 0; from < left.length; from += blockFrames) {
    await track.read(left.subarray(from, from + blockFrames), right.subarray(from, from + blockFrames))
  }
  return [left, right]
}

/** K-weighted loudness of every 100 ms. */
function loudnessOf(left: Float32Array, right: Float32Array): number[] {
  const power = createPowerSteps(RATE)
  power.push(left, right, left.length)
  return power.steps.map((step) => -0.691 + 10 * Math.log10(step + 1e-12))
}

describe('accents', () => {
  it('come with moving transitions and with cuts to a section, on the very moment of the scene', () => {
    const accents = planAccents(timelineIn('professional'), [])
    expect(accents.map(({ sound, startSeconds }) => [sound, startSeconds])).toEqual([
      ['breath', 3],
      ['breath', 6],
      ['whip', 9],
      ['tick', 15],
    ])
  })

  it('have a sound of their own in each style, and the documentary has none', () => {
    const sounds = (style: string) => planAccents(timelineIn(style), []).map(({ sound }) => sound)
    expect(sounds('educational')).toEqual(['rustle', 'rustle', 'breath', 'tick'])
    expect(sounds('casual')).toEqual(['brush', 'brush', 'brush', 'tap'])
    expect(sounds('entertainment').at(-1)).toBe('thud')
    expect(sounds('documentary')).toEqual([])
  })

  it('are off where the timeline says so', () => {
    expect(planAccents(timelineIn('professional', { accents: false }), [])).toEqual([])
  })

  it('are softer where they meet a word', () => {
    const levels = planAccents(timelineIn('casual'), [{ startSeconds: 6.7, endSeconds: 8 }]).map((it) => it.levelLu)
    expect(levels).toEqual([-12, -18, -12, -12])
  })

  it.each(['professional', 'casual', 'educational', 'entertainment'])(
    'begin and end in silence at exact samples, without a step, whatever the blocks: %s',
    async (style) => {
      const accents = planAccents(timelineIn(style), [])
      const [left, right] = await play(accents, 24_000)
      expect(Buffer.compare(Buffer.from((await play(accents, 977))[0].buffer), Buffer.from(left.buffer))).toBe(0)
      let end = 0
      for (const { startSeconds, durationSeconds } of accents) {
        const start = startSeconds * RATE
        expect(left.subarray(end, start).every((sample) => sample === 0)).toBe(true)
        expect(left.subarray(start, start + 480).some((sample) => sample !== 0)).toBe(true)
        end = start + Math.round(durationSeconds * RATE)
        for (const channel of [left, right]) {
          expect(largestStep(channel.subarray(start - 2, start + 24))).toBeLessThan(0.01)
          expect(largestStep(channel.subarray(end - 24, end + 2))).toBeLessThan(0.001)
          expect(largestStep(channel.subarray(start, end))).toBeLessThan(0.12)
        }
      }
    },
  )

  it.each(['professional', 'casual', 'educational', 'entertainment'])(
    'lie between −34 and −28 LUFS at their loudest: %s',
    async (style) => {
      const accents = planAccents(timelineIn(style), [{ startSeconds: 6, endSeconds: 8 }])
      const loudness = loudnessOf(...(await play(accents, 24_000)))
      for (const { startSeconds } of accents) {
        const loudest = Math.max(...loudness.slice(startSeconds * 10, startSeconds * 10 + 10))
        expect(loudest).toBeGreaterThan(-34.6)
        expect(loudest).toBeLessThan(-27.4)
      }
    },
  )

  it('are in the mix, far under the words that they meet', async () => {
    const directory = await temporaryDirectory()
    await writeWav(join(directory, 'voice.wav'), [babble(17, RATE, -20)], { sampleRateHz: RATE })
    const mixed = async (accents: boolean) => {
      const output = join(directory, `${accents}.wav`)
      const timeline = timelineIn('entertainment', { accents, speaks: true })
      await mixAudio(timeline, directory, { signal: new AbortController().signal, output })
      return readWav(output)
    }
    const [without, withAccents] = [await mixed(false), await mixed(true)]
    const alone = (side: 'left' | 'right') =>
      withAccents[side].map((sample, index) => sample - (without[side][index] as number))
    const accents = loudnessOf(alone('left'), alone('right'))
    const voice = loudnessOf(without.left, without.right)
    expect(Math.max(...accents)).toBeGreaterThan(-36)
    const overWords = accents
      .map((level, step) => level - (voice[step] as number))
      .filter((_, step) => (voice[step] ?? -99) > -30)
    expect(Math.max(...overWords)).toBeLessThan(-6)
  })
})

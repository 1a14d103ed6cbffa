import { StyleName, type Narration } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snapToFrames } from '../../../packages/agents/src/assembly/frames.ts'
import { buildTimeline } from '../../../packages/agents/src/assembly/timeline.ts'
import { exampleInput, exampleRequest, exampleScript, narrate } from './example.ts'

describe('snapToFrames', () => {
  it('puts every boundary on a frame, never more than half a frame from the exact time', () => {
    const durations = fc.array(fc.double({ min: 0.2, max: 12, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(durations, fc.constantFrom(24, 30, 60), (given, frameRate) => {
        let exact = 0
        let previousEnd = 0
        snapToFrames(given, frameRate).forEach((span, index) => {
          exact += given[index]!
          expect(span.startSeconds).toBe(previousEnd)
          expect(Math.abs(span.endSeconds - exact)).toBeLessThanOrEqual(0.5 / frameRate + 1e-9)
          expect(span.endSeconds * frameRate).toBeCloseTo(Math.round(span.endSeconds * frameRate), 9)
          previousEnd = span.endSeconds
        })
      }),
    )
  })
})

describe('buildTimeline', () => {
  it('places scenes without gaps, and each recording and its words at the same offset in its scene', () => {
    const { tracks, durationSeconds } = buildTimeline(exampleInput(), 7)
    expect(tracks.scenes.map((scene) => scene.id)).toEqual(['opening', 'inputs', 'credits'])
    expect(tracks.scenes.map((scene) => scene.startSeconds).slice(1)).toEqual(
      tracks.scenes.map((scene) => scene.endSeconds).slice(0, -1),
    )
    expect(tracks.scenes.at(-1)!.endSeconds).toBe(durationSeconds)
    const secondCaption = tracks.captions.find((cue) => cue.lines[0]![0]!.text === 'It')!
    expect(tracks.narration[1]!.startSeconds).toBeCloseTo(tracks.scenes[1]!.startSeconds + 0.3)
    expect(secondCaption.startSeconds).toBeCloseTo(tracks.narration[1]!.startSeconds)
  })

  it('captions every narrated word once, in order, and never past its scene', () => {
    const { tracks } = buildTimeline(exampleInput(), 7)
    const shown = tracks.captions.flatMap((cue) => cue.lines.flat().map((word) => word.text))
    expect(shown.join(' ')).toBe(
      exampleScript.scenes
        .map((scene) => scene.narration)
        .join(' ')
        .trim(),
    )
    for (const cue of tracks.captions) {
      const scene = tracks.scenes.find(
        (candidate) => candidate.startSeconds <= cue.startSeconds + 1e-9 && cue.startSeconds < candidate.endSeconds,
      )!
      expect(cue.endSeconds).toBeLessThanOrEqual(scene.endSeconds)
    }
  })

  it('takes size, rate and bit rates from the quality, and the shape from the aspect ratio', () => {
    const request = exampleRequest({ quality: 'high', aspect_ratio: '9:16' })
    const timeline = buildTimeline(exampleInput({ request }), 7)
    expect(timeline.format).toEqual({ widthPx: 1080, heightPx: 1920, frameRate: 30 })
    expect([timeline.crf, timeline.audioBitrateKbps]).toEqual([19, 192])
  })

  it('completes the last card with voice, music and icons', () => {
    const credits = buildTimeline(exampleInput(), 7).tracks.scenes.at(-1)!.visual
    expect(credits).toMatchObject({
      lines: ['Synthetic voice: Flite “rms”', 'Music: Composed, seed 7', 'Icons: Lucide (ISC licence)'],
    })
  })

  it('credits each picture with its author and licence', () => {
    const asset = {
      sceneId: 'inputs',
      kind: 'image' as const,
      artifact: 'a.jpg',
      widthPx: 9,
      heightPx: 9,
      provider: 'stock',
    }
    const assets = [{ ...asset, author: 'Ada', licence: 'CC BY 4.0' }]
    const credits = buildTimeline(exampleInput({ assets }), 7).tracks.scenes.at(-1)!.visual
    expect(credits).toMatchObject({ lines: expect.arrayContaining(['Image: Ada, Stock (CC BY 4.0)']) })
  })

  it('declares the credits as a hold', () => {
    const { tracks, declared } = buildTimeline(exampleInput(), 7)
    const { startSeconds, endSeconds } = tracks.scenes.at(-1)!
    expect(declared.holds).toContainEqual({ startSeconds, endSeconds })
  })

  it('declares pauses as rests where there is no music, and only the end where there is', () => {
    const silent = buildTimeline(exampleInput({ narration: narrate(exampleScript) }), 7)
    const covered = silent.declared.rests.map((rest) => rest.endSeconds - rest.startSeconds)
    expect(covered.length).toBeGreaterThanOrEqual(2)
    expect(silent.declared.rests.at(-1)!.endSeconds).toBe(silent.durationSeconds)
    const { declared, durationSeconds } = buildTimeline(exampleInput(), 7)
    expect(declared.rests).toEqual([{ startSeconds: durationSeconds - 1.5, endSeconds: durationSeconds }])
  })

  it('declares what stands still when captions are not drawn', () => {
    const script = {
      ...exampleScript,
      scenes: exampleScript.scenes.map((scene) => ({
        ...scene,
        narration: scene.narration && `${scene.narration} ${scene.narration} ${scene.narration}`,
      })),
    }
    const request = exampleRequest({ captions: false })
    const { declared, tracks } = buildTimeline(exampleInput({ request, script, narration: narrate(script) }), 7)
    expect(declared.holds.map((hold) => hold.endSeconds)).toContain(tracks.scenes[0]!.endSeconds)
    expect(tracks.captions.length).toBeGreaterThan(0)
  })

  it('keeps transitions within a quarter of the scenes that they join, in every style', () => {
    for (const style of StyleName.options) {
      const { tracks } = buildTimeline(exampleInput({ request: exampleRequest({ style }) }), 7)
      expect(tracks.scenes[0]!.transition.kind).toBe('cut')
      tracks.scenes.slice(1).forEach((scene, index) => {
        const before = tracks.scenes[index]!
        const shorter = Math.min(scene.endSeconds - scene.startSeconds, before.endSeconds - before.startSeconds)
        expect(scene.transition.durationSeconds).toBeLessThanOrEqual(shorter / 4 + 1e-9)
      })
    }
  })

  it('names the scene that a narration lacks', () => {
    const narration: Narration = { ...narrate(exampleScript), scenes: narrate(exampleScript).scenes.slice(1) }
    expect(() => buildTimeline(exampleInput({ narration }), 7)).toThrow(/no scene “opening”/)
  })
})

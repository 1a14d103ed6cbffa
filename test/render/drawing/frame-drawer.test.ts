import { createRandom, Timeline, type SceneClip } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createFrameDrawer, type FrameDrawer } from '../../../packages/render/src/drawing/frame-drawer.ts'
import type { SceneElement } from '../../../packages/render/src/drawing/element.ts'
import { defineScene } from '../../../packages/render/src/scenes/scene-kind.ts'
import { everyKind, STYLE_NAMES, timelineOf } from './timelines.ts'

const FRAME_RATE = 15

describe('the frame drawer', () => {
  it.each(STYLE_NAMES)('draws the same pixels in any order (%s)', async (style) => {
    const timeline = timelineOf(style, everyKind())
    const frames = Math.round(timeline.durationSeconds * FRAME_RATE)
    const random = createRandom(5)
    const sampled = Array.from({ length: 40 }, () => Math.floor(random() * frames))
    const forwards = await picturesOf(
      timeline,
      sampled.toSorted((a, b) => a - b),
    )
    const backwards = await picturesOf(
      timeline,
      sampled.toSorted((a, b) => b - a),
    )
    expect(sampled.filter((frame) => !forwards.get(frame)!.equals(backwards.get(frame)!))).toEqual([])
    expect(new Set([...forwards.values()].map((picture) => picture.toString('base64'))).size).toBeGreaterThan(20)
  })

  it.each(STYLE_NAMES)('reports every pixel that changes (%s)', async (style) => {
    const timeline = withTransitions(timelineOf(style, everyKind()))
    const drawer = await createFrameDrawer(timeline)
    const fresh = await createFrameDrawer(timeline)
    const copy = Buffer.alloc(320 * 180 * 4)
    const wrong: number[] = []
    for (let frame = 0; frame < timeline.durationSeconds * FRAME_RATE; frame++) {
      follow(drawer, frame, copy)
      if (frame % 9 !== 0) continue
      fresh.draw(frame === 0 ? 1 : 0)
      fresh.draw(frame)
      if (farthestApart(fresh.pixels(), copy) > EDGE_LEVELS) wrong.push(frame)
      await new Promise(setImmediate)
    }
    expect(wrong).toEqual([])
  })

  it('reports nothing when the same frame is asked for again, and little while only a word changes', async () => {
    const drawer = await createFrameDrawer(timelineOf('professional', [everyKind()[0]!], { sceneSeconds: 8 }))
    expect(drawer.draw(60)).toEqual({ kind: 'all' })
    expect(drawer.draw(60)).toEqual({ kind: 'none' })
    const change = drawer.draw(61)
    expect(change.kind).toBe('regions')
    const rects = change.kind === 'regions' ? change.rects : []
    expect(rects.reduce((sum, rect) => sum + rect.width * rect.height, 0)).toBeLessThan(0.3 * 320 * 180)
  })

  it('aligns regions to converter columns and to rows of the dither, within odd widths too', async () => {
    const drawer = await createFrameDrawer(timelineOf('casual', everyKind(), { widthPx: 426, heightPx: 240 }))
    for (let frame = 0; frame < 90; frame++) {
      const change = drawer.draw(frame)
      for (const rect of change.kind === 'regions' ? change.rects : []) {
        expect([rect.x % 16, rect.y % 8, rect.height % 8]).toEqual([0, 0, 0])
        expect(rect.width % 16 === 0 || rect.x + rect.width === 426).toBe(true)
        expect(rect.x + rect.width).toBeLessThanOrEqual(426)
        expect(rect.y + rect.height).toBeLessThanOrEqual(240)
      }
    }
  })

  it('never leaves the picture still for four seconds while a scene is held', async () => {
    for (const style of STYLE_NAMES) {
      const drawer = await createFrameDrawer(
        timelineOf(style, [everyKind()[0]!], { sceneSeconds: 12, words: ['One.'] }),
      )
      drawer.draw(0)
      let still = 0
      for (let frame = 1; frame < 12 * FRAME_RATE; frame++) {
        still = drawer.draw(frame).kind === 'none' ? still + 1 : 0
        expect(still).toBeLessThan(2 * FRAME_RATE)
      }
    }
  })

  it('fades from one scene to the next without a jump at either end', async () => {
    const timeline = timelineOf('documentary', everyKind().slice(0, 2))
    const drawer = await createFrameDrawer(timeline)
    const [before, first] = [snapshot(drawer, 3 * FRAME_RATE - 1), snapshot(drawer, 3 * FRAME_RATE)]
    expect(shareThatJumps(before, first)).toBeLessThan(0.002)
  })

  it('draws nothing behind what covers a region, until it leaves', async () => {
    const drawn: string[] = []
    const plane = (name: string, colour: string, covers: boolean): SceneElement => {
      const box = { x: 0, y: 0, width: 1920, height: 1080 }
      return {
        box,
        ...(covers && { covers: box }),
        state: () => 0,
        draw: (context) => {
          drawn.push(name)
          context.fillStyle = colour
          context.fillRect(0, 0, 1920, 1080)
        },
      }
    }
    const kind = defineScene({
      kind: 'acme:planes',
      about: 'Planes.',
      schema: z.strictObject({ kind: z.literal('acme:planes') }),
      layout: () => [plane('behind', '#00FF00', false), plane('front', '#FF0000', true)],
    })
    const visual = { kind: 'acme:planes' }
    const timeline = withTransition(timelineOf('professional', [visual, visual]), 'cut')
    const drawer = await createFrameDrawer(timeline, { kinds: [kind] })
    expect([...snapshot(drawer, 20).subarray(0, 4)]).toEqual([255, 0, 0, 255])
    expect(drawn).toEqual(['front'])
    expect(snapshot(drawer, 3 * FRAME_RATE - 1)[0]).toBeLessThan(255)
    expect(drawn).toEqual(['front', 'behind', 'front'])
  })

  it('draws every transition, and ends each with the incoming scene alone', async () => {
    const [first, second, other] = everyKind()
    for (const kind of ['crossfade', 'push', 'wipe', 'whip'] as const) {
      const drawers = await Promise.all([first!, other!].map((before) => comingInOver(before, second!, kind)))
      const [middle, after] = [2, 9].map((frame) => drawers.map((drawer) => snapshot(drawer, 3 * FRAME_RATE + frame)))
      expect(middle![0]!.equals(middle![1]!)).toBe(false)
      expect(after![0]!.equals(after![1]!)).toBe(true)
    }
  })

  it('has something to show in its first frame, and in the first one after a cut', async () => {
    for (const style of STYLE_NAMES) {
      for (const visual of everyKind()) {
        const cut = await createFrameDrawer(withTransition(timelineOf(style, [visual, visual]), 'cut'))
        const empty = await createFrameDrawer(timelineOf(style, [{ kind: 'statement', text: '.' }]))
        for (const frame of [0, 3 * FRAME_RATE]) {
          expect(shareThatJumps(snapshot(cut, frame), snapshot(empty, 0)), `${style} ${visual.kind}`).toBeGreaterThan(
            0.002,
          )
        }
      }
    }
  })

  it('names the known styles and kinds when one is unknown', async () => {
    await expect(createFrameDrawer(timelineOf('baroque', everyKind().slice(0, 1)))).rejects.toThrow(
      /professional, casual/,
    )
    const strange = timelineOf('casual', [{ kind: 'acme:gauge' }])
    await expect(createFrameDrawer(strange)).rejects.toThrow(/acme:gauge.*title, statement/)
  })
})

const withTransition = (timeline: Timeline, kind: 'cut' | 'crossfade' | 'push' | 'wipe' | 'whip'): Timeline =>
  Timeline.parse({
    ...timeline,
    tracks: {
      ...timeline.tracks,
      scenes: timeline.tracks.scenes.map((scene, index) => ({
        ...scene,
        transition: index === 0 || kind === 'cut' ? { kind: 'cut' } : { kind, durationSeconds: 0.6 },
      })),
    },
  })

const comingInOver = (
  before: SceneClip['visual'],
  visual: SceneClip['visual'],
  kind: 'crossfade' | 'push' | 'wipe' | 'whip',
): Promise<FrameDrawer> => createFrameDrawer(withTransition(timelineOf('educational', [before, visual]), kind))

async function picturesOf(timeline: Timeline, frames: readonly number[]): Promise<Map<number, Buffer>> {
  const drawer = await createFrameDrawer(timeline)
  const pictures = new Map<number, Buffer>()
  for (const frame of frames) {
    pictures.set(frame, snapshot(drawer, frame))
    await new Promise(setImmediate)
  }
  return pictures
}

function snapshot(drawer: FrameDrawer, frame: number): Buffer {
  drawer.draw(frame)
  return Buffer.from(drawer.pixels())
}

/** All kinds of transition in turn. */
function withTransitions(timeline: Timeline): Timeline {
  const kinds = ['crossfade', 'push', 'cut', 'wipe', 'whip'] as const
  timeline.tracks.scenes.forEach((scene, index) => {
    const kind = kinds[index % kinds.length]!
    scene.transition = { kind, durationSeconds: index === 0 || kind === 'cut' ? 0 : 0.6 }
  })
  return timeline
}

/**
 * How far the means of blocks of 4×4 pixels are apart, at most. Skia may round the edge of a curve otherwise where a
 * region cuts through it: single pixels differ then, which no mean shows.
 */
function farthestApart(a: Buffer, b: Buffer): number {
  const sums = new Int32Array(80 * 45)
  for (let at = 0; at < a.length; at++) {
    const pixel = at >> 2
    sums[Math.floor(pixel / 320 / 4) * 80 + ((pixel % 320) >> 2)]! += a[at]! - b[at]!
  }
  return Math.max(...sums.map(Math.abs)) / 16
}

/** By so much, summed over the channels, a cut curve may change a block's mean. */
const EDGE_LEVELS = 32

/** Keeps a copy of the picture as an encoder does: whole when all changed, else only the reported parts. */
function follow(drawer: FrameDrawer, frame: number, copy: Buffer): void {
  const change = drawer.draw(frame)
  if (change.kind === 'all') drawer.pixels().copy(copy)
  if (change.kind !== 'regions') return
  for (const rect of change.rects) {
    const part = drawer.region(rect)
    for (let row = 0; row < rect.height; row++) {
      copy.set(part.subarray(row * rect.width * 4, (row + 1) * rect.width * 4), ((rect.y + row) * 320 + rect.x) * 4)
    }
  }
}

/** Share of the values that differ by more than 16. */
function shareThatJumps(a: Buffer, b: Buffer): number {
  let jumps = 0
  for (let at = 0; at < a.length; at++) if (Math.abs(a[at]! - b[at]!) > 16) jumps++
  return jumps / a.length
}

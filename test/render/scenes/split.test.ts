import type { SceneClip } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineScene, type SceneKind } from '../../../packages/render/src/scenes/scene-kind.ts'
import { splitClip, splitList, splitText } from '../../../packages/render/src/scenes/split.ts'

const visual = { kind: 'test:list', items: ['a', 'b', 'c', 'd', 'e'] } as const
const kind: SceneKind = defineScene({
  kind: 'test:list',
  about: 'A list.',
  schema: z.any(),
  layout: () => [],
  split: (whole: typeof visual) => splitList(whole, 'items'),
})
const clip = (endSeconds: number, cues: Record<string, number> = {}): SceneClip => ({
  id: 'scene-1',
  startSeconds: 10,
  endSeconds,
  visual,
  cues,
  transition: { kind: 'push', durationSeconds: 0.5 },
})

describe('splitClip', () => {
  it('lets the second part take over when its first element is spoken of', () => {
    const [first, second] = splitClip(clip(20, { 'items.0': 0.5, 'items.3': 6.01, 'items.4': 8 }), visual, kind, 25)!
    expect(first).toMatchObject({ startSeconds: 10, endSeconds: 16, visual: { items: ['a', 'b', 'c'] } })
    expect(first.cues).toEqual({ 'items.0': 0.5 })
    expect(second).toMatchObject({ startSeconds: 16, endSeconds: 20, visual: { items: ['d', 'e'] } })
    expect(second.cues['items.0']).toBeCloseTo(0.01)
    expect(second.cues['items.1']).toBeCloseTo(2)
  })

  it('keeps the transition for the first part and cuts to the second', () => {
    const [first, second] = splitClip(clip(20), visual, kind, 30)!
    expect(first.transition.kind).toBe('push')
    expect(second.transition).toEqual({ kind: 'cut', durationSeconds: 0 })
  })

  it('gives each part time to be read, however the cues lie', () => {
    const [first] = splitClip(clip(20, { 'items.3': 0.1 }), visual, kind, 30)!
    expect(first.endSeconds - first.startSeconds).toBeCloseTo(1.6)
  })

  it('does not divide a scene that is too short for two, or a kind that has no parts', () => {
    expect(splitClip(clip(13), visual, kind, 30)).toBeUndefined()
    expect(splitClip(clip(20), visual, defineScene({ ...kind, split: () => undefined }), 30)).toBeUndefined()
  })
})

describe('splitText', () => {
  it.each([
    ['The sea rises twice a day. The Moon pulls it, and the Sun helps.', 'The sea rises twice a day.'],
    ['When the Moon is overhead and near, the water follows', 'When the Moon is overhead and near,'],
    ['one two three four', 'one two'],
  ])('divides %j at its best place', (text, first) => {
    expect(splitText(text, 'en')).toEqual([first, text.slice(first.length).trim()])
  })

  it('divides languages without spaces between words', () => {
    const text = '海は一日に二度満ちて引く月が水を引き寄せる'
    const [first, second] = splitText(text, 'ja')!
    expect(first + second).toBe(text)
    expect(Math.abs(first.length - second.length)).toBeLessThan(6)
  })

  it('leaves one word alone', () => {
    expect(splitText('indivisible', 'en')).toBeUndefined()
    expect(splitText(' \t\n —', 'en')).toBeUndefined()
  })
})

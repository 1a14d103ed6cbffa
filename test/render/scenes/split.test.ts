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

const TERMS = { frameRate: 30, language: 'en' }

describe('splitClip', () => {
  it('lets the second part take over when its first element is spoken of', () => {
    const [first, second] = splitClip(clip(20, { 'items.0': 0.5, 'items.3': 6.01, 'items.4': 8 }), visual, kind, {
      frameRate: 25,
      language: 'en',
    })!
    expect(first).toMatchObject({ startSeconds: 10, endSeconds: 16, visual: { items: ['a', 'b', 'c'] } })
    expect(first.cues).toEqual({ 'items.0': 0.5 })
    expect(second).toMatchObject({ startSeconds: 16, endSeconds: 20, visual: { items: ['d', 'e'] } })
    expect(second.cues['items.0']).toBeCloseTo(0.01)
    expect(second.cues['items.1']).toBeCloseTo(2)
  })

  it('keeps the transition for the first part and cuts to the second', () => {
    const [first, second] = splitClip(clip(20), visual, kind, TERMS)!
    expect(first.transition.kind).toBe('push')
    expect(second.transition).toEqual({ kind: 'cut', durationSeconds: 0 })
  })

  it('gives each part time to be read, however the cues lie', () => {
    const [first] = splitClip(clip(20, { 'items.3': 0.1 }), visual, kind, TERMS)!
    expect(first.endSeconds - first.startSeconds).toBeCloseTo(1.6)
  })

  it('turns by the parts’ lengths to a part that opens with words, or with its first cue if that is sooner', () => {
    const opens = defineScene({
      ...kind,
      split: (whole: typeof visual) => {
        const [first, second] = splitList(whole, 'items')!
        return [first, { ...second, opensBeforeCues: true }] as const
      },
    })
    const turnOf = (cue: number) => splitClip(clip(20, { 'items.3': cue }), visual, opens, TERMS)![1].startSeconds
    expect(turnOf(8)).toBe(splitClip(clip(20), visual, kind, TERMS)![1].startSeconds)
    expect(turnOf(3)).toBe(13)
  })

  it('divides by the rules of the video’s language', () => {
    const languages: string[] = []
    const listening = defineScene({
      ...kind,
      split: (_, language) => {
        languages.push(language)
        return undefined
      },
    })
    splitClip(clip(20), visual, listening, { frameRate: 30, language: 'th' })
    expect(languages).toEqual(['th'])
  })

  it('does not divide a scene that is too short for two, or a kind that has no parts', () => {
    expect(splitClip(clip(13), visual, kind, TERMS)).toBeUndefined()
    expect(splitClip(clip(20), visual, defineScene({ ...kind, split: () => undefined }), TERMS)).toBeUndefined()
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

  it.each([
    ['ja', 'わたしは毎朝早く起きて新しい本を静かに読んでいる', /^[をにはがでのてるっー、。]/u],
    ['zh', '科学家们在深海里发现了一种从来没有见过的鱼类', /^[们了着过的、。]/u],
    ['th', 'นักวิทยาศาสตร์ค้นพบสิ่งมีชีวิตชนิดใหม่ในทะเลลึก', /^[\p{M}ๆฯ]/u],
  ])('begins no part with what leans on the word before it (%s)', (language, text, leaning) => {
    const parts = splitText(text, language)!
    expect(parts.join('')).toBe(text)
    expect(parts[1]).not.toMatch(leaning)
    const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].map(({ index }) => index)
    expect(words).toContain(parts[0].length)
  })

  it('takes a space of Thai for the end of a phrase, however near a word ends to the middle', () => {
    const [first, second] = splitText('ดวงจันทร์ดึงน้ำทะเล น้ำจึงขึ้นและลงวันละสองครั้งเสมอ', 'th')!
    expect([first, second]).toEqual(['ดวงจันทร์ดึงน้ำทะเล', 'น้ำจึงขึ้นและลงวันละสองครั้งเสมอ'])
  })

  it('divides a text whose language has no valid name', () => {
    expect(splitText('one two three four', 'not a language')).toEqual(['one two', 'three four'])
  })

  it('leaves one word alone', () => {
    expect(splitText('indivisible', 'en')).toBeUndefined()
    expect(splitText(' \t\n —', 'en')).toBeUndefined()
  })
})

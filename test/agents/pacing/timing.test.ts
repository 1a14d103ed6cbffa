import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationWarning, fitTiming } from '../../../packages/agents/src/shared/timing.ts'

const spoken = (...seconds: number[]) => seconds.map((speechSeconds) => ({ speechSeconds }))
const card = { speechSeconds: 0 }

describe('fitTiming', () => {
  it('meets the target exactly by pauses and the last card alone when it can', () => {
    const timing = fitTiming({ scenes: [...spoken(5, 6, 5.5, 6, 5, 6, 5.2, 5), card], targetSeconds: 55 })
    expect(timing).toMatchObject({ rate: 1, fit: 'fits' })
    expect(timing.totalSeconds).toBeCloseTo(55, 9)
  })

  it('leaves half a second of music before the first word and a quarter before the others', () => {
    const timing = fitTiming({ scenes: [...spoken(5, 6), card], targetSeconds: 17 })
    expect(timing.scenes[0]!.speechStartSeconds).toBeGreaterThanOrEqual(0.5)
    expect(timing.scenes[1]!.speechStartSeconds).toBeGreaterThanOrEqual(0.25)
  })

  it('keeps the last card between four and eight seconds, and at 2.5 at least in videos under twenty', () => {
    for (const targetSeconds of [40, 44, 48]) {
      const last = fitTiming({ scenes: [...spoken(9, 9, 9, 9), card], targetSeconds }).scenes.at(-1)!
      expect(last.durationSeconds).toBeGreaterThanOrEqual(4)
      expect(last.durationSeconds).toBeLessThanOrEqual(8)
    }
    const short = fitTiming({ scenes: [...spoken(6), card], targetSeconds: 10 }).scenes.at(-1)!
    expect(short.durationSeconds).toBeGreaterThanOrEqual(2.5)
    expect(short.durationSeconds).toBeLessThanOrEqual(4)
  })

  it('gives a last card on which is spoken two seconds of music after the last word', () => {
    const { scenes } = fitTiming({ scenes: spoken(5, 5, 5), targetSeconds: 20 })
    const last = scenes.at(-1)!
    expect(last.durationSeconds - last.speechStartSeconds - 5).toBeGreaterThanOrEqual(2)
  })

  it('speaks faster or slower only when pauses and the card do not suffice, and never beyond .92 and 1.15', () => {
    const scenes = [...spoken(10, 10, 10, 10, 10), card]
    expect(fitTiming({ scenes, targetSeconds: 60 }).rate).toBe(1)
    const faster = fitTiming({ scenes, targetSeconds: 54 })
    expect(faster.rate).toBeGreaterThan(1)
    expect(faster.totalSeconds).toBeCloseTo(54, 9)
    const slower = fitTiming({ scenes, targetSeconds: 64 })
    expect(slower.rate).toBeLessThan(1)
    expect(slower.totalSeconds).toBeCloseTo(64, 9)
    expect(fitTiming({ scenes, targetSeconds: 52 }).rate).toBeLessThanOrEqual(1.15)
  })

  it('takes the speech as it is once its rate is settled, and makes up for what it missed', () => {
    const first = fitTiming({ scenes: [...spoken(10, 10, 10, 10, 10), card], targetSeconds: 54 })
    const measured = [10, 10, 10, 10, 10].map((seconds) => (seconds / first.rate) * 1.004)
    const second = fitTiming({ scenes: [...spoken(...measured), card], targetSeconds: 54, spokenRate: first.rate })
    expect(second.rate).toBe(first.rate)
    expect(second.totalSeconds).toBeCloseTo(54, 9)
  })

  it('ends early at its own rate when there is too little to say, with a warning', () => {
    const timing = fitTiming({ scenes: [...spoken(5, 5), card], targetSeconds: 60 })
    expect(timing).toMatchObject({ rate: 1, fit: 'shorter' })
    expect(timing.totalSeconds).toBeLessThan(20)
    expect(durationWarning(timing, 60)).toMatchObject({ reason: 'shorter-than-asked' })
  })

  it('does not hurry through a text that is far too long', () => {
    const timing = fitTiming({ scenes: [...spoken(50, 50, 50), card], targetSeconds: 60 })
    expect(timing).toMatchObject({ rate: 1, fit: 'longer' })
    expect(durationWarning(timing, 60)?.message).toContain('of the 60 seconds')
  })

  it('holds a silent card within the video as long as its author says', () => {
    const scenes = [...spoken(5), { speechSeconds: 0, holdSeconds: 6 }, ...spoken(5), card]
    expect(fitTiming({ scenes, targetSeconds: 22 }).scenes[1]).toEqual({ durationSeconds: 6, speechStartSeconds: 0 })
  })

  it('never lets speech run past its scene, nor air out of its bounds, whatever it is given', () => {
    const scene = fc.record({
      speechSeconds: fc.oneof(fc.constant(0), fc.double({ min: 0.3, max: 15, noNaN: true })),
      holdSeconds: fc.option(fc.double({ min: 1, max: 10, noNaN: true }), { nil: undefined }),
    })
    fc.assert(
      fc.property(
        fc.array(scene, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 10, max: 600 }),
        (scenes, target) => {
          const timing = fitTiming({ scenes, targetSeconds: target })
          expect(timing.rate).toBeGreaterThanOrEqual(0.92)
          expect(timing.rate).toBeLessThanOrEqual(1.15)
          const sum = timing.scenes.reduce((total, { durationSeconds }) => total + durationSeconds, 0)
          expect(sum).toBeCloseTo(timing.totalSeconds, 6)
          timing.scenes.forEach(({ durationSeconds, speechStartSeconds }, index) => {
            const speech = scenes[index]!.speechSeconds / timing.rate
            expect(durationSeconds).toBeGreaterThan(0)
            if (speech === 0) return
            const after = durationSeconds - speechStartSeconds - speech
            expect(speechStartSeconds).toBeGreaterThanOrEqual((index === 0 ? 0.5 : 0.25) - 1e-9)
            expect(speechStartSeconds).toBeLessThanOrEqual((index === 0 ? 0.65 : 0.4) + 1e-9)
            expect(after).toBeGreaterThanOrEqual(0.25 - 1e-9)
            if (index < scenes.length - 1) expect(after).toBeLessThanOrEqual(0.4 + 1e-9)
          })
        },
      ),
    )
  })
})

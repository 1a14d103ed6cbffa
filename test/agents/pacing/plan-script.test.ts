import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planScript, type PlannableScene } from '../../../packages/agents/src/shared/pacing.ts'
import { fitTiming } from '../../../packages/agents/src/shared/timing.ts'

/** A narration of "5.5" takes five and a half seconds. */
const estimate = async (text: string) => Number(text)
const scene = (id: string, seconds: number, more: Partial<PlannableScene> = {}): PlannableScene => ({
  id,
  narration: seconds === 0 ? '' : String(seconds),
  tier: 2,
  ...more,
})
const plan = (scenes: readonly PlannableScene[], targetSeconds: number) =>
  planScript({ scenes, targetSeconds, estimate })

/** A brief as they are written: an opening, a dozen and a half scenes of three tiers, a closing card. */
const brief = (): PlannableScene[] => [
  scene('opening', 5.2, { tier: 1 }),
  ...Array.from({ length: 18 }, (_, index) =>
    scene(`scene-${index}`, 4.6 + ((index * 7) % 10) * 0.35, {
      tier: ((index % 3) + 1) as 1 | 2 | 3,
      short: String(3.1 + ((index * 3) % 5) * 0.3),
      requires: index % 5 === 4 ? [`scene-${index - 3}`] : [],
    }),
  ),
  scene('credits', 0, { tier: 1 }),
]

describe('planScript', () => {
  it.each([15, 20, 30, 45, 60, 90, 120])('fills %i seconds from one brief to the frame', async (targetSeconds) => {
    const result = await plan(brief(), targetSeconds)
    expect(result.fit).toBe('fits')
    expect(result.warning).toBeUndefined()
    expect(result.totalSeconds).toBeCloseTo(targetSeconds, 6)
  })

  it('keeps the first and the last scene, and the order', async () => {
    const offered = brief().map(({ id }) => id)
    const { scenes } = await plan(brief(), 30)
    const ids = scenes.map(({ id }) => id)
    expect([ids[0], ids.at(-1)]).toEqual(['opening', 'credits'])
    expect(ids).toEqual(offered.filter((id) => ids.includes(id)))
  })

  it('gives up higher tiers first', async () => {
    const tiers = new Map(brief().map(({ id, tier }) => [id, tier]))
    const { scenes } = await plan(brief(), 60)
    const kept = (tier: number) => scenes.filter(({ id }) => tiers.get(id) === tier).length
    expect(kept(1)).toBe(8)
    expect(kept(2)).toBeGreaterThan(kept(3))
  })

  it('says scenes at length when there is time, and in short when there is not', async () => {
    const scenes = [scene('a', 6, { tier: 1 }), scene('b', 9, { tier: 1, short: '4' }), scene('z', 0)]
    const long = await plan(scenes, 22)
    expect(long.scenes[1]).toMatchObject({ form: 'long', narration: '9', speechSeconds: 9 })
    const short = await plan(scenes, 16)
    expect(short.scenes[1]).toMatchObject({ form: 'short', narration: '4', speechSeconds: 4 })
  })

  it('never keeps a scene without the ones that it requires', async () => {
    for (const targetSeconds of [15, 25, 35, 45, 55, 65]) {
      const offered = brief()
      const { scenes } = await plan(offered, targetSeconds)
      const kept = new Set(scenes.map(({ id }) => id))
      for (const { id } of scenes) {
        const requires = offered.find((one) => one.id === id)!.requires ?? []
        expect(requires.filter((other) => !kept.has(other))).toEqual([])
      }
    }
  })

  it('ends early and says so when there is no more to say', async () => {
    const result = await plan([scene('a', 5), scene('b', 6), scene('z', 0)], 60)
    expect(result.scenes).toHaveLength(3)
    expect(result.warning).toMatchObject({ reason: 'shorter-than-asked' })
    expect(result.totalSeconds).toBeLessThan(20)
  })

  it('keeps what must be kept and says so when that takes longer than asked', async () => {
    const scenes = [8, 9, 8, 9].map((seconds, index) => scene(`s-${index}`, seconds, { mustKeep: true }))
    const result = await plan([...scenes, scene('z', 0)], 15)
    expect(result.scenes).toHaveLength(5)
    expect(result.warning).toMatchObject({ reason: 'longer-than-asked' })
  })

  it('keeps what a scene that must be kept requires', async () => {
    const scenes = [scene('a', 5), scene('b', 8, { tier: 3 }), scene('c', 5, { requires: ['b'], mustKeep: true })]
    const { scenes: kept } = await plan([...scenes, scene('z', 0)], 18)
    expect(kept.map(({ id }) => id)).toContain('b')
  })

  it('measures each text and passes a failed measurement on', async () => {
    const failing = async () => Promise.reject(new Error('no voice'))
    await expect(planScript({ scenes: brief(), targetSeconds: 30, estimate: failing })).rejects.toThrow('no voice')
  })

  it('plans four hundred scenes for ten minutes without delay', async () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      scene(`s-${index}`, 4 + (index % 11) * 0.37, {
        tier: ((index % 3) + 1) as 1 | 2 | 3,
        short: String(3 + (index % 4) * 0.3),
      }),
    )
    const started = performance.now()
    const result = await plan([...many, scene('z', 0)], 600)
    expect(result.totalSeconds).toBeCloseTo(600, 6)
    expect(performance.now() - started).toBeLessThan(8000)
  })

  it('plans the same from the same input', async () => {
    expect(await plan(brief(), 47)).toEqual(await plan(brief(), 47))
  })

  it('comes within five percent whenever some choice of scenes could', async () => {
    await fc.assert(
      fc.asyncProperty(scenesOfAnyKind(), fc.integer({ min: 10, max: 60 }), async (scenes, targetSeconds) => {
        const result = await plan(scenes, targetSeconds)
        const isPossible = everyChoice(scenes).some(
          (choice) => fitTiming({ scenes: choice, targetSeconds }).fit === 'fits',
        )
        expect(result.fit === 'fits').toBe(isPossible)
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})

function scenesOfAnyKind(): fc.Arbitrary<PlannableScene[]> {
  const seconds = fc.integer({ min: 8, max: 120 }).map((tenths) => tenths / 10)
  const offered = fc.record({
    seconds: fc.oneof({ weight: 9, arbitrary: seconds }, { weight: 1, arbitrary: fc.constant(0) }),
    short: fc.option(seconds, { nil: undefined }),
    tier: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
    requires: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 2 }),
    mustKeep: fc.boolean().map((keep) => keep),
  })
  return fc.array(offered, { minLength: 2, maxLength: 7 }).map((list) =>
    list.map(({ seconds, short, tier, requires, mustKeep }, index) =>
      scene(`s-${index}`, seconds, {
        ...(short !== undefined && short < seconds ? { short: String(short) } : {}),
        tier,
        requires: requires.filter((other) => other < index).map((other) => `s-${other}`),
        mustKeep: mustKeep && index % 3 === 0,
      }),
    ),
  )
}

/** All that may be chosen, by trying everything: the oracle. */
function everyChoice(scenes: readonly PlannableScene[]): { speechSeconds: number }[][] {
  const kept = new Set(
    scenes.filter((one, index) => one.mustKeep || index === 0 || index === scenes.length - 1).map(({ id }) => id),
  )
  for (const { id, requires = [] } of scenes.toReversed())
    if (kept.has(id)) requires.forEach((other) => kept.add(other))
  let choices: { ids: string[]; times: { speechSeconds: number }[] }[] = [{ ids: [], times: [] }]
  for (const { id, narration, short, requires = [] } of scenes) {
    choices = choices.flatMap((choice) => {
      const forms = [Number(narration), ...(short === undefined ? [] : [Math.min(Number(short), Number(narration))])]
      const isPossible = requires.every((other) => choice.ids.includes(other))
      const taken = isPossible
        ? forms.map((speechSeconds) => ({ ids: [...choice.ids, id], times: [...choice.times, { speechSeconds }] }))
        : []
      return kept.has(id) ? taken : [...taken, choice]
    })
  }
  return choices.map(({ times }) => times)
}

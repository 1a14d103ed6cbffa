import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { checklist, ChecklistVisual } from '../../../packages/render/src/scenes/checklist.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const visual = ChecklistVisual.parse({
  kind: 'checklist',
  headline: 'Before take-off',
  items: [{ text: 'Doors closed' }, { text: 'Fuel checked', state: 'failed' }, { text: 'Flaps set', state: 'open' }],
  verdict: { text: 'Not yet' },
})

describe('a checklist', () => {
  it.each(STYLE_NAMES)(
    'draws a tick or a cross when the point is spoken of, and nothing for an open one (%s)',
    (style) => {
      const drawnAt = (index: number): number => {
        const timeline = timelineOf(style, [visual], { sceneSeconds: 12 })
        const [clip] = timeline.tracks.scenes
        const early = { 'items.0': 1, 'items.1': 1, 'items.2': 1, verdict: 1 }
        const cued = { ...clip!, cues: { ...early, [`items.${index}`]: 8 } }
        const [stage] = layOut({ ...timeline, tracks: { ...timeline.tracks, scenes: [cued] } }).stages
        return stage!.elements.filter(
          (element) => element.texts === undefined && element.state(7.5) < 0 && element.state(9) > 0,
        ).length
      }
      expect(drawnAt(0)).toBeGreaterThan(drawnAt(2))
      expect(drawnAt(1)).toBeGreaterThan(drawnAt(2))
    },
  )

  it('shows every empty box before anything is spoken of', () => {
    const timeline = timelineOf('documentary', [visual], { sceneSeconds: 12 })
    const [clip] = timeline.tracks.scenes
    const late = { ...clip!, cues: { 'items.0': 6, 'items.1': 7, 'items.2': 8 } }
    const [stage] = layOut({ ...timeline, tracks: { ...timeline.tracks, scenes: [late] } }).stages
    const squares = stage!.elements.filter(
      ({ box, texts, state }) => texts === undefined && Math.abs(box.width - box.height) < 0.1 && state(3) > 0,
    )
    expect(squares.length).toBeGreaterThanOrEqual(3)
  })

  it('keeps its verdict for the last when it is divided', () => {
    const [first, second] = checklist.split!(visual, 'en')!
    expect(first.visual).not.toHaveProperty('verdict')
    expect(second.visual).toMatchObject({ items: [{ text: 'Flaps set' }], verdict: { text: 'Not yet' } })
    expect(second.cues).toEqual({ 'items.0': 'items.2', verdict: 'verdict' })
  })
})

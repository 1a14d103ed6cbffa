import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { LowerThirdVisual, lowerThird } from '../../../packages/render/src/scenes/lower-third.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const visual = LowerThirdVisual.parse({
  kind: 'lower-third',
  text: 'She counted the stars',
  name: 'Henrietta Swan Leavitt',
  role: 'Astronomer',
  note: '1912',
})

describe('a lower third', () => {
  it.each(STYLE_NAMES)('brings the name in when it is spoken, on a plate at the foot of the content (%s)', (style) => {
    const timeline = timelineOf(style, [visual], { sceneSeconds: 10 })
    const [clip] = timeline.tracks.scenes
    const cued = { ...timeline, tracks: { ...timeline.tracks, scenes: [{ ...clip!, cues: { value: 5 } }] } }
    const picture = layOut(cued)
    const late = picture.stages[0]!.elements.filter((element) => element.state(4.7) < 0 && element.state(9) > 0)
    const texts = late.flatMap((element) => element.texts ?? [])
    const { content } = picture.frame
    expect(texts).toHaveLength(3)
    expect(late.length).toBeGreaterThan(3)
    for (const { box } of texts) expect(box.y).toBeGreaterThan(content.y + content.height / 2)
  })

  it('keeps the name through both parts of a long statement', () => {
    const long = { ...visual, text: 'The first half of what is said, and the second half of what is said' }
    const [first, second] = lowerThird.split!(long, 'en')!
    expect(first.visual).toMatchObject({ name: visual.name, text: 'The first half of what is said,' })
    expect(second.visual).toMatchObject({ name: visual.name, text: 'and the second half of what is said' })
  })
})

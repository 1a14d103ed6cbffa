import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { paletteOf } from '../../../packages/render/src/scenes/context.ts'
import { section, SectionVisual } from '../../../packages/render/src/scenes/section.ts'
import { professional } from '../../../packages/render/src/styles/professional.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const visualOf = (more: object = {}) => SectionVisual.parse({ kind: 'section', headline: 'Inside the leaf', ...more })
const textsOf = (style: string, more: object) =>
  layOut(timelineOf(style, [visualOf(more)])).stages[0]!.elements.flatMap((element) => element.texts ?? [])

describe('the opening of a chapter', () => {
  it('refuses a chapter beyond the last', () => {
    expect(
      SectionVisual.safeParse({ kind: 'section', headline: 'x', index: 4, count: 3 }).error?.issues[0],
    ).toMatchObject({
      path: ['index'],
    })
  })

  it('stands on the second ground of a style that has one', () => {
    expect(paletteOf(section, professional)).toBe(professional.contrast!.palette)
  })

  it.each(STYLE_NAMES)('shows the chapter’s number even when only its place is known (%s)', (style) => {
    expect(textsOf(style, { index: 2, count: 4 })).toHaveLength(textsOf(style, {}).length + 1)
    expect(textsOf(style, { number: 'II', index: 2 })).toHaveLength(textsOf(style, { number: 'II' }).length)
  })

  it.each(STYLE_NAMES)('has a mark for each chapter (%s)', (style) => {
    const elements = (more: object) => layOut(timelineOf(style, [visualOf(more)])).stages[0]!.elements.length
    const [three, seven] = [elements({ index: 1, count: 3 }), elements({ index: 1, count: 7 })]
    expect(seven - three).toBe(4)
  })
})

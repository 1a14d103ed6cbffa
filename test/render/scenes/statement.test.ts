import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { statement, StatementVisual } from '../../../packages/render/src/scenes/statement.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'
import { faultsOf, frames, SIZES } from '../support/scene-faults.ts'

const parse = (visual: object) => StatementVisual.parse({ kind: 'statement', ...visual })
const LONG =
  'The oceans have taken up about a quarter of all the carbon dioxide that people have released, and more than ninety per cent of the extra heat; they pay for it with acid water and dying reefs'
const STATEMENTS = [
  parse({ text: 'Nothing is lost', emphasis: 'lost' }),
  parse({ text: LONG, emphasis: 'ninety per cent', icon: 'waves' }),
  parse({ text: 'كل نفس تتنفسه صنعته ورقة شجر ذات يوم', emphasis: 'ورقة شجر', icon: 'wind' }),
  parse({ text: 'Every breath you take was once made by a leaf', emphasis: 'made by a leaf', icon: 'wind' }),
]

describe.each(STYLE_NAMES)('a statement in the style %s', (style) => {
  it('keeps its text readable and within the frame, in every format, as a closing one too', () => {
    expect(frames(style, STATEMENTS).flatMap(faultsOf)).toEqual([])
  })

  it('closes a video in another way than it stands within it', () => {
    const [plain, closing] = [1, 2].map((index) => {
      const visuals = Array.from({ length: 4 }, () => STATEMENTS[3]!)
      const { elements } = layOut(timelineOf(style, visuals)).stages[index]!
      return elements.map(({ box }) => box)
    })
    // A poster is as large as it can be in any case.
    if (style !== 'entertainment') expect(closing).not.toEqual(plain)
  })
})

describe('a long statement', () => {
  it('is divided, when there is time for two scenes, rather than set small', () => {
    const visuals = [parse({ text: `${LONG}, far away` })]
    const stagesOf = (sceneSeconds: number) =>
      layOut(timelineOf('documentary', visuals, { ...SIZES['1:1'], sceneSeconds, words: ['So.'] })).stages
    const sizes = stagesOf(9).flatMap(({ elements }) => elements.flatMap((element) => element.texts ?? []))
    expect(Math.max(...sizes.map(({ sizePx }) => sizePx))).toBeGreaterThan(44)
  })

  it('keeps its emphasis, and the cue of it, in the part that has the words', () => {
    const [first, second] = statement.split!(STATEMENTS[1] as never, 'en')!
    expect(first.visual).toMatchObject({ emphasis: 'ninety per cent' })
    expect(`${String(first.visual['text'])} ${String(second.visual['text'])}`).toBe(LONG)
    const inFirst = String(first.visual['text']).includes('ninety per cent')
    expect(first.cues).toEqual(inFirst ? { emphasis: 'emphasis' } : {})
    expect(second.cues).toEqual({})
  })
})

import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { quote, QuoteVisual } from '../../../packages/render/src/scenes/quote.ts'
import { inMarks } from '../../../packages/render/src/scenes/quote-parts.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'
import { faultsOf, frames, SIZES } from '../support/scene-faults.ts'

const parse = (visual: object) => QuoteVisual.parse({ kind: 'quote', ...visual })
const LONG = parse({
  text: 'We shall not cease from exploration, and the end of all our exploring will be to arrive where we started and know the place for the first time. Through the unknown, remembered gate, we come to the beginning of it.',
  author: 'Thomas Stearns Eliot',
  role: 'Poet, playwright and publisher, from “Little Gidding”, the last of the Four Quartets',
})
const QUOTES = [
  parse({ text: 'The map is not the territory.' }),
  LONG,
  parse({ text: 'من جد وجد ومن زرع حصد', author: 'مثل عربي', role: 'من التراث' }),
]

describe.each(STYLE_NAMES)('a quote in the style %s', (style) => {
  it('keeps words and names apart, readable and within the frame, in every format', () => {
    expect(frames(style, QUOTES).flatMap(faultsOf)).toEqual([])
  })
})

describe('a quote', () => {
  it('goes on in a second scene where it would be small, with the name at its end', () => {
    const { stages, warnings } = layOut(timelineOf('casual', [LONG], { ...SIZES['1:1'], sceneSeconds: 9 }))
    expect(stages.map(({ clip }) => clip.visual['continues'])).toEqual([true, false])
    const [first, second] = stages.map(({ elements }) => elements.flatMap((element) => element.texts ?? []).length)
    expect(second).toBe(first! + 2)
    expect(warnings).toEqual([])
  })

  it('is set as small as it takes when there is no time for two scenes', () => {
    const { stages, warnings } = layOut(timelineOf('casual', [LONG], { ...SIZES['1:1'], sceneSeconds: 5 }))
    expect(stages).toHaveLength(1)
    expect(warnings).toEqual([])
  })

  it('is divided at the end of a sentence', () => {
    const [first, second] = quote.split!(LONG, 'en')!
    expect(first.visual['text']).toMatch(/first time\.$/)
    expect(second.visual).toMatchObject({ author: LONG.author, continues: false })
  })

  it('closes its marks only where the words end, and doubles none', () => {
    const words = { text: '“So it goes.”', continues: false }
    expect(inMarks(words)).toBe('"So it goes."')
    expect(inMarks({ ...words, continues: true })).toBe('"So it goes.')
  })
})

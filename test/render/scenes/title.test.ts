import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { figureLabel } from '../../../packages/render/src/scenes/figure-label.ts'
import { TitleVisual } from '../../../packages/render/src/scenes/title.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'
import { faultsOf, frames, SIZES } from '../support/scene-faults.ts'

const TITLES = [
  { headline: 'Tides', icon: 'waves' },
  {
    headline: 'Why the internationalisation of electrification programmes takes so much longer than expected',
    kicker: 'A long story about infrastructure and its many makers',
    subtitle: 'Planning, permits, transformers, and the people who have to make all of it work together somehow',
    icon: 'zap',
  },
  { headline: 'كيف تصنع النباتات الغذاء من الضوء', kicker: 'التمثيل الضوئي', subtitle: 'تفاعل يغذي كل كائن حي' },
].map((title) => TitleVisual.parse({ kind: 'title', ...title }))

describe.each(STYLE_NAMES)('a title in the style %s', (style) => {
  it('keeps its texts apart, readable and within the frame, in every format', () => {
    expect(frames(style, TITLES).flatMap(faultsOf)).toEqual([])
  })

  it('sets one short word larger than a long headline', () => {
    for (const size of Object.values(SIZES)) {
      const [short, long] = layOut(timelineOf(style, TITLES.slice(0, 2), size)).stages.map(({ elements }) =>
        Math.max(...elements.flatMap((element) => element.texts ?? []).map(({ sizePx }) => sizePx)),
      )
      expect(short).toBeGreaterThan(long! * 1.3)
    }
  })
})

describe('figureLabel', () => {
  it('names a figure in the language of the video, and by its number alone where it does not know the word', () => {
    expect(figureLabel(3, 'en-GB')).toBe('Fig. 3')
    expect(figureLabel(3, 'de')).toBe('Abb. 3')
    expect(figureLabel(3, 'fi')).toBe('3')
  })
})

import { describe, expect, it } from 'vitest'
import { createCaptionTrack } from '../../../packages/render/src/drawing/captions.ts'
import { frameOf } from '../../../packages/render/src/drawing/frame.ts'
import { contains } from '../../../packages/render/src/drawing/geometry.ts'
import { createFontBook } from '../../../packages/render/src/fonts/font-book.ts'
import { contrast, requiredContrast } from '../../../packages/render/src/styles/colour.ts'
import { STYLES, styleNamed } from '../../../packages/render/src/styles/catalogue.ts'
import { createTypesetter } from '../../../packages/render/src/text/typesetter.ts'
import { everyKind, STYLE_NAMES, timelineOf } from './timelines.ts'

const LONG = ['Internationalisation', 'of', 'extraordinarily', 'comprehensive', 'telecommunications', 'W'.repeat(50)]

describe('captions', () => {
  it.each(STYLE_NAMES)('stand within their part of the frame: low, but above a phone app’s own controls (%s)', (style) => {
    for (const size of [
      { widthPx: 640, heightPx: 360 },
      { widthPx: 360, heightPx: 640 },
      { widthPx: 360, heightPx: 360 },
    ]) {
      for (const words of [LONG, ['Short.'], ['مرحبا', 'بالعالم']]) {
        const { track, frame } = trackOf(style, words, size)
        for (const box of track.boxes) {
          expect(contains(frame.safe, box)).toBe(true)
          expect(contains(frame.captions, box)).toBe(true)
          const isPhone = frame.height / frame.width > 1.6
          expect(box.y).toBeGreaterThan(frame.height * (isPhone ? 0.72 : 0.83))
          expect(box.y + box.height).toBeLessThan(frame.height * (isPhone ? 0.812 : 0.951))
          expect(box.width).toBeLessThanOrEqual(frame.width * (isPhone ? 0.8 : 0.9))
        }
      }
    }
  })

  it('put no spaces between words where the language has none, nor into compounds', () => {
    const widthOf = (words: readonly string[], language: string) =>
      trackOf('educational', words, {}, language).track.boxes[0]!.width
    expect(widthOf(['植物は', '光を', '使う'], 'ja')).toBeLessThan(widthOf(['植物は', '光を', '使う'], 'en') - 10)
    const texts = trackOf('educational', ['a', 'built-in', '植物は光を'], {}).track
    expect(texts.texts).toEqual([['a', 'built-in', '植物は光を']])
  })

  it('change when the next word is spoken, and only then', () => {
    const { track } = trackOf('educational', ['One', 'two', 'three'], {})
    expect(track.changes(0.25, 0.45)).toEqual([])
    expect(track.changes(0.45, 0.75)).not.toEqual([])
    expect(track.changes(0, 0.1)).toEqual([])
  })

  it('are not drawn when they are not burnt in', () => {
    const timeline = { ...timelineOf('casual', everyKind().slice(0, 1)), burnCaptions: false }
    const style = styleNamed('casual')
    const text = createTypesetter(createFontBook([style.text.caption.face], []), 'en')
    expect(createCaptionTrack(timeline, { frame: frameOf(timeline), style, text }).boxes).toEqual([])
  })

  it('have colours that can be read on their plates', () => {
    for (const { captions } of STYLES.values()) {
      for (const colour of [captions.ink, captions.accent]) {
        expect(contrast(colour, captions.plate)).toBeGreaterThanOrEqual(requiredContrast(captions.sizePx))
      }
    }
  })
})

function trackOf(
  styleName: string,
  words: readonly string[],
  size: { widthPx?: number; heightPx?: number },
  language = 'en',
) {
  const timeline = { ...timelineOf(styleName, everyKind().slice(0, 1), { ...size, words }), language }
  const style = styleNamed(styleName)
  const frame = frameOf(timeline)
  const text = createTypesetter(createFontBook([style.text.caption.face], words), 'en')
  return { frame, track: createCaptionTrack(timeline, { frame, style, text }) }
}

import { createCanvas } from '@napi-rs/canvas'
import { CaptionLook } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { setCard } from '../../../packages/render/src/drawing/caption-card.ts'
import { shownCue } from '../../../packages/render/src/drawing/caption-split.ts'
import { createCaptionTrack } from '../../../packages/render/src/drawing/captions.ts'
import { frameOf } from '../../../packages/render/src/drawing/frame.ts'
import { contains, type Box } from '../../../packages/render/src/drawing/geometry.ts'
import { createFontBook } from '../../../packages/render/src/fonts/font-book.ts'
import { contrast, mix, requiredContrast } from '../../../packages/render/src/styles/colour.ts'
import { STYLES, styleNamed } from '../../../packages/render/src/styles/catalogue.ts'
import { createTypesetter } from '../../../packages/render/src/text/typesetter.ts'
import { everyKind, STYLE_NAMES, timelineOf } from './timelines.ts'

const LOOKS = CaptionLook.options
const WORDS = ['Plants', 'turn', 'light', 'into', 'sugar.']
const LONG = ['Internationalisation', 'of', 'extraordinarily', 'comprehensive', 'telecommunications', 'W'.repeat(50)]

describe('captions', () => {
  it.each(STYLE_NAMES)(
    'stand within their part of the frame: low, but above a phone app’s own controls (%s)',
    (style) => {
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
    },
  )

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

  it('are read from right to left, Latin words and figures among Arabic ones at their places', () => {
    const words = ['درس', 'فريق', 'OpenAI', 'AI', 'الضوء.']
    const { timeline, tools } = trackOf('professional', words, {}, 'ar')
    const card = setCard(shownCue(timeline.tracks.captions[0]!, tools), 46, tools)
    expect(card.words.map(({ text }) => text)).toEqual(words)
    const fromTheRight = card.words.toSorted((a, b) => b.x - a.x).map(({ text }) => text)
    expect(fromTheRight).toEqual(['درس', 'فريق', 'AI', 'OpenAI', 'الضوء.'])
    expect(card.words.map(({ rightToLeft }) => rightToLeft)).toEqual([true, true, false, false, true])
  })

  it('redraw no more than the words that change, in any look', () => {
    for (const look of LOOKS) {
      const { track, frame } = trackOf('professional', WORDS, {}, 'en', look)
      let area = 0
      for (let step = 15; step < 75; step++) {
        const boxes = track.changes(step / 30, (step + 1) / 30)
        area += boxes.reduce((sum, box) => sum + box.width * box.height, 0)
        if (look === 'classic') expect(boxes).toEqual([])
      }
      expect(area / 60).toBeLessThan(frame.width * frame.height * 0.012)
    }
  })

  it('change exactly the pixels that they tell of, in any look and shape', () => {
    for (const style of STYLE_NAMES) {
      for (const look of LOOKS) {
        const { track, frame } = trackOf(style, ['مرحبا', 'NASA', 'بالعالم', '2024', 'أهلا'], {}, 'ar', look)
        const canvas = createCanvas(frame.widthPx, frame.heightPx)
        const shot = (seconds: number) => {
          const context = canvas.getContext('2d')
          context.fillStyle = '#808080'
          context.fillRect(0, 0, frame.widthPx, frame.heightPx)
          track.draw(context, seconds, { x: 0, y: 0, width: frame.width, height: frame.height })
          return context.getImageData(0, 0, frame.widthPx, frame.heightPx).data
        }
        for (let step = 0; step < 20; step++) {
          const [before, now] = [0.1 + step * 0.14, 0.1 + (step + 1) * 0.14]
          const boxes = track.changes(before, now)
          const [a, b] = [shot(before), shot(now)]
          for (let index = 0; index < a.length; index += 4) {
            if (a[index] === b[index] && a[index + 1] === b[index + 1] && a[index + 2] === b[index + 2]) continue
            const [x, y] = [(index / 4) % frame.widthPx, Math.floor(index / 4 / frame.widthPx)]
            expect(boxes.some((box) => holds(box, x / frame.unit, y / frame.unit, 1 / frame.unit))).toBe(true)
          }
        }
      }
    }
  })

  it('fill in karaoke from where the word begins to be read, a little at a time', () => {
    const shareOf = (language: string, word: string) => {
      const { track, frame } = trackOf('professional', [word], {}, language, 'karaoke')
      const canvas = createCanvas(frame.widthPx, frame.heightPx)
      const context = canvas.getContext('2d')
      // Half of the word has been said by then.
      track.draw(context, 0.4, { x: 0, y: 0, width: frame.width, height: frame.height })
      const { data } = context.getImageData(0, 0, frame.widthPx, frame.heightPx)
      const blue = (index: number) => data[index + 2]! - data[index]! > 60 && data[index + 3]! > 128
      const columns = [...data.keys()]
        .filter((index) => index % 4 === 0 && blue(index))
        .map((i) => (i / 4) % frame.widthPx)
      return columns.reduce((sum, column) => sum + column, 0) / columns.length / frame.widthPx
    }
    expect(shareOf('en', 'photosynthesis')).toBeLessThan(0.495)
    expect(shareOf('ar', 'الفسيفساء')).toBeGreaterThan(0.505)
  })

  it('come in several cards where a high frame has no room for two long lines', () => {
    const words = 'Internationally coordinated electrification programmes notwithstanding considerable difficulties'
    const { track, frame } = trackOf('professional', words.split(' '), { widthPx: 360, heightPx: 640 })
    expect(track.texts.length).toBeGreaterThan(1)
    expect(track.texts.flat()).toEqual(words.split(' '))
    for (const box of track.boxes) expect(contains(frame.captions, box)).toBe(true)
  })

  it('take the look that the timeline asks for', () => {
    expect(trackOf('professional', WORDS, {}, 'en', 'word').track.texts).toHaveLength(2)
    expect(trackOf('entertainment', WORDS, {}, 'en', 'classic').track.texts).toHaveLength(1)
  })

  it('have colours that can be read on their plates, even over a white picture or a black one', () => {
    for (const { captions } of STYLES.values()) {
      if (captions.shape === 'outline') continue
      for (const behind of ['#FFFFFF', '#000000']) {
        const plate = mix(behind, captions.plate, captions.plateOpacity)
        expect(contrast(captions.ink, plate)).toBeGreaterThanOrEqual(requiredContrast(captions.sizePx))
      }
    }
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
  captionLook?: CaptionLook,
) {
  const timeline = {
    ...timelineOf(styleName, everyKind().slice(0, 1), { ...size, words }),
    language,
    ...(captionLook && { captionLook }),
  }
  const style = styleNamed(styleName)
  const frame = frameOf(timeline)
  const text = createTypesetter(createFontBook([style.text.caption.face], words, { language }), language)
  const tools = { frame, style, text, language }
  return { timeline, tools, frame, track: createCaptionTrack(timeline, tools) }
}

const holds = (box: Box, x: number, y: number, slack: number): boolean =>
  x >= box.x - slack && x <= box.x + box.width + slack && y >= box.y - slack && y <= box.y + box.height + slack

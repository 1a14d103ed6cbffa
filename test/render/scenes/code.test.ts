import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { createFontBook } from '../../../packages/render/src/fonts/font-book.ts'
import { CODE_TYPE, placeCode, setCode } from '../../../packages/render/src/scenes/code-rows.ts'
import { CODE_LANGUAGES, codeLines, codeTokens } from '../../../packages/render/src/scenes/code-tokens.ts'
import { CodeVisual, code } from '../../../packages/render/src/scenes/code.ts'
import { createTypesetter } from '../../../packages/render/src/text/typesetter.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const text = createTypesetter(createFontBook([CODE_TYPE.face], ['// ملاحظة']), 'en')
const place = (lines: readonly string[]) => placeCode(codeTokens(lines, 'text'), text)
const room = { maxWidth: 1000, maxHeight: 600, sizePx: 52 }
const visualOf = (source: string, more: object = {}) => CodeVisual.parse({ kind: 'code', code: source, ...more })

describe('the lines of source code', () => {
  it('lose their common indent and the empty lines around them, and have spaces for tabs', () => {
    expect(codeLines('\n\n  if (a) {\r\n  \tb()\n  }\n\n')).toEqual(['if (a) {', '  b()', '}'])
  })

  it('keep typewriter quotes and every space within', () => {
    expect(codeLines('say("x"  --  \'y\')')).toEqual(['say("x"  --  \'y\')'])
  })

  it('are tokens by their language, also where one runs over several lines', () => {
    const [first, second] = codeTokens(['const a = 1 /* so', 'it goes */ < b & "c"'], 'typescript')
    expect(first![0]).toEqual({ text: 'const', scope: 'keyword' })
    expect(second![0]).toEqual({ text: 'it goes */', scope: 'comment' })
    expect(second!.map((token) => token.text).join('')).toBe('it goes */ < b & "c"')
  })

  it.each(CODE_LANGUAGES)('are known in %s and lose nothing', (language) => {
    const lines = ['<a href="x">1 && 2</a>', '', "  return { 'k': [1.5] } # no // yes"]
    expect(codeTokens(lines, language).map((row) => row.map((token) => token.text).join(''))).toEqual(lines)
  })
})

describe('set source code', () => {
  it('is as large as all its lines fit unbroken', () => {
    const short = setCode(place(['let x', 'let y']), room)
    const long = setCode(place(['x'.repeat(50), 'y']), room)
    expect(short.sizePx).toBe(52)
    expect(long.sizePx).toBeLessThan(40)
    expect(long.sizePx).toBeGreaterThan(28)
    expect(long.rows).toHaveLength(2)
    expect(long.width).toBeLessThanOrEqual(1000)
  })

  it('goes on in further rows at the smallest size, after a mark and with its indent', () => {
    const set = setCode(place([`  call(${'argument, '.repeat(20)})`, 'end']), room)
    expect(set.sizePx).toBe(28)
    expect(set.rows.length).toBeGreaterThan(3)
    expect(set.rows[1]).toMatchObject({ line: 0, continuedAt: 4 })
    expect(set.rows[0]!.pieces.at(-1)!.text).toBe(',')
    const letters = set.rows.flatMap((row) => row.pieces.map((piece) => piece.text)).join('')
    expect(letters).toBe(`call(${'argument,'.repeat(20)})end`)
  })

  it('is drawn character by character, so that none join to ligatures, but whole where a script joins', () => {
    const [line] = place(['a => b // ملاحظة']).lines
    expect(line!.map((piece) => piece.text)).toEqual(['a', '=', '>', 'b', '/', '/', 'ملاحظة'])
  })

  it('says what did not fit, and shows that there is more', () => {
    const set = setCode(place(Array.from({ length: 40 }, (_, line) => `line ${line}`)), room)
    expect(set.shortened).toBe(true)
    expect(set.height).toBeLessThanOrEqual(600)
    expect(set.rows.at(-1)!.pieces[0]!.text).toBe('…')
  })
})

describe('a scene of source code', () => {
  const lines = Array.from({ length: 24 }, (_, line) => (line === 9 ? '' : `const value${line} = ${line}`)).join('\n')

  it('is divided at an empty line; numbers and lights go on', () => {
    const [first, second] = code.split!(visualOf(lines, { highlightLines: [{ from: 3 }, { from: 12, to: 14 }] }), 'en')!
    expect(first.visual).toMatchObject({ firstLine: 1, highlightLines: [{ from: 3 }] })
    expect(second.visual).toMatchObject({ firstLine: 11, highlightLines: [{ from: 12, to: 14 }] })
    expect(second.cues).toEqual({ 'highlightLines.0': 'highlightLines.1' })
  })

  it('loses no line of a program that is too long for one scene', () => {
    for (const style of STYLE_NAMES) {
      const picture = layOut(timelineOf(style, [visualOf(lines, { language: 'typescript' })], { sceneSeconds: 12 }))
      expect(picture.stages.length, style).toBeGreaterThan(1)
      expect(picture.warnings.map((warning) => warning.reason)).not.toContain('text-shortened')
    }
  })

  it('dims the other lines when some are spoken of', () => {
    const visual = visualOf('one\ntwo\nthree', { highlightLines: [{ from: 2 }] })
    const timeline = timelineOf('professional', [visual], { sceneSeconds: 8 })
    const [clip] = timeline.tracks.scenes
    const cued = {
      ...timeline,
      tracks: { ...timeline.tracks, scenes: [{ ...clip!, cues: { 'highlightLines.0': 4 } }] },
    }
    const [stage] = layOut(cued).stages
    const rows = stage!.elements.filter((element) => element.texts?.length === 2)
    expect(rows).toHaveLength(3)
    expect(rows.map((row) => row.state(6) > row.state(3.5))).toEqual([true, false, true])
  })
})

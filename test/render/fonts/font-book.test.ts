import { GlobalFonts } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { BUNDLED_FONTS, missingFonts } from '../../../packages/render/src/fonts/bundled.ts'
import { createFontBook } from '../../../packages/render/src/fonts/font-book.ts'
import { FontFace } from '../../../packages/render/src/fonts/face.ts'
import { CODE_TYPE } from '../../../packages/render/src/scenes/code-rows.ts'
import { STYLES } from '../../../packages/render/src/styles/catalogue.ts'

const inter = FontFace.parse({ family: 'inter', weight: 600 })

describe('the font book', () => {
  it('registers every face of every style under private names', () => {
    const faces = [...STYLES.values()].flatMap((style) => Object.values(style.text).map((role) => role.face))
    const book = createFontBook(faces, ['Hello'])
    for (const face of faces) {
      const first = /^"([^"]+)"/.exec(book.families(face))![1]!
      expect(first).toMatch(/^mavs-/)
      expect(GlobalFonts.has(first)).toBe(true)
    }
  })

  it('adds the subsets that the texts need, and no others', () => {
    expect(createFontBook([inter], ['Hello']).families(inter)).not.toContain('cyrillic')
    expect(createFontBook([inter], ['Привет']).families(inter)).toContain('mavs-inter-600-cyrillic')
  })

  it('leaves out what no font has and says which package would help', () => {
    const book = createFontBook([inter], ['Go \u{1FAF8}\u{10A00} now'])
    expect(book.drawable('Go \u{10A00} now')).toBe('Go now')
    expect(book.warnings.every((warning) => warning.reason === 'missing-glyph')).toBe(true)
    expect(book.warnings.map((warning) => warning.message).join()).toMatch(/@fontsource\//)
  })

  it('names the package of a font that is not installed', () => {
    const absent = FontFace.parse({ family: 'not-installed-anywhere', weight: 400 })
    expect(() => createFontBook([absent], [])).toThrow(/@fontsource\/not-installed-anywhere/)
  })
})

describe('the bundled fonts', () => {
  it('are all installed, and are those that the styles and source code use', () => {
    expect(missingFonts()).toEqual([])
    const used = [...STYLES.values()]
      .flatMap((style) => Object.values(style.text).map((role) => role.face.family))
      .concat(CODE_TYPE.face.family)
    expect([...new Set(used)].map((family) => `@fontsource/${family}`).toSorted()).toEqual(BUNDLED_FONTS.toSorted())
  })
})

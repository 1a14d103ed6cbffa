import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFontBook } from '../../../packages/render/src/fonts/font-book.ts'
import { FontFace } from '../../../packages/render/src/fonts/face.ts'
import { createFontPackages, resolveInstalled } from '../../../packages/render/src/fonts/packages.ts'
import { eastAsianOf, fallbackFamilies } from '../../../packages/render/src/fonts/scripts.ts'
import { createTypesetter } from '../../../packages/render/src/text/typesetter.ts'
import { temporaryFolder } from '../support/folder.ts'

const inter = FontFace.parse({ family: 'inter', weight: 600 })
const anton = FontFace.parse({ family: 'anton', weight: 400 })
const SAMPLES = {
  ar: 'كيف تُنتج النباتات الغذاء؟',
  he: 'איך צמחים הופכים אור למזון?',
  hi: 'पौधे प्रकाश से भोजन कैसे बनाते हैं?',
  th: 'พืชเปลี่ยนแสงให้เป็นอาหาร',
  'zh-Hans': '植物如何把光变成食物？',
  ja: '植物はどうやって光を食べ物に変えるのか？',
  ko: '식물은 어떻게 빛을 음식으로 바꿀까?',
}

describe.each(Object.entries(SAMPLES))('a text in %s', (language, sample) => {
  it('is drawn whole from the package of its script, at the weight of the style', () => {
    for (const [face, weight] of [
      [inter, 600],
      [anton, 800],
    ] as const) {
      const book = createFontBook([face], [sample], { language })
      expect(book.warnings).toEqual([])
      expect(book.drawable(sample)).toBe(sample)
      expect(book.families(face)).toMatch(new RegExp(`mavs-noto-sans-\\w+-${weight}-`))
    }
  })

  it('keeps its letters within the reach that its block tells', () => {
    const type = { face: inter, lineHeight: 1.02, tracking: -0.03, uppercase: false }
    const text = createTypesetter(createFontBook([inter], [sample], { language }), language)
    const block = text.fit(sample, type, { maxWidth: 300, sizePx: 60 })
    const context = createCanvas(16, 16).getContext('2d')
    text.apply(context, block.type, 60)
    for (const line of block.lines) {
      for (const word of line.words) {
        const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = context.measureText(word.text)
        expect(above).toBeLessThanOrEqual((block.above * 60) / block.sizePx + 1)
        expect(below).toBeLessThanOrEqual((block.below * 60) / block.sizePx + 1)
      }
    }
    const [first, second] = block.lines
    if (second) expect(second.baseline - first!.baseline).toBeGreaterThan(block.sizePx * 1.15)
  })
})

describe('fonts of scripts', () => {
  it('have the shapes of ideographs that the language has', () => {
    const han = (language: string, texts: string[] = []) =>
      fallbackFamilies('直', { eastAsian: eastAsianOf(language, texts), serif: false })[0]
    expect(['zh-CN', 'zh-Hant', 'zh-HK', 'ja', 'ko', 'en'].map((language) => han(language))).toEqual(
      ['sc', 'tc', 'hk', 'jp', 'kr', 'sc'].map((part) => `noto-sans-${part}`),
    )
    expect(han('en', ['これは'])).toBe('noto-sans-jp')
  })

  it('have serifs where the style has, if such a package is installed', () => {
    const families = fallbackFamilies('ش', { eastAsian: 'sc', serif: true })
    expect(families).toEqual(['noto-naskh-arabic', 'noto-sans-arabic'])
  })

  it('never join letters of Arabic with tracking, and keep it in Latin', () => {
    const type = { face: inter, lineHeight: 1.3, tracking: 0.12, uppercase: false }
    const text = createTypesetter(createFontBook([inter], Object.values(SAMPLES)), 'en')
    const trackingOf = (content: string) => text.fit(content, type, { maxWidth: 900, sizePx: 40 }).type.tracking
    expect([trackingOf('Label'), trackingOf(SAMPLES.ar), trackingOf(SAMPLES.hi)]).toEqual([0.12, 0, 0])
  })
})

describe('a font package that is not installed', () => {
  const onlyInter = createFontPackages((specifier) =>
    /\/inter\//.test(specifier) ? new URL(`../../../node_modules/${specifier}`, import.meta.url).pathname : undefined,
  )

  it('is named in a warning, and what it would draw is left out, never shown as a box', () => {
    const book = createFontBook([inter], ['Javanese ꦗꦮ and 𑄌𑄋𑄴 here'], { packages: onlyInter })
    expect(book.drawable('Javanese ꦗꦮ and here')).toBe('Javanese and here')
    expect(book.warnings.map(({ message }) => message).join()).toMatch(/Install @fontsource\/noto-sans/)
  })

  it('is asked for by the package of the script', () => {
    const book = createFontBook([inter], ['光 🪿'], { packages: onlyInter, language: 'ja' })
    const warned = book.warnings.map(({ message }) => message).join()
    // A system font may have them; what it does not have is told with its package.
    for (const [letter, family] of [
      ['光', 'noto-sans-jp'],
      ['🪿', 'noto-color-emoji'],
    ] as const) {
      if (book.drawable(letter) === '') expect(warned).toContain(`@fontsource/${family}`)
    }
    expect(book.families(inter)).not.toContain('noto-sans-jp')
  })
})

describe('a folder of font packages', () => {
  it('is looked through before what is installed', async () => {
    const folder = await temporaryFolder()
    const specifier = '@fontsource/noto-sans-lao/unicode.json'
    await mkdir(join(folder, '@fontsource/noto-sans-lao'), { recursive: true })
    await writeFile(join(folder, specifier), JSON.stringify({ lao: 'U+0E80-0EFF' }))
    vi.stubEnv('MAVS_FONTS_DIR', folder)
    onTestFinished(() => void vi.unstubAllEnvs())
    const [subset] = createFontPackages(resolveInstalled).subsets('noto-sans-lao')
    expect([subset?.name, subset?.has(0x0e81), subset?.has(0x41)]).toEqual(['lao', true, false])
  })
})

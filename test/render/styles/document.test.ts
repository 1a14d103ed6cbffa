import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STYLES, styleNamed } from '../../../packages/render/src/styles/catalogue.ts'
import { parseStyle, readStyle } from '../../../packages/render/src/styles/document.ts'
import { temporaryFolder } from '../support/folder.ts'

type Loose = Record<string, Record<string, unknown>>

const documentOf = (name: string) => JSON.parse(JSON.stringify(styleNamed(name))) as Loose

describe('a style', () => {
  it.each([...STYLES.keys()])('is data: %s comes out of JSON as it went in', (name) => {
    expect(parseStyle(documentOf(name))).toEqual(styleNamed(name))
  })

  it('is read from a file', async () => {
    const file = join(await temporaryFolder(), 'house.json')
    await writeFile(file, JSON.stringify({ ...documentOf('casual'), name: 'house' }))
    expect(await readStyle(file)).toMatchObject({ name: 'house', composition: 'notebook' })
  })

  it.each<[string, (style: Loose) => void, RegExp]>([
    [
      'a colour that is none',
      (style) => void (style['palette']!['accent'] = 'red'),
      /palette\.accent: .*\(got "red"\)/,
    ],
    ['a missing role', (style) => void delete style['text']!['quote'], /text\.quote: /],
    ['an unknown field', (style) => void Object.assign(style, { colour: 1 }), /colour: Unknown field/],
    ['labels below 28 px', (style) => void (style['scale']!['label'] = 20), /scale\.label: .*\(got 20\)/],
    [
      'an unknown transition',
      (style) => void (style['transition']!['kind'] = 'spin'),
      /transition\.kind: .*\(got "spin"\)/,
    ],
    [
      'text that can’t be read',
      (style) => void (style['palette']!['mutedInk'] = '#dddddd'),
      /palette\.mutedInk must have a contrast of at least 4\.5:1 to background .*got #dddddd: 1\.\d:1/,
    ],
  ])('is refused with %s, naming the field', (_, change, message) => {
    const style = documentOf('professional')
    change(style)
    expect(() => parseStyle(style)).toThrow(message)
    expect(() => parseStyle(style)).toThrow(expect.objectContaining({ code: 'TIMELINE_INVALID' }))
  })

  it('is refused when its file is missing or no JSON, naming the file', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'broken.json'), '{')
    await expect(readStyle(join(folder, 'broken.json'))).rejects.toThrow(/broken\.json is not JSON/)
    await expect(readStyle(join(folder, 'lost.json'))).rejects.toThrow(/lost\.json cannot be read/)
  })
})

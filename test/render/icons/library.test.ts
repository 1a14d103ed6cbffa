import { createRequire } from 'node:module'
import { Path2D } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { findIcon } from '../../../packages/render/src/icons/library.ts'

const require = createRequire(new URL('../../../packages/render/package.json', import.meta.url))
const all = require('@iconify-json/lucide/icons.json') as {
  icons: Record<string, unknown>
  aliases: Record<string, unknown>
}

describe('the icon library', () => {
  it('reads every icon of the set into strokes that lie on the grid', () => {
    const wrong = Object.keys(all.icons).filter((name) => {
      const strokes = findIcon(name)!.strokes
      const bounds = strokes.map((stroke) => new Path2D(stroke.path).computeTightBounds())
      return (
        strokes.length === 0 ||
        bounds.some(
          ([left, top, right, bottom]) =>
            !(left >= -0.5 && top >= -0.5 && right <= 24.5 && bottom <= 24.5 && right + bottom > 0),
        )
      )
    })
    expect(wrong).toEqual([])
  })

  it('finds icons by their former names', () => {
    expect(findIcon('home')!.strokes).toEqual(findIcon('house')!.strokes)
  })

  it('knows nothing of names that are none, nor of properties of objects', () => {
    expect(findIcon('no-such-icon')).toBeUndefined()
    expect(findIcon('constructor')).toBeUndefined()
    expect(findIcon('to-string')).toBeUndefined()
  })
})

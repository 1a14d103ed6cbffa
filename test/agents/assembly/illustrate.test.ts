import { Asset, Scene } from '@mavs/core'
import { BuiltInVisual } from '@mavs/render'
import { describe, expect, it } from 'vitest'
import { illustrated } from '../../../packages/agents/src/assembly/illustrate.ts'

const scene = (visual: object) =>
  Scene.parse({ id: 'lake', headline: 'Lakes', narration: 'A lake lies still.', visual })
const picture = Asset.parse({
  sceneId: 'lake',
  kind: 'image',
  artifact: 'assets/lake.jpg',
  widthPx: 1600,
  heightPx: 900,
  author: 'A'.repeat(200),
  licence: 'CC BY-SA 4.0',
  provider: 'commons',
})
const clip = (artifact: string, durationSeconds: number) =>
  Asset.parse({ ...picture, kind: 'footage', artifact, durationSeconds })

describe('a scene for which a picture was found', () => {
  it.each([
    [
      { kind: 'statement', text: 'Still water' },
      { headline: 'Lakes', caption: 'Still water' },
    ],
    [
      { kind: 'title', headline: 'Lakes', subtitle: 'And ponds' },
      { headline: 'Lakes', caption: 'And ponds' },
    ],
    [{ kind: 'section', headline: 'Depths' }, { headline: 'Depths' }],
  ])('shows it with the words of %o', (visual, words) => {
    const shown = illustrated(scene(visual), [picture])
    expect(shown).toMatchObject({ kind: 'image', file: 'assets/lake.jpg', placement: 'full', ...words })
    expect(BuiltInVisual.safeParse(shown).error).toBeUndefined()
  })

  it('keeps a visual that shows more than words', () => {
    const visual = { kind: 'number', value: 3, label: 'lakes' }
    expect(illustrated(scene(visual), [picture])).toEqual(visual)
  })

  it('keeps its visual when nothing was found', () => {
    expect(illustrated(scene({ kind: 'statement', text: 'Still' }), [])).toEqual({ kind: 'statement', text: 'Still' })
  })

  it('shows clips one after the other, each to its end', () => {
    const shown = illustrated(scene({ kind: 'statement', text: 'Still' }), [clip('a.mp4', 3), clip('b.mp4', 5)])
    expect(shown).toMatchObject({ kind: 'footage', clips: [{ file: 'a.mp4', seconds: 3 }, { file: 'b.mp4' }] })
    expect(BuiltInVisual.safeParse(shown).error).toBeUndefined()
  })
})

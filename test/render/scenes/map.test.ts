import type { SceneClip } from '@mavs/core'
import { geoDistance } from 'd3-geo'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { intersects } from '../../../packages/render/src/drawing/geometry.ts'
import { atlasOf } from '../../../packages/render/src/maps/atlas.ts'
import { countryName, findCountry } from '../../../packages/render/src/maps/country.ts'
import { paintedLayer } from '../../../packages/render/src/maps/layers.ts'
import { fittedProjection, mainLands } from '../../../packages/render/src/maps/projection.ts'
import { REGION_NAMES } from '../../../packages/render/src/maps/region.ts'
import { kindOf } from '../../../packages/render/src/scenes/registry.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const map = (places: readonly object[], more: object = {}): SceneClip['visual'] => ({
  kind: 'map',
  headline: 'A map',
  places: [...places],
  ...more,
})
const box = { x: 100, y: 200, width: 800, height: 500 }

function elementsOf(visual: SceneClip['visual'], style = 'professional', cues: Record<string, number> = {}) {
  const timeline = timelineOf(style, [visual], { sceneSeconds: 9 })
  const clip = { ...timeline.tracks.scenes[0]!, cues }
  return layOut({ ...timeline, tracks: { ...timeline.tracks, scenes: [clip] } })
}

describe('a map', () => {
  it.each([
    [map([{ country: 'Atlantis' }]), /places\.0/],
    [map([]), /places/],
    [map([{ country: 'DE' }], { routes: [{ from: 'DE', to: 'Nowhere' }] }), /routes\.0\.to: .*one of the places: DE/],
    [map([{ label: 'A', longitude: 200, latitude: 0 }]), /places\.0/],
  ])('is refused with what is wrong: %#', (visual, message) => {
    expect(() => kindOf(visual, 'tracks.scenes.0.visual')).toThrow(message)
  })

  it.each(STYLE_NAMES)('labels crowded places without overlaps (%s)', (style) => {
    const countries = ['NL', 'BE', 'LU', 'DE', 'CH', 'AT', 'LI', 'CZ', 'SI', 'DK'].map((country, index) => ({
      country,
      value: index * 3.5,
    }))
    const picture = elementsOf(map(countries), style)
    const boxes = picture.stages[0]!.elements.flatMap((element) => element.texts ?? []).map((text) => text.box)
    const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b) => [a, b] as const))
    expect(pairs.filter(([a, b]) => intersects(a, b))).toEqual([])
    expect(picture.warnings).toEqual([])
    expect(boxes.length).toBeGreaterThanOrEqual(20)
  })

  it('lights a place up when it is spoken of', () => {
    const [stage] = elementsOf(map([{ country: 'BR' }, { country: 'AR' }]), 'educational', {
      'places.0': 1,
      'places.1': 5,
    }).stages
    const shown = (seconds: number) => stage!.elements.filter((element) => element.state(seconds) >= 0).length
    expect(shown(1.6)).toBeLessThan(shown(5.9))
    expect(shown(2.6)).toBe(shown(4.7))
  })

  it('shows countries by their names in the video’s language', () => {
    const german = findCountry('Germany')!
    expect(countryName(german, 'de')).toBe('Deutschland')
    expect(countryName(german, 'ar')).toBe('ألمانيا')
  })
})

describe('findCountry', () => {
  it.each([
    ['DE', '276'],
    ['deu', '276'],
    ['Germany', '276'],
    ['United States', '840'],
    ['Côte d’Ivoire', '384'],
    ['Bolivia', '068'],
    ['Kosovo', 'Kosovo'],
  ])('finds %s', (name, numeric) => {
    expect(findCountry(name)?.numeric).toBe(numeric)
  })

  it('finds an outline for all but the smallest', () => {
    const ids = new Set(atlasOf(10).outlines.map(({ id }) => id))
    for (const code of ['VA', 'SG', 'MT', 'MV', 'XK', 'TW', 'PS', 'EH'])
      expect(ids, code).toContain(findCountry(code)!.numeric)
  })

  it('knows nothing else', () => {
    expect(findCountry('Atlantis')).toBeUndefined()
    expect(findCountry('')).toBeUndefined()
  })
})

describe('fittedProjection', () => {
  it.each(['world', ...REGION_NAMES] as const)('fits %s into its box', (focus) => {
    const { projection } = fittedProjection(focus, [], box)
    const centre = projection.invert!([box.x + box.width / 2, box.y + box.height / 2])!
    expect(projection(centre)!.every(Number.isFinite)).toBe(true)
  })

  it('keeps all marked points in the box, the far ones too', () => {
    const far = [
      [-70, -50],
      [178, -17],
      [-157, 21],
      [139, 35],
    ]
    for (const focus of ['fit', 'europe', 'world'] as const) {
      const { projection } = fittedProjection(focus, far, box)
      for (const point of far) {
        const [x, y] = projection(point as [number, number])!
        expect(x).toBeGreaterThanOrEqual(box.x - 1)
        expect(x).toBeLessThanOrEqual(box.x + box.width + 1)
        expect(y).toBeGreaterThanOrEqual(box.y - 1)
        expect(y).toBeLessThanOrEqual(box.y + box.height + 1)
      }
    }
  })

  it.each([
    [
      'the coasts of an ocean that the date line crosses',
      [
        [-71.5, -33],
        [-150, 61.2],
        [139, 36.5],
      ],
    ],
    [
      'islands on both sides of the date line',
      [
        [178, -17.8],
        [-171.8, -13.8],
        [-175.2, -21.1],
      ],
    ],
    [
      'a ring of countries around a sea',
      [
        [-4, 38],
        [12.5, 41.9],
        [32.8, 39.9],
        [31.2, 30],
        [3, 36.7],
      ],
    ],
  ])('fills the box with %s', (_, marked) => {
    const { projection } = fittedProjection('fit', marked, box)
    const placed = marked.map((point) => projection(point as [number, number])!)
    const spans = [0, 1].map((axis) => {
      const along = placed.map((point) => point[axis]!)
      return (Math.max(...along) - Math.min(...along)) / [box.width, box.height][axis]!
    })
    expect(Math.max(...spans)).toBeGreaterThan(0.75)
    expect(Math.min(...spans)).toBeGreaterThan(0.3)
  })

  it('never shows less than some degrees, and takes finer outlines for small areas', () => {
    const { projection, scale } = fittedProjection('fit', [[4.9, 52.4]], box)
    const [left, right] = [projection.invert!([box.x, 450])!, projection.invert!([box.x + box.width, 450])!]
    expect(geoDistance(left, right) * (180 / Math.PI)).toBeGreaterThan(4)
    expect(scale).toBe(10)
  })
})

describe('mainLands', () => {
  it('leaves out far islands and dependencies', () => {
    const france = atlasOf(50).outlines.find(({ id }) => id === '250')!
    const longitudes = mainLands(france).flatMap(([ring]) => ring!.map(([longitude]) => longitude!))
    expect(Math.min(...longitudes)).toBeGreaterThan(-10)
  })
})

describe('paintedLayer', () => {
  it('paints once while it is in use', () => {
    const key = {}
    let painted = 0
    const paint = () => void (painted += 1)
    paintedLayer(key, { width: 2, height: 2 }, paint)
    paintedLayer(key, { width: 2, height: 2 }, paint)
    expect(painted).toBe(1)
    for (let other = 0; other < 3; other++) paintedLayer({}, { width: 2, height: 2 }, () => {})
    paintedLayer(key, { width: 2, height: 2 }, paint)
    expect(painted).toBe(2)
  })
})

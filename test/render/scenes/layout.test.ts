import { formatFor, type AspectRatio, type SceneClip } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { contains } from '../../../packages/render/src/drawing/geometry.ts'
import { contrast, requiredContrast } from '../../../packages/render/src/styles/colour.ts'
import { everyKind, STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'

const SHAPES: readonly AspectRatio[] = ['16:9', '9:16', '1:1', '4:5']

const HOSTILE: readonly SceneClip['visual'][] = [
  'W'.repeat(110),
  'a very long line of many small words that goes on and on until nobody can read it any more, really not',
  'مرحبا بالعالم كيف تصنع النباتات الطعام من الضوء في الأوراق',
  '🚀🚀 <script>alert(1)</script> \u0007 “x”',
].flatMap((text): SceneClip['visual'][] => [
  { kind: 'title', headline: text, subtitle: text, kicker: text.slice(0, 60), icon: 'leaf' },
  { kind: 'statement', text, emphasis: text.slice(0, 9), icon: 'nothing-like-this' },
  { kind: 'bullets', headline: text, items: Array.from({ length: 5 }, () => ({ text, icon: 'sun' })) },
  {
    kind: 'number',
    value: -1_234_567_890.5,
    decimals: 4,
    grouped: true,
    suffix: 'million million units',
    prefix: '$',
    label: text,
    context: text,
    source: text,
  },
  { kind: 'quote', text: text.repeat(2), author: text.slice(0, 80), role: text },
  {
    kind: 'comparison',
    headline: text,
    left: { label: text.slice(0, 60), points: [text, text, text, text] },
    right: { label: 'B', points: ['x'] },
  },
  {
    kind: 'process',
    headline: text,
    cyclic: false,
    steps: Array.from({ length: 6 }, () => ({ label: text.slice(0, 60), detail: text })),
  },
  {
    kind: 'process',
    headline: text,
    cyclic: true,
    steps: Array.from({ length: 6 }, () => ({ label: text.slice(0, 60), detail: text })),
  },
  {
    kind: 'timeline',
    headline: text,
    events: Array.from({ length: 6 }, () => ({ date: text.slice(0, 24), label: text })),
  },
  {
    kind: 'chart',
    headline: text,
    type: 'bar',
    unit: text.slice(0, 40),
    points: Array.from({ length: 24 }, (_, i) => ({
      label: text.slice(0, 40),
      value: i - 9.25,
      highlight: i % 5 === 0,
    })),
    source: text,
  },
  {
    kind: 'chart',
    headline: text,
    type: 'line',
    points: Array.from({ length: 24 }, (_, i) => ({
      label: text.slice(0, 40),
      value: 1e6 * i,
      highlight: i % 5 === 0,
    })),
  },
  {
    kind: 'credits',
    headline: text,
    basis: text,
    sources: Array.from({ length: 30 }, () => ({ title: text, publisher: text })),
    lines: [text, text],
  },
])

describe.each(STYLE_NAMES)('scenes in the style %s', (style) => {
  it.each(SHAPES)('keep every text inside the title-safe area and above the captions (%s)', (shape) => {
    const { widthPx, heightPx } = formatFor('low', shape)
    const even = { widthPx, heightPx }
    expect(textsOutside(style, everyKind(), even)).toEqual([])
    expect(textsOutside(style, HOSTILE, even)).toEqual([])
  })

  it('keep every text readable against what lies behind it', () => {
    const picture = layOut(timelineOf(style, [...everyKind(), ...HOSTILE]))
    const faint = picture.stages.flatMap((stage) =>
      stage.elements
        .flatMap((element) => element.texts ?? [])
        .filter((text) => contrast(text.colour, text.behind) < requiredContrast(text.sizePx))
        .map((text) => `${stage.clip.visual.kind}: ${text.colour} on ${text.behind}`),
    )
    expect(faint).toEqual([])
  })
})

describe('scenes', () => {
  it('are laid out differently in every style, not just coloured differently', () => {
    for (const [index, visual] of everyKind().entries()) {
      const layouts = STYLE_NAMES.map((style) => {
        const [stage] = layOut(timelineOf(style, [visual])).stages
        return JSON.stringify(stage!.elements.map((element) => element.box))
      })
      expect(new Set(layouts).size, `kind ${index}`).toBe(STYLE_NAMES.length)
    }
  })

  it('bring elements in at their cues, a little before the word', () => {
    const timeline = timelineOf('professional', [everyKind()[3]!], { sceneSeconds: 8 })
    const [clip] = timeline.tracks.scenes
    const cued = { ...timeline, tracks: { ...timeline.tracks, scenes: [{ ...clip!, cues: { 'items.2': 5 } }] } }
    const [stage] = layOut(cued).stages
    const arrivals = stage!.elements.filter((element) => element.state(4.8) < 0 && element.state(5.2) > 0)
    expect(arrivals.length).toBeGreaterThan(1)
  })

  it('bring everything in before the scene ends', () => {
    const picture = layOut(timelineOf('educational', everyKind(), { sceneSeconds: 2 }))
    for (const stage of picture.stages) {
      const hidden = stage.elements.filter((element) => element.texts !== undefined && element.state(1.95) < 0)
      expect(hidden.map(() => stage.clip.visual.kind)).toEqual([])
    }
  })

  it('announce what waits for its word by a dim outline, and set the items of a list in one size', () => {
    const timeline = timelineOf('professional', [everyKind()[3]!], { sceneSeconds: 8 })
    const [clip] = timeline.tracks.scenes
    const cued = { ...timeline, tracks: { ...timeline.tracks, scenes: [{ ...clip!, cues: { 'items.3': 6 } }] } }
    const [stage] = layOut(cued).stages
    const outlines = stage!.elements.filter((element) => element.state(4) > 0 && element.state(6.8) === 0)
    expect(outlines.length).toBeGreaterThan(0)
    const sizes = stage!.elements.flatMap((element) => element.texts ?? []).map((text) => text.sizePx)
    expect(sizes.filter((size) => size > 40 && sizes.filter((other) => other === size).length >= 4)).not.toEqual([])
  })

  it('shorten no credit with a warning: the file beside the video has them all', () => {
    const long = 'A very long title of a report that nobody would ever want to read out loud in one breath at all'
    const sources = Array.from({ length: 14 }, () => ({ title: long, publisher: long }))
    const visual = { kind: 'credits' as const, headline: 'Sources', basis: 'Built-in brief', sources, lines: [long] }
    for (const style of STYLE_NAMES) {
      const picture = layOut(timelineOf(style, [visual]))
      expect(picture.warnings).toEqual([])
      const sizes = picture.stages.flatMap((stage) => stage.elements.flatMap((element) => element.texts ?? []))
      expect(Math.min(...sizes.map((text) => text.sizePx))).toBeGreaterThanOrEqual(28)
    }
  })

  it('count the sources that have no room instead of dropping them silently', () => {
    const many = HOSTILE.at(-1)!
    const picture = layOut(timelineOf('documentary', [many], { widthPx: 640, heightPx: 360 }))
    expect(picture.warnings.every((warning) => warning.message.length > 0)).toBe(true)
    expect(picture.stages[0]!.elements.length).toBeGreaterThan(5)
  })

  it('warn of an icon that does not exist, and draw a neutral one', () => {
    const picture = layOut(timelineOf('casual', [{ kind: 'statement', text: 'Hello', icon: 'nothing-like-this' }]))
    expect(picture.warnings).toMatchObject([{ reason: 'missing-icon', sceneId: 'scene-0' }])
  })
})

function textsOutside(
  style: string,
  visuals: readonly SceneClip['visual'][],
  size: { widthPx: number; heightPx: number },
): string[] {
  const picture = layOut(timelineOf(style, visuals, size))
  const { frame } = picture
  const floor = frame.captions.y
  return picture.stages.flatMap((stage) =>
    stage.elements
      .flatMap((element) => element.texts ?? [])
      .filter(({ box }) => box.width > 0 && (!contains(frame.safe, box) || box.y + box.height > floor))
      .map(
        ({ box }) => `${stage.clip.visual.kind} at ${[box.x, box.y, box.width, box.height].map(Math.round).join(' ')}`,
      ),
  )
}

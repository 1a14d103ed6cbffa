import { Timeline, type SceneClip, type TimelineInput } from '@mavs/core'
import { STYLES } from '../../../packages/render/src/styles/catalogue.ts'
import { readExamples } from '../../../scripts/example-frames.ts'

/** Names of the built-in styles. */
export const STYLE_NAMES = [...STYLES.keys()]

/** A timeline of visuals one after the other, with captions, in a small frame. */
export function timelineOf(
  style: string,
  visuals: readonly SceneClip['visual'][],
  options: { widthPx?: number; heightPx?: number; sceneSeconds?: number; words?: readonly string[] } = {},
): Timeline {
  const {
    widthPx = 320,
    heightPx = 180,
    sceneSeconds = 3,
    words = ['Plants', 'turn', 'light', 'into', 'sugar.'],
  } = options
  const input: TimelineInput = {
    version: 1,
    title: 'How plants make light into food',
    format: { widthPx, heightPx, frameRate: 15 },
    durationSeconds: visuals.length * sceneSeconds,
    style,
    seed: 11,
    tracks: {
      scenes: visuals.map((visual, index) => ({
        id: `scene-${index}`,
        startSeconds: index * sceneSeconds,
        endSeconds: (index + 1) * sceneSeconds,
        visual,
        transition: STYLES.get(style)?.transition ?? { kind: 'cut' },
      })),
      captions: visuals.map((_, index) => {
        const start = index * sceneSeconds + 0.2
        const timed = words.map((text, word) => ({
          text,
          startSeconds: start + word * 0.5,
          endSeconds: start + word * 0.5 + 0.4,
        }))
        return { startSeconds: start, endSeconds: start + sceneSeconds - 0.4, lines: [timed] }
      }),
    },
  }
  return Timeline.parse(input)
}

/** Kinds whose pictures have to be read first. */
const WITH_PICTURES = new Set(['image', 'gallery', 'footage', 'brand-card'])
/** These come first, in this order. */
const FIRST = ['title', 'section', 'statement', 'bullets']

/** One visual of every kind that draws itself: title, section, statement and bullets first. */
export function everyKind(): SceneClip['visual'][] {
  const placeOf = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)
  return readExamples()
    .toSorted((a, b) => placeOf(a.name) - placeOf(b.name))
    .flatMap(({ name, timeline }) => {
      const own =
        timeline.tracks.scenes.find(({ visual }) => name.startsWith(visual.kind)) ?? timeline.tracks.scenes[0]!
      return WITH_PICTURES.has(own.visual.kind) ? [] : [own.visual]
    })
}

import { Timeline, type CaptionCue, type SceneClip, type TimelineInput, type VideoFormat } from '@mavs/core'

type Visual = SceneClip['visual']

/** A timeline to be measured. */
export interface Fixture {
  readonly name: string
  readonly timeline: Timeline
}

interface FixtureScene {
  readonly seconds: number
  readonly words: string
  readonly visual: Visual
  readonly crossfade?: boolean
}

const TITLE: Visual = {
  kind: 'title',
  headline: 'How tides work',
  subtitle: 'The Moon pulls, the sea follows',
  icon: 'waves',
}
const BULLETS: Visual = {
  kind: 'bullets',
  headline: 'Three things decide',
  items: [
    { text: 'The pull of the Moon', icon: 'moon' },
    { text: 'The pull of the Sun', icon: 'sun' },
    { text: 'The shape of the coast', icon: 'map' },
  ],
}
const STATEMENT: Visual = {
  kind: 'statement',
  text: 'Two bulges of water, and the Earth turns beneath them',
  emphasis: 'Two bulges',
}
const NUMBER: Visual = {
  kind: 'number',
  value: 16,
  suffix: ' m',
  label: 'between low and high water',
  icon: 'waves',
}
const COMPARISON: Visual = {
  kind: 'comparison',
  headline: 'Spring and neap',
  left: { label: 'Spring tide', points: ['Moon and Sun in line', 'High highs, low lows'] },
  right: { label: 'Neap tide', points: ['Moon and Sun at right angles', 'Little difference'] },
}
const QUOTE: Visual = { kind: 'quote', text: 'Time and tide wait for no man.', author: 'Proverb' }

const SAID = [
  'The sea rises and falls twice a day',
  'It follows the Moon, it follows the Sun, and it follows the shape of the coast',
  'Two bulges of water stay in place while the Earth turns beneath them',
] as const

/** Ten seconds a round in which scenes come and go all the time: entrances, a cut, a crossfade to another ground. */
export const changing = (format: VideoFormat, rounds = 1): Timeline =>
  timelineOf(
    format,
    Array.from({ length: rounds }, (_, round): FixtureScene[] => [
      { seconds: 3, words: SAID[0], visual: TITLE, crossfade: round % 2 === 1 },
      { seconds: 4, words: SAID[1], visual: BULLETS },
      { seconds: 3, words: SAID[2], visual: STATEMENT, crossfade: true },
    ]).flat(),
  )

/** Ten seconds in which a scene is held while it is spoken: a headline, its points as they are named, captions by the word. */
export const held = (format: VideoFormat): Timeline =>
  timelineOf(format, [{ seconds: 10, words: `${SAID[1]}, and the wind`, visual: BULLETS }])

/** Ten seconds of a photo over the whole frame that is slowly zoomed into. */
export const moving = (format: VideoFormat, file: string): Timeline =>
  timelineOf(format, [
    {
      seconds: 10,
      words: SAID[2],
      visual: { kind: 'image', file, alt: 'A coast', placement: 'full', move: 'in' } as Visual,
    },
  ])

/** Half a second: little more than what is paid once. */
export const brief = (format: VideoFormat): Timeline =>
  timelineOf(format, [{ seconds: 0.5, words: 'Tides', visual: TITLE }])

/** A minute of eight scenes. */
export const minute = (format: VideoFormat): Timeline =>
  timelineOf(
    format,
    [TITLE, BULLETS, NUMBER, STATEMENT, COMPARISON, QUOTE, BULLETS, STATEMENT].map((visual, index) => ({
      seconds: 7.5,
      words: SAID[index % SAID.length]!,
      visual,
      crossfade: index % 3 === 2,
    })),
  )

/** The same without a sound. */
export const silent = (timeline: Timeline): Timeline => ({
  ...timeline,
  tracks: { ...timeline.tracks, narration: [], music: [] },
})

function timelineOf(format: VideoFormat, content: readonly FixtureScene[]): Timeline {
  const captions: CaptionCue[] = []
  let startSeconds = 0
  const scenes = content.map(({ seconds, words, visual, crossfade }, index) => {
    captions.push(...cuesOf(words, startSeconds, seconds))
    const scene = {
      id: `scene-${index + 1}`,
      startSeconds,
      endSeconds: startSeconds + seconds,
      visual,
      transition: crossfade ? { kind: 'crossfade', durationSeconds: 0.5 } : { kind: 'cut' },
    } satisfies TimelineInput['tracks']['scenes'][number]
    startSeconds += seconds
    return scene
  })
  return Timeline.parse({
    version: 1,
    title: 'How tides work',
    format,
    durationSeconds: startSeconds,
    style: 'professional',
    seed: 1,
    crf: format.heightPx >= 1080 ? 19 : 22,
    tracks: {
      scenes,
      captions,
      narration: [{ startSeconds: 0, file: 'narration.wav', durationSeconds: startSeconds }],
      music: [{ startSeconds: 0, file: 'music.wav', durationSeconds: startSeconds }],
    },
  } satisfies TimelineInput)
}

/** Words spread evenly over a scene, seven to a caption. */
function cuesOf(text: string, startSeconds: number, seconds: number): CaptionCue[] {
  const texts = text.split(' ')
  const step = (seconds - 0.4) / texts.length
  const words = texts.map((word, index) => ({
    text: word,
    startSeconds: startSeconds + 0.2 + index * step,
    endSeconds: startSeconds + 0.2 + (index + 1) * step,
  }))
  return Array.from({ length: Math.ceil(words.length / 7) }, (_, index) => words.slice(index * 7, index * 7 + 7)).map(
    (line) => ({ startSeconds: line[0]!.startSeconds, endSeconds: line.at(-1)!.endSeconds, lines: [line] }),
  )
}

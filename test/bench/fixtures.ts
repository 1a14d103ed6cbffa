import type { BuiltInVisualInput } from '@mavs/render'
import { Timeline, type CaptionCue, type TimelineInput, type VideoFormat } from '@mavs/core'

/** What the benchmark renders: six kinds of scene, ten seconds at the least, with a caption over every word. */
const SCENES: readonly { readonly seconds: number; readonly words: string; readonly visual: BuiltInVisualInput }[] = [
  {
    seconds: 3,
    words: 'The sea rises and falls twice a day',
    visual: { kind: 'title', headline: 'How tides work', subtitle: 'The Moon pulls, the sea follows', icon: 'waves' },
  },
  {
    seconds: 4,
    words: 'It follows the Moon, it follows the Sun, and it follows the shape of the coast',
    visual: {
      kind: 'bullets',
      headline: 'Three things decide',
      items: [
        { text: 'The pull of the Moon', icon: 'moon' },
        { text: 'The pull of the Sun', icon: 'sun' },
        { text: 'The shape of the coast', icon: 'map' },
      ],
    },
  },
  {
    seconds: 3,
    words: 'Two bulges of water stay in place while the Earth turns beneath them',
    visual: {
      kind: 'statement',
      text: 'Two bulges of water, and the Earth turns beneath them',
      emphasis: 'Two bulges',
    },
  },
]

/** The same scenes over and over until a number of rounds is full; a round lasts ten seconds. */
export function benchTimeline(format: VideoFormat, rounds: number): Timeline {
  const captions: CaptionCue[] = []
  let startSeconds = 0
  const scenes = Array.from({ length: rounds }, () => SCENES)
    .flat()
    .map(({ seconds, words, visual }, index) => {
      captions.push(...cuesOf(words, startSeconds, seconds))
      const crossfade = index > 0 && index % 2 === 0
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

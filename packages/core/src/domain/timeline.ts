import { z } from 'zod'
import { Word } from './narration.ts'
import { VideoFormat } from './quality.ts'
import { Visual } from './visual.ts'

/* All times are seconds from the start of the video unless a comment says otherwise. */
const seconds = z.number().finite().min(0)

/**
 * How a scene comes in. A cut has no length; other transitions begin with the scene and last into it, while the scene
 * before, as it was at its end, is still seen.
 */
export const Transition = z.strictObject({
  kind: z.enum(['cut', 'crossfade', 'push', 'wipe', 'whip']),
  durationSeconds: z.number().min(0).max(2).default(0),
})
export type Transition = z.infer<typeof Transition>

/** A scene on the picture track. Scenes follow each other without gaps. */
export const SceneClip = z.strictObject({
  id: z.string().min(1).describe('Unique in the timeline'),
  startSeconds: seconds,
  endSeconds: seconds,
  visual: Visual,
  transition: Transition.default({ kind: 'cut', durationSeconds: 0 }),
  cues: z
    .record(z.string(), seconds)
    .default({})
    .describe(
      'When elements appear, in seconds from the scene’s start, by their path in the visual ("items.0", "right", "value"). An element without a cue comes in on the scene’s own rhythm',
    ),
})
export type SceneClip = z.infer<typeof SceneClip>

/** The ways in which captions follow the voice. */
export const CaptionLook = z.enum(['phrase', 'highlight', 'word', 'karaoke', 'classic'])
export type CaptionLook = z.infer<typeof CaptionLook>

/** One caption as it stands on screen: at most two lines of words. */
export const CaptionCue = z.strictObject({
  startSeconds: seconds,
  endSeconds: seconds,
  lines: z.array(z.array(Word).min(1)).min(1).max(2),
})
export type CaptionCue = z.infer<typeof CaptionCue>

/** A sound on an audio track, played from its start. */
export const AudioClip = z.strictObject({
  startSeconds: seconds,
  file: z.string().min(1).describe('Path of a WAV file, relative to the timeline’s directory'),
  durationSeconds: z.number().positive(),
})
export type AudioClip = z.infer<typeof AudioClip>

const span = z.strictObject({ startSeconds: seconds, endSeconds: seconds })

/** Enough to render the same video again without any agent. */
export const Timeline = z.strictObject({
  version: z.literal(1),
  title: z.string(),
  language: z.string().default('en').describe('BCP 47; decides fonts, line breaks and the form of numbers'),
  format: VideoFormat,
  durationSeconds: z.number().positive().max(3600),
  style: z.string().describe('Name of a style that the renderer knows'),
  seed: z.int().min(0).describe('Decides what is random: the same seed, the same picture'),
  brand: z.looseObject({}).optional().describe('A brand kit: logo, colours, fonts (below); the renderer checks it'),
  crf: z.int().min(0).max(51).default(19).describe('x264 constant rate factor'),
  audioBitrateKbps: z.int().min(32).max(512).default(192),
  tracks: z.strictObject({
    scenes: z.array(SceneClip).min(1),
    captions: z.array(CaptionCue).default([]),
    narration: z.array(AudioClip).default([]),
    music: z.array(AudioClip).default([]),
  }),
  burnCaptions: z.boolean().default(true).describe('Whether the captions are drawn into the picture'),
  captionLook: CaptionLook.optional().describe(
    'How drawn captions follow the voice: the spoken word in another colour (`phrase`) or on a mark (`highlight`), few large words at a time (`word`), words that fill while they are said (`karaoke`), or not at all (`classic`). Default: the style’s way',
  ),
  accents: z
    .boolean()
    .default(true)
    .describe('Whether transitions are accompanied by soft sounds, as the style has them'),
  declared: z
    .strictObject({ holds: z.array(span).default([]), rests: z.array(span).default([]) })
    .default({ holds: [], rests: [] })
    .describe('What the quality gate must not take for a fault: pictures that stand still, and silence'),
})
export type Timeline = z.infer<typeof Timeline>
export type TimelineInput = z.input<typeof Timeline>

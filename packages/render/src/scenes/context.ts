import { createRandom, seedFrom, type SceneClip, type Timeline, type Warning } from '@mavs/core/essentials'
import type { Frame } from '../drawing/frame.ts'
import { textElement } from '../drawing/text-element.ts'
import type { FootageLibrary } from '../footage/library.ts'
import { findIcon, NEUTRAL_ICON } from '../icons/library.ts'
import type { ImageLibrary } from '../images/library.ts'
import type { Style } from '../styles/style.ts'
import { readsRightToLeft } from '../text/bidi.ts'
import { shortenTo } from '../text/clean.ts'
import type { TextBlock } from '../text/type.ts'
import type { Typesetter } from '../text/typesetter.ts'
import type { SceneContext, SceneKind } from './scene-kind.ts'

/** An element starts this much before its word is heard, so that it stands when the word has been said. */
const LEAD_SECONDS = 0.12
/** Nothing comes in later than this before the scene's end. */
const LAST_SECONDS = 0.9

/** What all scenes of a video share. */
export interface SceneTools {
  readonly timeline: Timeline
  readonly frame: Frame
  readonly style: Style
  readonly text: Typesetter
  readonly images: ImageLibrary
  readonly footage: Pick<FootageLibrary, 'of'>
  readonly warnings: Warning[]
}

/** A scene's context, and what was found while it laid itself out. */
export interface LaidOut {
  readonly context: SceneContext
  /** The beginnings of texts that are shown without their ends, because even the smallest size was too large. */
  readonly shortened: ReadonlySet<string>
}

/** Makes the context in which a clip's kind lays itself out; its clock is ahead of the scene's by the head start. */
export function createSceneContext(clip: SceneClip, kind: SceneKind, tools: SceneTools, headStart = 0): LaidOut {
  const { timeline, frame, style, text } = tools
  const scenes = timeline.tracks.scenes
  const palette = paletteOf(kind, style)
  const durationSeconds = clip.endSeconds - clip.startSeconds + headStart
  const shortened = new Set<string>()
  const losses = new WeakMap<TextBlock, string>()
  const rightToLeft = readsRightToLeft(leadingText(clip, kind), timeline.language)
  const context: SceneContext = {
    frame,
    style,
    palette,
    text,
    videoTitle: timeline.title,
    language: timeline.language,
    index: scenes.findIndex(({ id }) => id === clip.id),
    count: scenes.length,
    durationSeconds,
    rightToLeft,
    random: createRandom(seedFrom(timeline.seed, 'scene', clip.id)),
    at: (path, order) => arrival(clip, path, order, { style, durationSeconds, headStart }),
    // Whether a text is too long is known when it is shown: layouts try several settings.
    fit: (content, role, options) => {
      // Lines begin at the scene's side, whatever the letters of one text.
      const block = { ...text.fit(content, typeOf(style, role), { ...options, quiet: true }), rightToLeft }
      if (block.shortened && options.quiet !== true) losses.set(block, shortenTo(content, 60))
      return block
    },
    words: (block, options) => {
      const lost = losses.get(block)
      if (lost !== undefined) shortened.add(lost)
      return textElement(block, { colour: palette.ink, behind: palette.background, ...options }, { style, text })
    },
    tooLong: (content) => {
      shortened.add(shortenTo(content, 60))
    },
    icon: (name) => {
      if (name === undefined) return undefined
      const icon = findIcon(name)
      if (icon === undefined) {
        tools.warnings.push({
          reason: 'missing-icon',
          message: `No icon is named “${name}”; a neutral one was drawn. Use a name from lucide.dev/icons.`,
          sceneId: clip.id,
        })
      }
      return icon ?? NEUTRAL_ICON
    },
    image: (file) => {
      const image = tools.images.find(file)
      if (image === undefined) throw new RangeError(`The kind ${kind.kind} did not name the picture “${file}”`)
      return image
    },
    footage: () => tools.footage.of(clip.id),
  }
  return { context, shortened }
}

/** The colours of a kind's ground in a style. */
export const paletteOf = (kind: SceneKind, style: Style) =>
  kind.ground === 'contrast' && style.contrast ? style.contrast.palette : style.palette

/** A role of a style as the typesetter takes it. */
export const typeOf = (style: Style, role: keyof Style['text']) => style.text[role]

function arrival(
  clip: SceneClip,
  path: string,
  order: number,
  clock: { readonly style: Style; readonly durationSeconds: number; readonly headStart: number },
): number {
  const { style, durationSeconds, headStart } = clock
  const cue = clip.cues[path]
  const latest = Math.max(0, durationSeconds - LAST_SECONDS)
  const rhythm = 0.15 + order * (0.22 + style.motion.staggerSeconds)
  return Math.min(latest, cue === undefined ? rhythm : Math.max(0.1, cue - LEAD_SECONDS) + headStart)
}

/** Fields that hold names of files and things rather than what is read. */
const NAMES: ReadonlySet<string> = new Set(['kind', 'file', 'logo', 'alt', 'icon'])

function leadingText({ visual }: SceneClip, kind: SceneKind): string {
  const given = kind.leading && kind.schema.safeParse(visual)
  return given?.success ? kind.leading!(given.data) : longestText(visual)
}

function longestText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .filter(([key]) => !NAMES.has(key))
    .map(([, field]) => longestText(field))
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '')
}

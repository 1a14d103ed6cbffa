import type { Visual } from '@mavs/core/essentials'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import type { Frame } from '../drawing/frame.ts'
import type { TextOptions } from '../drawing/text-element.ts'
import type { FootagePiece, FootageWish } from '../footage/piece.ts'
import type { Icon } from '../icons/icon.ts'
import type { ImageReference } from '../images/file.ts'
import type { LoadedImage } from '../images/library.ts'
import type { Palette, Style } from '../styles/style.ts'
import type { TextBlock } from '../text/type.ts'
import type { FitOptions, Typesetter } from '../text/typesetter.ts'

/** What a text is for; the style says how it is set. */
export type TextRole = keyof Style['text']

/** Everything that a scene kind lays itself out with. Lengths are design pixels: short side 1080. */
export interface SceneContext {
  readonly frame: Frame
  readonly style: Style
  /** The colours of this scene's ground. */
  readonly palette: Palette
  readonly text: Typesetter
  readonly videoTitle: string
  /** BCP 47. */
  readonly language: string
  /** The scene's place in the video, from 0, and how many there are. */
  readonly index: number
  readonly count: number
  readonly durationSeconds: number
  /** Whether the scene reads from right to left. */
  readonly rightToLeft: boolean
  /** Random numbers in [0, 1), the same for the same scene. */
  random(): number
  /** When the element of a path comes in, in seconds from the scene's start: its cue, else by its order. */
  at(path: string, order: number): number
  /** Sets a text as large as fits. */
  fit(text: string, role: TextRole, options: FitOptions): TextBlock
  /** A set text as an element; colours default to ink on the ground. */
  words(block: TextBlock, options: Omit<TextOptions, 'colour' | 'behind'> & Partial<TextOptions>): SceneElement
  /** Tells that a text which the kind sets by itself does not fit: the scene is divided, or a warning tells of it. */
  tooLong(text: string): void
  /** The icon of a name, a neutral one if there is none of that name, undefined without a name. */
  icon(name: string | undefined): Icon | undefined
  /** A picture file that the kind's `images` named; throws a `RangeError` for any other. */
  image(file: string): LoadedImage
  /** The clips that the kind's `footage` named, in that order; their pictures can be had when the scene is drawn. */
  footage(): readonly FootagePiece[]
}

/**
 * A kind of scene: the schema of its visual, and how it is laid out. Layout runs once a scene; what it returns is drawn
 * from back to front.
 */
export interface SceneKind<Schema extends z.ZodType = z.ZodType> {
  /** The visual's `kind`; a plugin's own kinds are named "plugin:kind". */
  readonly kind: string
  /** What it shows and when to use it, in a sentence or two; for documents, and for models that write scripts. */
  readonly about: string
  readonly schema: Schema
  /** `contrast`: on the style's second ground, if it has one. Default `plain`. */
  readonly ground?: 'plain' | 'contrast'
  /** Whether the style's running head is left out. */
  readonly bare?: boolean
  /** The picture files that a visual shows, by their paths in it ("file", "items.0.file"); loaded before the layout. */
  images?(visual: z.output<Schema>): readonly ImageReference[]
  /** The clips that a visual shows, in order, by their paths in it; made ready before the scene is drawn. */
  footage?(visual: z.output<Schema>): readonly FootageWish[]
  /** Texts that it shows without finding them in the visual, such as numbers and names in the video's language. */
  ownTexts?(visual: z.output<Schema>, language: string): readonly string[]
  /** The text by which the scene's reading direction is known. Default: its longest. */
  leading?(visual: z.output<Schema>): string
  layout(visual: z.output<Schema>, context: SceneContext): readonly SceneElement[]
  /**
   * Divides a visual whose texts do not fit at the smallest size in two, shown one after the other; undefined when it
   * can't be divided. See split.ts for lists and texts, which are divided by the rules of the video's language.
   */
  split?(visual: z.output<Schema>, language: string): readonly [VisualPart, VisualPart] | undefined
}

/** One of the two parts of a visual that was divided. */
export interface VisualPart {
  readonly visual: Visual
  /** The paths of its elements, and what they were in the whole: `{ "items.0": "items.3" }`. */
  readonly cues: Readonly<Record<string, string>>
  /** Whether it opens with words that are spoken before its first cue: as a second part it then takes over sooner. */
  readonly opensBeforeCues?: boolean
}

/** A layout for each of the compositions that a style may ask for. */
export type Compositions<Visual> = Readonly<
  Record<Style['composition'], (visual: Visual, context: SceneContext) => readonly SceneElement[]>
>

/** Declares a scene kind, keeping its schema's type. */
export const defineScene = <Schema extends z.ZodType>(kind: SceneKind<Schema>): SceneKind<Schema> => kind

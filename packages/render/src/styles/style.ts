import { CaptionLook, Transition } from '@mavs/core/essentials'
import { z } from 'zod'
import { FontFace } from '../fonts/face.ts'

const colour = z.string().regex(/^#[0-9a-f]{6}$/i)

/** Colours by what they are for. Every text is checked against what lies behind it. */
export const Palette = z.strictObject({
  background: colour,
  /** Cards, panels and plates. */
  surface: colour,
  ink: colour,
  mutedInk: colour,
  /** Hairlines and frames. */
  line: colour,
  /** Does the talking; at most one thing in a scene is of this colour. */
  accent: colour,
  accentSecond: colour,
  /** Text on a plane of the accent colour. */
  onAccent: colour,
  positive: colour,
  negative: colour,
})
export type Palette = z.infer<typeof Palette>

const TextRole = z.strictObject({
  face: FontFace,
  /** In multiples of the size. */
  tracking: z.number().min(-0.1).max(0.5).default(0),
  lineHeight: z.number().min(0.8).max(1.6),
  uppercase: z.boolean().default(false),
})

/** What lies behind everything, baked once. */
export const Ground = z.strictObject({
  /** Soft coloured lights, in shares of the frame; `strength` 0 to 1. */
  lights: z.array(
    z.strictObject({ colour, x: z.number(), y: z.number(), radius: z.number().positive(), strength: z.number() }),
  ),
  /** Noise in 8-bit steps: 1 only hides the bands of gradients, 6 is film grain. */
  grain: z.number().min(0).max(12),
  /** How much darker the corners are, 0 to 1. */
  vignette: z.number().min(0).max(1),
  pattern: z.enum(['none', 'columns', 'dots', 'frame', 'rays']),
})
export type Ground = z.infer<typeof Ground>

/** A look as data, the same in JSON: a new style is a new object of this schema. */
export const Style = z.strictObject({
  name: z.string().min(1),
  palette: Palette,
  ground: Ground,
  /** Second ground for single scenes that should stand out. */
  contrast: z.strictObject({ palette: Palette, ground: Ground }).optional(),
  text: z.strictObject({
    display: TextRole,
    heading: TextRole,
    body: TextRole,
    strong: TextRole,
    label: TextRole,
    figure: TextRole,
    quote: TextRole,
    caption: TextRole,
  }),
  /** Sizes in design pixels. */
  scale: z.strictObject({
    display: z.number(),
    title: z.number(),
    heading: z.number(),
    subheading: z.number(),
    body: z.number(),
    label: z.number().min(28),
  }),
  /** Which arrangement of each scene kind the style uses. */
  composition: z.enum(['columns', 'notebook', 'diagram', 'poster', 'archive']),
  icon: z.strictObject({
    /** Stroke in units of Lucide's 24-unit grid. */
    strokeWidth: z.number().positive(),
  }),
  motion: z.strictObject({
    /** How text comes in. */
    entrance: z.enum(['mask', 'pop', 'settle', 'punch', 'drift']),
    seconds: z.number().positive(),
    staggerSeconds: z.number().min(0),
    distancePx: z.number().min(0),
    overshoot: z.number().min(0).default(0),
    /** Seconds that content takes to leave before a cut; 0: it is cut. */
    exitSeconds: z.number().min(0),
  }),
  /** The mood of the music, by its name; the composed ones are named like the built-in styles. */
  music: z.string().min(1).max(40),
  /** How a scene comes in by default; for those who lay timelines. */
  transition: Transition,
  /** How the first scene of a new section comes in. */
  sectionTransition: Transition,
  captions: z.strictObject({
    /** How they follow the voice. */
    look: CaptionLook,
    /** What they stand on. */
    shape: z.enum(['plate', 'pill', 'paper', 'outline', 'shade']),
    sizePx: z.number().positive(),
    ink: colour,
    accent: colour,
    plate: colour,
    /** 0 to 1. */
    plateOpacity: z.number().min(0).max(1),
  }),
})
export type Style = z.infer<typeof Style>

/** Checks a style and fills in its defaults. */
export const defineStyle = (style: z.input<typeof Style>): Style => Style.parse(style)

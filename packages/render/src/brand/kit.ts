import { Transition } from '@mavs/core/essentials'
import { z } from 'zod'
import { Palette, Style } from '../styles/style.ts'

const file = z.string().min(1).max(400)

/** A typeface: a Fontsource package that is installed, or a font file relative to the timeline's directory. */
export const BrandFont = z.union([
  z.strictObject({
    family: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .describe('The package’s name after `@fontsource/`, e.g. "inter-tight"'),
  }),
  z.strictObject({ file }),
])
export type BrandFont = z.infer<typeof BrandFont>

/**
 * A card with the logo before the first scene or after the last one. Cards are scenes: `withBrandCards` puts them into a
 * timeline and moves everything else by their length, sound and captions included, so that nothing gets out of step.
 * A renderer never adds them by itself.
 */
export const BrandCard = z.strictObject({
  seconds: z.number().min(1.5).max(10).default(3),
  tagline: z.string().min(1).max(120).optional(),
})

export type BrandCard = z.infer<typeof BrandCard>

/** What makes videos of one house look alike, on top of a style. */
export const BrandKit = z.strictObject({
  name: z.string().min(1).max(80),
  style: z
    .union([z.string().min(1), Style])
    .optional()
    .describe(
      'What it builds on: the name of a built-in style, or a whole style. The timeline’s `style` has the same name',
    ),
  colours: Palette.partial()
    .default({})
    .describe('Colours in place of the style’s, by what they are for. Those that depend on them follow'),
  fonts: z
    .strictObject({
      heads: BrandFont.optional().describe('For headlines, numbers and quotes'),
      text: BrandFont.optional().describe('For everything else'),
    })
    .default({}),
  logo: z
    .strictObject({
      file,
      placement: z.enum(['top-left', 'top-right']).default('top-right'),
      /** In design pixels: those of a frame whose short side is 1080. */
      heightPx: z.number().min(20).max(64).default(44),
      /** Room on each side that stays empty, in multiples of the height. */
      clearSpace: z.number().min(0).max(1).default(0.35),
      /** Whether it stands on a plate of the surface colour (of the ink's, for a logo that would not be seen on it). */
      plate: z.boolean().default(true),
    })
    .optional()
    .describe('Stands in a corner of every scene, over pictures too; the bottom of the frame belongs to the captions'),
  /** Shows the logo as a watermark: see-through, without its plate. */
  watermark: z.strictObject({ opacity: z.number().min(0.05).max(1) }).optional(),
  intro: BrandCard.optional(),
  outro: BrandCard.optional(),
  /** In place of the style's transitions, for those who lay timelines. */
  transition: Transition.optional(),
  sectionTransition: Transition.optional(),
})
export type BrandKit = z.infer<typeof BrandKit>
/** A kit as an author writes it, before defaults. */
export type BrandKitInput = z.input<typeof BrandKit>

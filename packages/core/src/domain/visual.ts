import { z } from 'zod'

/*
 * What a scene shows, independent of style and size: the renderer decides how it looks. A `cue` is a word or phrase
 * of the scene's narration, as written there; its element appears when that phrase is spoken. `icon` is a Lucide name.
 */
const headline = z.string().min(1).max(120)
const label = z.string().min(1).max(160)
const icon = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .optional()
const cue = z.string().min(1).optional()
const sourceLine = z.string().min(1).max(160).optional()

export const TitleVisual = z.strictObject({
  kind: z.literal('title'),
  headline,
  subtitle: label.optional(),
  /** A short label above the headline. */
  kicker: z.string().min(1).max(60).optional(),
  icon,
})

export const StatementVisual = z.strictObject({
  kind: z.literal('statement'),
  text: z.string().min(1).max(200),
  /** The part of `text`, word for word, that the accent colour picks out. */
  emphasis: z.string().min(1).optional(),
  icon,
})

export const BulletsVisual = z.strictObject({
  kind: z.literal('bullets'),
  headline,
  items: z
    .array(z.strictObject({ text: label, icon, cue }))
    .min(1)
    .max(5),
})

export const NumberVisual = z.strictObject({
  kind: z.literal('number'),
  /** Counts up to this value. */
  value: z.number().finite(),
  /** Digits after the decimal point. */
  decimals: z.int().min(0).max(4).default(0),
  /** Whether thousands are grouped; false for years. */
  grouped: z.boolean().default(true),
  /** Set before and after the figure: "$", "%", "million km". */
  prefix: z.string().max(12).optional(),
  suffix: z.string().max(24).optional(),
  label,
  /** A second, smaller line that puts the figure in proportion. */
  context: label.optional(),
  source: sourceLine,
  icon,
  cue,
})

export const QuoteVisual = z.strictObject({
  kind: z.literal('quote'),
  text: z.string().min(1).max(280),
  author: z.string().min(1).max(80).optional(),
  role: z.string().min(1).max(120).optional(),
})

const side = z.strictObject({ label: z.string().min(1).max(60), icon, points: z.array(label).min(1).max(4), cue })
export const ComparisonVisual = z.strictObject({
  kind: z.literal('comparison'),
  headline,
  left: side,
  right: side,
})

export const ProcessVisual = z.strictObject({
  kind: z.literal('process'),
  headline,
  steps: z
    .array(z.strictObject({ label: z.string().min(1).max(60), detail: label.optional(), icon, cue }))
    .min(2)
    .max(6),
  /** Whether the last step leads back to the first. */
  cyclic: z.boolean().default(false),
})

export const TimelineVisual = z.strictObject({
  kind: z.literal('timeline'),
  headline,
  events: z
    .array(z.strictObject({ date: z.string().min(1).max(24), label, cue }))
    .min(2)
    .max(6),
})

export const ChartVisual = z.strictObject({
  kind: z.literal('chart'),
  headline,
  type: z.enum(['bar', 'line']),
  /** Shown once, e.g. "%" or "°C". */
  unit: z.string().max(40).optional(),
  points: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(40),
        value: z.number().finite(),
        highlight: z.boolean().default(false),
        cue,
      }),
    )
    .min(2)
    .max(24),
  source: sourceLine,
})

export const CreditsVisual = z.strictObject({
  kind: z.literal('credits'),
  headline,
  /** What made the text, e.g. "Built-in brief, reviewed 2026-11". */
  basis: z.string().min(1).max(200),
  sources: z.array(z.strictObject({ title: z.string().min(1).max(200), publisher: z.string().max(120).optional() })),
  /** Further lines: voice, music, images with their licences. */
  lines: z.array(z.string().min(1).max(200)).default([]),
})

/**
 * What a scene shows, independent of style and size. Which kinds there are and what their fields mean is the renderer's to
 * say: `Renderer.checkVisual`.
 */
export const Visual = z.looseObject({ kind: z.string().min(1).max(64) })
export type Visual = z.infer<typeof Visual>

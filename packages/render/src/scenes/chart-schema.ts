import { z } from 'zod'
import { cue, headline } from './fields.ts'

/** Larger figures are written in a larger unit: millions, terawatt-hours. */
const MOST = 1e15
/** Bars that can still be told apart in one picture. */
const MOST_BARS = 24

const label = z.string().min(1).max(40)
const value = z.number().min(-MOST).max(MOST)
const Series = z.strictObject({
  label,
  highlight: z.boolean().default(false).describe('Drawn in the accent colour'),
  points: z.array(z.strictObject({ label, value })).min(1).max(24),
  cue,
})

/**
 * Values as bars, a line, an area or the slices of a pie. One series is given as `points`, several as `series`; points of
 * different series belong together when their labels are the same. Several areas are stacked. Of a pie's points, the
 * smallest are drawn as one slice when there are more than six.
 */
export const ChartVisual = z
  .strictObject({
    kind: z.literal('chart'),
    headline,
    type: z.enum(['bar', 'line', 'area', 'pie']),
    unit: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('Shown once, under the headline: "%", "°C", "Million tonnes a year"'),
    points: z
      .array(z.strictObject({ label, value, highlight: z.boolean().default(false), cue }))
      .max(24)
      .default([]),
    series: z.array(Series).max(5).default([]),
    source: z.string().min(1).max(160).optional().describe('Where the figures come from, at the bottom'),
  })
  .superRefine((chart, context) => {
    const problem = problemOf(chart)
    if (problem) context.addIssue({ code: 'custom', path: [problem.at], message: problem.message })
  })
export type ChartVisual = z.output<typeof ChartVisual>

interface Figures {
  readonly type: string
  readonly points: readonly { readonly value: number }[]
  readonly series: readonly { readonly points: readonly { readonly value: number }[] }[]
}

function problemOf({ type, points, series }: Figures): { at: 'points' | 'series'; message: string } | undefined {
  if (series.length === 0 && points.length < 2) {
    return { at: 'points', message: `expected at least 2 points (got ${points.length}), or \`series\`` }
  }
  if (series.length > 0 && points.length > 0) return { at: 'series', message: 'give either `points` or `series`' }
  const values = series.flatMap((one) => one.points.map((point) => point.value))
  if (type === 'bar' && values.length > MOST_BARS) {
    return { at: 'series', message: `expected at most ${MOST_BARS} bars in all (got ${values.length}); use lines` }
  }
  if (type === 'area' && series.length > 1 && values.some((one) => one < 0)) {
    return { at: 'series', message: 'stacked areas cannot show negative values; use lines' }
  }
  if (type === 'pie' && series.length > 0) return { at: 'series', message: 'a pie shows `points`, not `series`' }
  if (type === 'pie' && (points.some((point) => point.value < 0) || points.every((point) => point.value === 0))) {
    return { at: 'points', message: 'a pie needs values of zero and more that do not sum up to zero; use bars' }
  }
  return undefined
}

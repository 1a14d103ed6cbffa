import { z } from 'zod'
import { cue, headline } from './fields.ts'
import { awaited, type SceneElement } from '../drawing/element.ts'
import type { Box } from '../drawing/geometry.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { arrangeHeaded } from './headed.ts'
import { speedLines } from './ornament.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { splitList } from './split.ts'
import { eventsAcross, eventsAlternating, eventsDown, MOST_IN_LINE, type TimelineKey } from './timeline-layout.ts'
import { axis, eventMark } from './timeline-parts.ts'

export const TimelineVisual = z.strictObject({
  kind: z.literal('timeline'),
  headline,
  events: z
    .array(
      z.strictObject({
        date: z.string().min(1).max(24),
        label: z.string().min(1).max(160),
        cue,
      }),
    )
    .min(1)
    .max(6),
})

type Visual = z.output<typeof TimelineVisual>

/** Dated events along a line that is drawn from one to the next: across the frame, or down a narrow one. */
export const timeline = defineScene({
  kind: 'timeline',
  about: 'Dated events along a line that draws itself.',
  schema: TimelineVisual,
  layout: layOut,
  split: (visual) => splitList(visual, 'events'),
})

function layOut({ headline, events }: Visual, context: SceneContext): readonly SceneElement[] {
  const { frame, palette, style } = context
  const body = frame.isWide ? (events.length > MOST_IN_LINE ? eventsAlternating : eventsAcross) : eventsDown
  const plan = arrangeHeaded<TimelineKey>(context, {
    headline,
    gap: 64,
    isDivisible: events.length > 1,
    body: (scale, maxLines) => body(events, context, { scale, maxLines }),
  })
  const starts = events.map((_, index) => context.at(`events.${index}`, 1 + index * 1.6))
  const start = Math.min(0.3, Math.max(0, starts[0]! - 0.4))
  const drawn = { start, seconds: Math.max(0.8, starts.at(-1)! - start + 0.3) }
  return [
    ...(style.composition === 'poster' ? speedLines(context) : []),
    plan.words('headline', { start: 0.02 }),
    ...axis(context, lineOf(plan, events.length - 1, frame.isWide), drawn),
    ...starts.flatMap((until, index) => {
      const turn = { from: 0.35 + index * 0.1, until }
      return [
        ...awaited(eventMark(context, plan.box(`mark.${index}`), until, index === events.length - 1), turn),
        ...awaited(plan.words(`date.${index}`, { start: until, colour: palette.accent }), turn),
        plan.words(`label.${index}`, { start: until + 0.2 }),
      ]
    }),
  ]
}

/** The line: over the whole width, or from the first mark down to the last. */
function lineOf(plan: Arrangement<TimelineKey>, last: number, isWide: boolean): Box {
  const [from, to] = [plan.box('mark.0'), plan.box(`mark.${last}`)]
  const y = from.y + from.height / 2
  if (isWide) return { ...plan.box('axis'), y, height: 0 }
  // A single event has a line that goes on.
  return { x: from.x + from.width / 2, y, width: 0, height: Math.max(160, to.y - from.y) }
}

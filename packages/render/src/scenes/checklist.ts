import { z } from 'zod'
import { cue, headline } from './fields.ts'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { columns } from '../drawing/frame.ts'
import { inflate } from '../drawing/geometry.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, keyed, row, rowIf, text } from '../layout/node.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { checkRow, checkSeat, notepad, verdictBand } from './checklist-parts.ts'
import { fitted } from './fitting.ts'
import { isUpright, spread } from './headed.ts'
import { evenSize, textInBox } from './parts.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { splitList } from './split.ts'

export const ChecklistVisual = z.strictObject({
  kind: z.literal('checklist'),
  headline,
  items: z
    .array(
      z.strictObject({
        text: z.string().min(1).max(160),
        state: z.enum(['done', 'open', 'failed']).default('done'),
        cue,
      }),
    )
    .min(1)
    .max(6)
    .describe('Each is ticked, crossed, or left open when it is spoken of'),
  verdict: z
    .strictObject({ text: z.string().min(1).max(120), cue })
    .optional()
    .describe('What it all comes to'),
})

type Visual = z.output<typeof ChecklistVisual>

/** Points that are ticked or crossed one after the other, and what they come to. */
export const checklist = defineScene({
  kind: 'checklist',
  about: 'A list whose items are ticked, crossed or left open as they are spoken of, with a verdict.',
  schema: ChecklistVisual,
  layout: layOut,
  split: (visual) => {
    const parts = splitList(visual, 'items')
    if (parts === undefined) return undefined
    const { verdict: _, ...open } = parts[0].visual as Visual
    return [
      { ...parts[0], visual: open },
      { ...parts[1], cues: { ...parts[1].cues, verdict: 'verdict' } },
    ]
  },
})

function layOut(visual: Visual, context: SceneContext): readonly SceneElement[] {
  const plan = planList(visual, context)
  const places = visual.items.map((_, index) => inflate(plan.box(`text.${index}`), 0, -10))
  const sizePx = evenSize(
    context,
    visual.items.map((item) => item.text),
    { width: places[0]!.width, height: places[0]!.height * 0.84 },
    {
      sizePx: Math.max(SMALLEST_PX, Math.min(68 * spread(visual.items.length), places[0]!.height * 0.62)),
      maxLines: 2,
    },
  )
  return [
    plan.words('headline', { start: 0.02 }),
    ...notepad(context, plan.box('list')),
    ...visual.items.flatMap((item, index) => {
      const start = context.at(`items.${index}`, index + 1.6)
      const from = 0.3 + index * 0.08
      const seat = plan.box(`seat.${index}`)
      const { elements, behind } = checkRow(
        context,
        { row: plan.box(`row.${index}`), seat, text: places[index]! },
        { from, start },
      )
      const colour = item.state === 'open' ? context.palette.mutedInk : context.palette.ink
      const words = textInBox(context, item.text, places[index]!, { start, sizePx, behind, colour })
      return [
        ...elements,
        ...checkSeat(context, seat, { state: item.state, from, start }),
        ...awaited(words, { from, until: start }),
      ]
    }),
    ...(visual.verdict
      ? verdictBand(context, plan.box('verdict'), visual.verdict.text, context.at('verdict', visual.items.length + 3))
      : []),
  ]
}

/** The headline beside the list in the styles of columns, above it in the others and in narrow frames. */
function planList({ headline, items, verdict }: Visual, context: SceneContext) {
  const { frame, style } = context
  const look = LOOKS[style.composition]
  const beside = look.beside && frame.isWide
  const more = spread(items.length)
  const highest = (frame.isWide ? (items.length < 4 ? 210 : 156) : isUpright(frame) ? 280 : 210) * more
  const seatPx = look.seat * more
  const list = items.map((_, index) =>
    keyed(
      `row.${index}`,
      row({ height: 'fill', maxHeight: highest, gap: look.gap, across: 'center', padding: { x: look.inset } }, [
        box(`seat.${index}`, { height: '74%', maxHeight: seatPx, maxWidth: seatPx, ratio: 1 }),
        box(`text.${index}`, { width: 'fill', height: '100%' }),
      ]),
    ),
  )
  const heading = {
    sizePx: style.scale.heading * (beside ? 1.2 : Math.max(1.1, frame.smallTextScale)),
    maxLines: beside ? 6 : 3,
  }
  return arrange(
    rowIf(beside, { gap: beside ? 60 : look.below }, [
      text(
        'headline',
        fitted(context, headline, 'heading', heading),
        beside ? { width: columns(frame, 0, 4).width, align: 'start' } : { maxHeight: frame.content.height * 0.24 },
      ),
      column({ width: 'fill', height: 'fill', gap: items.length > 4 ? 24 : 34, along: beside ? 'start' : 'center' }, [
        keyed(
          'list',
          column(
            {
              height: 'fill',
              maxHeight: items.length * (highest + look.between) + look.padding * 2,
              gap: look.between,
              padding: { y: look.padding },
            },
            list,
          ),
        ),
        verdict && box('verdict', { height: items.length > 4 ? 104 : 120 }),
      ]),
    ]),
    frame.content,
    context,
  )
}

interface ListLook {
  readonly beside: boolean
  readonly seat: number
  /** Between a box and its text, between points, and below a headline that stands above. */
  readonly gap: number
  readonly between: number
  readonly below: number
  /** Within a point's row, and within the whole list above and below. */
  readonly inset: number
  readonly padding: number
}

const LOOKS: Readonly<Record<SceneContext['style']['composition'], ListLook>> = {
  columns: { beside: true, seat: 84, gap: 40, between: 0, below: 56, inset: 0, padding: 0 },
  notebook: { beside: false, seat: 84, gap: 48, between: 0, below: 70, inset: 60, padding: 26 },
  diagram: { beside: false, seat: 92, gap: 130, between: 10, below: 62, inset: 8, padding: 0 },
  poster: { beside: false, seat: 84, gap: 50, between: 16, below: 54, inset: 50, padding: 0 },
  archive: { beside: true, seat: 64, gap: 44, between: 0, below: 60, inset: 4, padding: 0 },
}

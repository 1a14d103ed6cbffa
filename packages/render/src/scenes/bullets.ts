import { z } from 'zod'
import { cue, headline, icon } from './fields.ts'
import { awaited, leaving, type SceneElement } from '../drawing/element.ts'
import { box, column, keyed, row, spacer, text } from '../layout/node.ts'
import { bulletLook, type BulletLook } from './bullet-looks.ts'
import { arrangeHeaded, isUpright, sized, spread } from './headed.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { MOST_NUMBER, numberAfter } from './numbering.ts'
import { splitList } from './split.ts'

export const BulletsVisual = z.strictObject({
  kind: z.literal('bullets'),
  headline,
  items: z
    .array(
      z.strictObject({
        text: z.string().min(1).max(160),
        icon,
        cue,
      }),
    )
    .min(1)
    .max(5),
  firstNumber: z.int().min(1).max(MOST_NUMBER).default(1).describe('The number of the first point; the others follow'),
})

type Visual = z.output<typeof BulletsVisual>

/** A headline and up to five points, each coming in when it is spoken of. */
export const bullets = defineScene({
  kind: 'bullets',
  about: 'Up to five short points under a headline, each coming in when it is spoken of.',
  schema: BulletsVisual,
  layout: layOut,
  split: (visual) => splitList(visual, 'items', { firstNumber: numberAfter(visual.firstNumber, visual.items) }),
})

function layOut(visual: Visual, context: SceneContext): readonly SceneElement[] {
  const look = bulletLook(context)
  const plan = planList(visual, context, look)
  const starts = visual.items.map((_, index) => context.at(`items.${index}`, index + 1.2))
  const points = visual.items.flatMap(({ icon }, index) => {
    const turn = { from: 0.3 + index * 0.08, until: starts[index]! }
    const places = {
      row: plan.box(`row.${index}`),
      seat: plan.box(`seat.${index}`),
      text: plan.box(`text.${index}`),
      ...(plan.has(`sign.${index}`) && { sign: plan.box(`sign.${index}`) }),
      ...(index + 1 < starts.length && { nextSeat: plan.box(`seat.${index + 1}`), nextStart: starts[index + 1]! }),
    }
    const point = { icon, index, number: visual.firstNumber + index, start: turn.until }
    const { waiting, others, behind } = look.point(point, places)
    return [
      ...waiting.flatMap((part) => awaited(part, turn)),
      ...others,
      plan.words(`text.${index}`, { start: turn.until + 0.1, ...(behind && { behind }) }),
    ]
  })
  const place = plan.has('art') && plan.box('art')
  const pictures = visual.items.flatMap(({ icon }, index) => {
    const next = starts[index + 1]
    if (!place || place.height < LEAST_ART_PX || icon === undefined) return []
    const parts = look.art(icon, place, starts[index]!)
    return next === undefined ? parts : parts.map((part) => leaving(part, next - 0.15))
  })
  return [plan.words('headline', { start: 0.02 }), ...look.around(plan), ...pictures, ...points]
}

/** A smaller picture of what is being spoken of says nothing. */
const LEAST_ART_PX = 200

/** Points in rows of one height, as large as there is room. */
function planList({ headline, items }: Visual, context: SceneContext, look: BulletLook) {
  const { frame } = context
  const isTable = look.beside !== undefined
  const hasIcons = items.some((item) => item.icon !== undefined)
  const stretch = (frame.isWide ? 1 : isUpright(frame) ? 1.7 : 1.3) * spread(items.length)
  return arrangeHeaded(context, {
    headline,
    beside: look.beside,
    gap: look.below,
    foot: hasIcons
      ? box('art', { height: 'fill', maxHeight: 300, maxWidth: 300, ratio: 1, align: 'start' })
      : undefined,
    isDivisible: items.length > 1,
    body: (scale, maxLines) =>
      column(
        {
          width: 'fill',
          height: 'fill',
          gap: look.between,
          along: isTable ? 'start' : 'center',
        },
        items.map((item, index) => {
          const sizePx = SIZES_PX[items.length - 1]! * look.typeScale * scale
          const [before, after] = look.offsets(index, items.length)
          return row({ height: 'fill', maxHeight: look.highest * stretch }, [
            spacer(before),
            keyed(
              `row.${index}`,
              row({ width: 'fill', gap: look.gap, across: 'center', padding: { x: look.inset } }, [
                box(`seat.${index}`, {
                  height: look.seat.share,
                  maxHeight: look.seat.highest * Math.min(stretch, 1.5),
                  ratio: look.seat.ratio,
                }),
                column({ width: 'fill', align: 'stretch', along: 'center', padding: { y: sizePx * AIR } }, [
                  text(`text.${index}`, sized(context, item.text, 'strong', { sizePx, maxLines })),
                ]),
                hasIcons &&
                  look.signPx !== undefined &&
                  box(`sign.${index}`, {
                    height: '50%',
                    maxHeight: look.signPx * Math.min(stretch, 1.5),
                    maxWidth: look.signPx * Math.min(stretch, 1.5),
                    ratio: 1,
                  }),
                spacer(look.tail),
              ]),
            ),
            spacer(after),
          ])
        }),
      ),
  })
}

/** Above and below a text in its row, in multiples of its size. */
const AIR = 0.36
/** The size of the points, by how many there are. */
const SIZES_PX = [124, 108, 90, 72, 66]

import { z } from 'zod'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, piece } from '../drawing/shape-elements.ts'
import type { SceneElement } from '../drawing/element.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, text } from '../layout/node.ts'
import { clearestGround } from '../images/visibility.ts'
import { fitted } from './fitting.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'

/** The kind's name, by which the drawer knows the scenes that need no logo in their corner. */
export const BRAND_CARD = 'brand-card'

export const BrandCardVisual = z.strictObject({
  kind: z.literal(BRAND_CARD),
  name: z.string().min(1).max(80).describe('The brand’s name; shown when there is no logo'),
  tagline: z.string().min(1).max(120).optional(),
  logo: z.string().min(1).max(400).optional().describe('Path of the logo, relative to the timeline’s directory'),
})

/** A brand's opening or closing card: its logo, and what it stands for. */
export const brandCard = defineScene({
  kind: BRAND_CARD,
  about: 'The card of a brand kit that opens or closes a video: logo, name, tagline.',
  schema: BrandCardVisual,
  bare: true,
  images: ({ logo }) => (logo === undefined ? [] : [{ path: 'logo', file: logo }]),
  layout: (visual, context) => {
    const { frame, palette, style } = context
    const isLeft = style.composition === 'columns' || style.composition === 'poster'
    const logoSize = visual.logo === undefined ? undefined : logoIn(visual.logo, context)
    const { name, tagline } = visual
    const plan = arrange<'logo' | 'name' | 'rule' | 'tagline'>(
      column({ gap: 56, along: 'optical', across: isLeft ? 'start' : 'center' }, [
        logoSize && box('logo', logoSize),
        logoSize
          ? undefined
          : text('name', fitted(context, name, 'display', { sizePx: style.scale.title, maxLines: 2 })),
        tagline !== undefined && box('rule', { width: 120, height: 6 }),
        tagline === undefined
          ? undefined
          : text('tagline', fitted(context, tagline, 'body', { sizePx: style.scale.subheading, maxLines: 3 })),
      ]),
      { ...frame.content, height: frame.height - 2 * frame.content.y },
      context,
    )
    const align = isLeft ? 'left' : 'center'
    return [
      ...(visual.logo !== undefined ? [logoElement(visual.logo, plan.box('logo'), context)] : []),
      ...(plan.has('name') ? [plan.words('name', { start: 0.1, align })] : []),
      ...(plan.has('tagline')
        ? [
            bar(plan.box('rule'), { start: 0.4, fill: palette.accent, from: isLeft ? 'left' : 'centre' }),
            plan.words('tagline', { start: 0.5, align }),
          ]
        : []),
    ]
  },
})

/** As large as a card bears: by its area, so that wide and high logos weigh the same. */
function logoIn(file: string, context: SceneContext): { width: number; height: number } {
  const { widthPx, heightPx } = context.image(file)
  const ratio = widthPx / heightPx
  const { content } = context.frame
  const height = Math.min(Math.sqrt(LOGO_AREA / ratio), content.height * 0.45, (content.width * 0.8) / ratio)
  return { width: height * ratio, height }
}

/** In square design pixels. */
const LOGO_AREA = 170_000

/** What a plate behind a logo reaches past it. */
const PLATE_PX = 32

function logoElement(file: string, place: Box, context: SceneContext): SceneElement {
  const { unit } = context.frame
  const image = context.image(file)
  const { background, ink } = context.palette
  const plate = clearestGround(image, [background, ink])
  const bitmap = image.covering((right(place) - place.x) * unit, (bottom(place) - place.y) * unit)
  return piece(place, {
    style: context.style,
    start: 0,
    reach: PLATE_PX,
    draw: (target) => {
      if (plate !== background) fillBox(target, inflate(place, PLATE_PX), plate, 20)
      target.imageSmoothingQuality = 'high'
      target.drawImage(bitmap.image(), place.x, place.y, place.width, place.height)
    },
  })
}

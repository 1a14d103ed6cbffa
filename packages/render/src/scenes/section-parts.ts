import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, piece } from '../drawing/shape-elements.ts'
import { arrange, type Arrangement } from '../layout/arrange.ts'
import { box, column, keyed, rowIf, text, type GroupOptions } from '../layout/node.ts'
import type { TextBlock } from '../text/type.ts'
import { fitted } from './fitting.ts'
import { textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** What a chapter's opening shows; `number` as it is drawn. */
export interface Section {
  readonly headline: string
  readonly number?: string | undefined
  readonly kicker?: string | undefined
  readonly index?: number | undefined
  readonly count?: number | undefined
}

/** The places of a chapter's opening: `seat` is the number's room, `track` the chapters'. */
export type SectionPlan = Arrangement<'seat' | 'number' | 'texts' | 'kicker' | 'headline' | 'track'>

interface SectionLook {
  readonly numberPx: number
  /** Side of the number's square room, or its width beside the headline. */
  readonly seatPx: number
  readonly square?: boolean
  readonly headlinePx: number
  /** At the head of the area, a little above its middle, or at its foot with the track at its head. */
  readonly lies: 'head' | 'middle' | 'foot'
  /** Between the number's room and the texts. Default 80. */
  readonly gap?: number
}

/** Number and texts beside each other, or below each other in a narrow frame. */
export function planSection(section: Section, context: SceneContext, area: Box, look: SectionLook): SectionPlan {
  const { isWide } = context.frame
  const { number, kicker, headline } = section
  const isFoot = look.lies === 'foot'
  const track = section.count !== undefined && box('track', { height: 14 })
  const label = { sizePx: 40, maxLines: 1 }
  const lies = isFoot ? 'end' : 'center'
  const lines = column({ gap: 60, width: 'fill', shrinks: true, ...(isWide && { along: lies }) }, [
    kicker !== undefined && text('kicker', fitted(context, kicker, 'label', label), { shrinks: false }),
    text('headline', fitted(context, headline, 'display', { sizePx: look.headlinePx, maxLines: 5 })),
    !isFoot && track,
  ])
  const { seatPx, numberPx } = numberSizes(look, isWide ? Infinity : area.height)
  const numeral = text('number', fitted(context, number ?? '', 'figure', { sizePx: numberPx, maxLines: 1 }))
  const body = rowIf(isWide, { gap: look.gap ?? 80, shrinks: true }, [
    number !== undefined &&
      box(
        'seat',
        { ...seatOf({ ...look, seatPx }, isWide), align: isWide ? lies : look.square ? 'start' : 'stretch' },
        [numeral],
      ),
    keyed('texts', lines),
  ])
  const along = isFoot ? (section.count === undefined ? 'end' : 'between') : look.lies === 'head' ? 'start' : 'optical'
  return arrange(column({ along, gap: 60 }, [isFoot && track, body]), area, context)
}

/** Above the texts, a number leaves the most of the height to them. */
function numberSizes({ square, seatPx, numberPx }: SectionLook, height: number): { seatPx: number; numberPx: number } {
  const side = Math.min(seatPx, height * 0.36)
  return { seatPx: side, numberPx: Math.min(numberPx, square ? side * 0.62 : height * 0.42) }
}

function seatOf({ square, seatPx }: SectionLook, isWide: boolean): GroupOptions {
  if (square) return { width: seatPx, height: seatPx, along: 'center', across: 'center', padding: { x: seatPx * 0.15 } }
  return isWide ? { width: seatPx } : {}
}

/** The texts of a plan, in the order in which they are read. */
export function sectionTexts(
  plan: SectionPlan,
  context: SceneContext,
  colours: { readonly number: string; readonly kicker: string; readonly headline: string },
  behind: { readonly number: string; readonly texts: string },
): SceneElement[] {
  return [
    ...(plan.has('number')
      ? [
          plan.words('number', {
            ...numberSide(plan.text('number').block, context),
            start: 0,
            colour: colours.number,
            behind: behind.number,
          }),
        ]
      : []),
    ...(plan.has('kicker')
      ? [plan.words('kicker', { start: 0.15, colour: colours.kicker, behind: behind.texts })]
      : []),
    plan.words('headline', { start: 0.1, colour: colours.headline, behind: behind.texts }),
  ]
}

/** A numeral has no direction of its own: it stands at the reading side. */
const numberSide = ({ rightToLeft }: TextBlock, context: SceneContext) =>
  ({ align: context.rightToLeft && !rightToLeft ? 'right' : 'left' }) as const

/** One cell a chapter, those up to this one filled; nothing when their count is not known. */
export function chapterTrack(
  context: SceneContext,
  place: Box | undefined,
  { index = 0, count }: Section,
  look: { readonly done: string; readonly rest: string; readonly radius?: number; readonly longest?: number },
): SceneElement[] {
  if (place === undefined || count === undefined) return []
  const gap = Math.min(14, place.width / count / 3)
  const width = Math.min(look.longest ?? Infinity, (place.width - gap * (count - 1)) / count)
  return Array.from({ length: count }, (_, cell) => {
    const along = cell * (width + gap)
    const x = context.rightToLeft ? right(place) - along - width : place.x + along
    const isHere = cell === index - 1
    const height = isHere ? place.height : place.height * 0.45
    const from = context.rightToLeft ? 'right' : 'left'
    const radius = Math.min(look.radius ?? 0, height / 2)
    return bar(
      { x, y: bottom(place) - height, width, height },
      { start: 0.2 + cell * 0.05 + (isHere ? 0.2 : 0), fill: cell < index ? look.done : look.rest, from, radius },
    )
  })
}

/** The share of the chapters that has been reached, as an arc around a ring. */
export function chapterArc(ring: Box, { index, count }: Section, colour: string): SceneElement[] {
  if (index === undefined || count === undefined) return []
  const path = new Path2D()
  const [x, y] = [ring.x + ring.width / 2, ring.y + ring.width / 2]
  const turn = Math.PI * 2 * Math.min(0.9999, index / count)
  path.arc(x, y, ring.width * 0.43, -Math.PI / 2, turn - Math.PI / 2)
  return [drawnPath(path, { box: ring, start: 0.5, seconds: 1.1, colour, width: 16, cap: 'butt' })]
}

/** A panel with a slanted edge over the reading side of the frame, or its head, with a number on it. */
export function hotPanel(context: SceneContext, number: string, edge: number): SceneElement[] {
  const { frame, palette, rightToLeft, style } = context
  const lean = frame.isWide ? 170 : 90
  const place = { x: 0, y: 0, width: frame.isWide ? edge : frame.width, height: frame.isWide ? frame.height : edge }
  const panel = rightToLeft ? { ...place, x: frame.width - place.width } : place
  const top = Math.max(frame.safe.y, frame.mark ? bottom(frame.mark) : 0) + 20
  const numeral = frame.isWide
    ? {
        x: panel.x + (rightToLeft ? lean + 20 : frame.safe.x),
        y: frame.content.y,
        width: edge - lean - 20 - frame.safe.x,
        height: frame.content.height,
      }
    : { x: frame.content.x, y: top, width: frame.content.width, height: edge - top - lean - 20 }
  return [
    piece(panel, {
      style,
      start: 0,
      reach: lean,
      draw: (target) => {
        const hot = target.createLinearGradient(panel.x, panel.y, right(panel), bottom(panel))
        hot.addColorStop(0, palette.accent)
        hot.addColorStop(1, palette.accentSecond)
        target.fillStyle = hot
        target.fill(slanted(panel, lean, frame.isWide ? (rightToLeft ? 'left' : 'right') : 'bottom'))
      },
    }),
    textInBox(context, number, numeral, {
      start: 0.08,
      align: frame.isWide ? 'center' : rightToLeft ? 'right' : 'left',
      role: 'figure',
      sizePx: 620,
      maxLines: 1,
      colour: palette.onAccent,
      behind: palette.accent,
    }),
  ]
}

/** A box, larger by the motion's reach, with one slanted side. */
function slanted({ x, y, width, height }: Box, lean: number, side: 'left' | 'right' | 'bottom'): Path2D {
  const out = 120
  const path = new Path2D()
  const corners: Readonly<Record<typeof side, readonly (readonly [number, number])[]>> = {
    right: [
      [x - out, y - out],
      [x + width, y - out],
      [x + width - lean, y + height + out],
      [x - out, y + height + out],
    ],
    left: [
      [x + lean, y - out],
      [x + width + out, y - out],
      [x + width + out, y + height + out],
      [x, y + height + out],
    ],
    bottom: [
      [x - out, y - out],
      [x + width + out, y - out],
      [x + width + out, y + height - lean],
      [x - out, y + height],
    ],
  }
  for (const [px, py] of corners[side]) path.lineTo(px, py)
  path.closePath()
  return path
}

import { easeInOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { inflate, unite, type Box } from '../drawing/geometry.ts'
import { readable } from '../styles/colour.ts'
import { hasRightToLeft } from '../text/clean.ts'
import { fillWord } from '../text/paint.ts'
import type { TextBlock } from '../text/type.ts'
import { digitCells } from './figure.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** A side of the frame, whatever the reading direction. */
export type Side = 'left' | 'center' | 'right'

interface PlacedLabel {
  readonly start: number
  /** Where in its box it stands. */
  readonly side: Side
  readonly upright?: 'top' | 'middle' | 'bottom'
  readonly colour?: string
  readonly behind?: string
}

/** A set text in a box, at one of its sides. */
export function labelIn(context: SceneContext, block: TextBlock, box: Box, options: PlacedLabel): SceneElement {
  const { side, upright = 'middle', ...rest } = options
  const share = { top: 0, middle: 0.5, bottom: 1 }[upright]
  const y = box.y + (box.height - block.height) * share
  return context.words(block, { x: box.x, width: box.width, y, align: alignFor(block, side), ...rest })
}

/** The alignment that puts a block at a side; blocks of right-to-left scripts turn theirs round. */
export function alignFor(block: TextBlock, side: Side): Side {
  if (!block.rightToLeft || side === 'center') return side
  return side === 'left' ? 'right' : 'left'
}

/** A value as it is set, measured with figures of equal width. */
export interface SetValue {
  readonly text: string
  readonly role: TextRole
  readonly sizePx: number
  readonly width: number
  /** Cap height. */
  readonly height: number
}

/** Measures a value's text. */
export function setValue(context: SceneContext, text: string, role: TextRole, sizePx: number): SetValue {
  const type = context.style.text[role]
  const width = digitCells(context, type).width(text, sizePx)
  return { text, role, sizePx, width, height: context.text.capHeight(type) * sizePx }
}

interface CountedValue {
  readonly value: number
  readonly format: (value: number) => string
  readonly start: number
  readonly seconds: number
  /** Top left of the text when it has been drawn, and where it comes from. Default: it stands still. */
  readonly at: { readonly x: number; readonly y: number }
  readonly from?: { readonly x: number; readonly y: number }
  /** The side that stays in place while the text grows. */
  readonly side: Side
  readonly colour: string
  readonly behind?: string
  ease?(progress: number): number
}

/** A value that counts up while what it measures is drawn. */
export function countedValue(context: SceneContext, set: SetValue, options: CountedValue): SceneElement {
  const { at, from = at, behind = context.palette.background, ease = easeInOut } = options
  const type = context.style.text[set.role]
  const cells = digitCells(context, type)
  const place: Box = { ...at, width: set.width, height: set.height }
  const colour = readable(options.colour, behind, set.sizePx)
  // Figures of other scripts are shaped as a whole, and do not count.
  const counts = /^[\d\s.,%A-Z−+<]+$/.test(set.text)
  const share = { left: 1, center: 0.5, right: 0 }[options.side]
  return arriving({
    box: inflate(unite(place, { ...place, ...from }), set.sizePx * 0.3),
    start: options.start,
    seconds: options.seconds,
    texts: [{ box: place, colour, behind, sizePx: set.sizePx }],
    draw: (target, progress) => {
      const eased = ease(progress)
      const [x, y] = [from.x + (at.x - from.x) * eased, from.y + (at.y - from.y) * eased]
      target.globalAlpha *= Math.min(1, progress * 4)
      target.fillStyle = colour
      if (!counts) {
        context.text.apply(target, type, set.sizePx)
        fillWord(target, { text: set.text, rightToLeft: hasRightToLeft(set.text) }, x, y + set.height)
        return
      }
      const text = progress >= 1 ? set.text : options.format(options.value * eased)
      const spare = set.width - cells.width(text, set.sizePx)
      cells.draw(target, text, x + set.width - spare * share, y + set.height, set.sizePx)
    },
  })
}

import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, unite, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, softShadow } from '../drawing/shape-elements.ts'
import { arrange, type PlacedText } from '../layout/arrange.ts'
import { column, type LayoutNode } from '../layout/node.ts'
import { mix } from '../styles/colour.ts'
import type { ImageVisual } from './image-schema.ts'
import { mountedImage, slowMove, type Mount } from './image-mount.ts'
import { LARGE_PX, shadeBelow } from './image-shade.ts'
import { imageTextElements, imageTexts, TEXT_GAP, type ImageText } from './image-text.ts'
import type { SceneContext } from './scene-kind.ts'

/** A picture over the whole frame; its texts at the bottom, on a plate or a scrim by the style. */
export function fullImage(visual: ImageVisual, context: SceneContext): SceneElement[] {
  const { frame, style } = context
  const window = { x: 0, y: 0, width: frame.width, height: frame.height }
  const mount: Mount = { file: visual.file, window, move: slowMove(context, visual) }
  const base: MakeBase = (texts, small) => BASES[style.composition](context, mount, texts, small)
  return textsOver(mountedImage(context, mount), visual, context, base)
}

/** Texts at the bottom of what fills the frame, on the base that is made for where they stand. */
export function textsOver(
  picture: SceneElement,
  visual: Pick<ImageVisual, 'headline' | 'caption' | 'credit'>,
  context: SceneContext,
  makeBase: MakeBase,
): SceneElement[] {
  const { frame, style } = context
  const texts = imageTexts(visual, context, style.composition === 'poster' ? { headlinePx: 190 } : {})
  const present = [texts.headline, texts.caption, texts.credit]
  if (present.every((node) => node === undefined)) return [picture]
  const isPoster = style.composition === 'poster'
  const width = frame.isWide ? `${isPoster ? 86 : 58}%` : '100%'
  // Capitals have no descenders; other scripts have, and very large type has large ones.
  const gap = isPoster && context.rightToLeft ? 96 : TEXT_GAP
  const plan = arrange(
    column({ along: 'end', across: 'start' }, [textColumn(present, width as `${number}%`, gap)]),
    inflate(frame.content, 0, -46),
    context,
  )
  const keys = (['headline', 'caption', 'credit'] as const).filter((key) => plan.has(key))
  const boxes = keys.map((key) => inkOf(plan.text(key), context.rightToLeft))
  const small = boxes.filter((_, index) => plan.text(keys[index]!).block.sizePx < LARGE_PX)
  const whole = boxes.reduce(unite)
  const fine = small.length > 0 ? small.reduce(unite) : { ...whole, y: bottom(whole) }
  const { elements, behind, colour } = makeBase(whole, fine)
  return [picture, ...elements, ...imageTextElements(plan, context, { behind, ...(colour && { colour }) })]
}

/** Where a text has its words, in a column that may be wider. */
const inkOf = ({ block, x, y, width }: PlacedText, rightToLeft: boolean): Box => ({
  x: rightToLeft ? x + width - block.width : x,
  y,
  width: block.width,
  height: block.height,
})

const textColumn = (
  children: readonly (LayoutNode<ImageText> | undefined)[],
  width: `${number}%`,
  gap: number,
): LayoutNode<ImageText> => column({ gap, width, shrinks: true }, children)

interface Base {
  readonly elements: readonly SceneElement[]
  /** What lies behind the headline and behind smaller texts. */
  readonly behind: { readonly large: string; readonly small: string }
  readonly colour?: string
}

/** Makes what texts stand on, from where all of them and the small ones are. */
export type MakeBase = (texts: Box, small: Box) => Base

type Composition = SceneContext['style']['composition']

/** What the texts stand on. */
const BASES: Readonly<Record<Composition, (context: SceneContext, mount: Mount, texts: Box, small: Box) => Base>> = {
  /** A plate of paper that comes out of the frame's edge, with a rule of the accent colour. */
  columns: (context, _mount, texts) => plate(context, texts),
  notebook: (context, _mount, texts) => card(context, inflate(texts, 52, 48), 40),
  diagram: (context, _mount, texts) => card(context, inflate(texts, 48, 44), 14),
  poster: (context, mount, texts, small) =>
    shade(context, mount, texts, small, mix(context.palette.accent, context.palette.background, 0.42)),
  archive: (context, mount, texts, small) =>
    shade(context, mount, texts, small, mix(context.palette.background, context.palette.accentSecond, 0.24)),
}

/** What texts stand on over moving pictures, whose brightness changes: nothing shines through. */
export const SOLID_BASES: Readonly<Record<Composition, (context: SceneContext, texts: Box) => Base>> = {
  columns: (context, texts) => plate(context, texts),
  notebook: (context, texts) => card(context, inflate(texts, 52, 48), 40),
  diagram: (context, texts) => card(context, inflate(texts, 48, 44), 14),
  poster: (context, texts) => card(context, inflate(texts, 56, 52), 0),
  archive: (context, texts) => card(context, inflate(texts, 44, 40), 0),
}

function plate(context: SceneContext, texts: Box): Base {
  const { palette, frame, rightToLeft } = context
  const padded = inflate(texts, 64, 56)
  const box = rightToLeft ? { ...padded, width: frame.width - padded.x } : { ...padded, x: 0, width: right(padded) }
  const rule = { ...box, height: 10 }
  const from = rightToLeft ? 'right' : 'left'
  return {
    elements: [
      bar(box, { start: -1, fill: palette.background, from }),
      bar(rule, { start: 0.1, fill: palette.accent, from }),
    ],
    behind: { large: palette.background, small: palette.background },
  }
}

function card(context: SceneContext, box: Box, radius: number): Base {
  const { palette } = context
  const plate: SceneElement = {
    box: inflate(box, 40),
    state: () => 0,
    draw: (target) => {
      softShadow(target, box, palette.ink, radius)
      fillBox(target, box, palette.surface, radius)
    },
  }
  return { elements: [plate], behind: { large: palette.surface, small: palette.surface } }
}

function shade(context: SceneContext, mount: Mount, texts: Box, small: Box, colour: string): Base {
  const { element, behind } = shadeBelow(context, mount, texts, small, colour)
  return { elements: [element], behind, colour: context.palette.ink }
}

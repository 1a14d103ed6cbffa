import { isolated, type SceneElement } from '../drawing/element.ts'
import { easeInOut } from '../drawing/easing.ts'
import { bottom, inflate, right, unite, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, softShadow } from '../drawing/shape-elements.ts'
import { arrange, type PlacedText } from '../layout/arrange.ts'
import { column, type LayoutNode } from '../layout/node.ts'
import { scrimFor } from '../images/scrim.ts'
import { mix, withOpacity } from '../styles/colour.ts'
import type { ImageVisual } from './image.ts'
import { mountedImage, partBehind, slowMove, type Mount } from './image-mount.ts'
import { imageTextElements, imageTexts, TEXT_GAP, type ImageText } from './image-text.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import type { SceneContext } from './scene-kind.ts'

/** A picture over the whole frame; its texts at the bottom, on a plate or a scrim by the style. */
export function fullImage(visual: ImageVisual, context: SceneContext): SceneElement[] {
  const { frame, style } = context
  const window = { x: 0, y: 0, width: frame.width, height: frame.height }
  const mount: Mount = { file: visual.file, window, move: slowMove(context, visual) }
  const texts = imageTexts(visual, context, style.composition === 'poster' ? { headlinePx: 190 } : {})
  const present = [texts.headline, texts.caption, texts.credit]
  const picture = mountedImage(context, mount)
  if (present.every((node) => node === undefined)) return [picture]
  const isPoster = style.composition === 'poster'
  const width = frame.isWide ? `${isPoster ? 86 : 58}%` : '100%'
  // Capitals have no descenders; other scripts have, and very large type has large ones.
  const gap = isPoster && context.rightToLeft ? 96 : TEXT_GAP
  const plan = arrange(
    column({ along: 'end', across: 'start' }, [textColumn(present, width as `${number}%`, gap)]),
    inflate(frame.content, 0, -30),
    context,
  )
  const keys = (['headline', 'caption', 'credit'] as const).filter((key) => plan.has(key))
  const boxes = keys.map((key) => inkOf(plan.text(key), context.rightToLeft))
  const small = boxes.filter((_, index) => plan.text(keys[index]!).block.sizePx < LARGE_PX)
  const whole = boxes.reduce(unite)
  const fine = small.length > 0 ? small.reduce(unite) : { ...whole, y: bottom(whole) }
  const { elements, behind, colour } = BASES[style.composition](context, mount, whole, fine)
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

type MakeBase = (context: SceneContext, mount: Mount, texts: Box, small: Box) => Base

/** What the texts stand on. */
const BASES: Readonly<Record<SceneContext['style']['composition'], MakeBase>> = {
  /** A plate of paper that comes out of the frame's edge, with a rule of the accent colour. */
  columns: (context, _mount, texts) => {
    const { palette, frame, rightToLeft } = context
    const padded = inflate(texts, 64, 56)
    const plate = rightToLeft ? { ...padded, width: frame.width - padded.x } : { ...padded, x: 0, width: right(padded) }
    const rule = { ...plate, height: 10 }
    const from = rightToLeft ? 'right' : 'left'
    return {
      elements: [
        bar(plate, { start: -1, fill: palette.background, from }),
        bar(rule, { start: 0.1, fill: palette.accent, from }),
      ],
      behind: { large: palette.background, small: palette.background },
    }
  },
  notebook: (context, _mount, texts) => card(context, inflate(texts, 52, 48), 40),
  diagram: (context, _mount, texts) => card(context, inflate(texts, 48, 44), 14),
  poster: (context, mount, texts, small) =>
    shade(context, mount, texts, small, mix(context.palette.accent, context.palette.background, 0.42)),
  archive: (context, mount, texts, small) =>
    shade(context, mount, texts, small, mix(context.palette.background, context.palette.accentSecond, 0.24)),
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

/** How far above the texts the shade begins. */
const FADE_PX = 420

/**
 * A shade from above the texts to the frame's bottom, in two steps: behind the headline as thick as large type needs on
 * this part of the picture, below it as small type does.
 */
function shade(context: SceneContext, mount: Mount, texts: Box, small: Box, colour: string): Base {
  const { frame, palette } = context
  const floor = frame.height
  const thickness = (from: number, sizePx: number) =>
    scrimFor(context.image(mount.file), partBehind(context, mount, { ...texts, y: from, height: floor - from }), {
      ink: palette.ink,
      colour,
      ground: palette.background,
      sizePx,
      least: LEAST_OPACITY,
    })
  const [large, fine] = [thickness(texts.y, LARGE_PX), thickness(small.y, SMALLEST_PX)]
  const top = Math.max(0, texts.y - FADE_PX)
  const stops: readonly (readonly [y: number, opacity: number])[] = [
    ...[0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1].map(
      (share) => [top + (texts.y - 24 - top) * share, large.opacity * easeInOut(share)] as const,
    ),
    [texts.y - 20, large.opacity],
    [Math.max(texts.y - 16, small.y - 14), Math.max(large.opacity, fine.opacity)],
    [floor, Math.max(large.opacity, fine.opacity)],
  ]
  const plane: SceneElement = {
    box: { x: 0, y: top, width: frame.width, height: floor - top },
    state: () => 0,
    draw: (target) => {
      const fill = target.createLinearGradient(0, top, 0, floor)
      for (const [y, opacity] of stops) {
        fill.addColorStop((y - top) / (floor - top), withOpacity(colour, opacity))
      }
      isolated(target, () => {
        // Darkened by multiplying, a picture keeps its own drawing.
        target.globalCompositeOperation = 'multiply'
        target.fillStyle = fill
        target.fillRect(0, top, frame.width, floor - top)
      })
    },
  }
  return { elements: [plane], behind: { large: large.behind, small: fine.behind }, colour: palette.ink }
}

const LEAST_OPACITY = 0.4
/** From this size on, text counts as large (WCAG 2.2). */
const LARGE_PX = 48

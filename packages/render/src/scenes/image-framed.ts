import { Path2D, type SKRSContext2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { below, bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, softShadow } from '../drawing/shape-elements.ts'
import { arrange, type Arrangement } from '../layout/arrange.ts'
import { column, text } from '../layout/node.ts'
import { withOpacity } from '../styles/colour.ts'
import { mirrored } from './composition.ts'
import { figureLabel } from './figure-label.ts'
import { fitted } from './fitting.ts'
import type { ImageVisual } from './image-schema.ts'
import { mountedImage, slowMove, turn } from './image-mount.ts'
import { beside, isTold, print, shapedIn } from './image-room.ts'
import { imageTextElements, imageTexts, readingSide, TEXT_GAP, type ImageText } from './image-text.ts'
import { plateFrame } from './ornament.ts'
import type { Compositions } from './scene-kind.ts'

/** A picture in the manner of each style, with its texts beside it (below it, in a high frame). */
export const FRAMED_IMAGES: Compositions<ImageVisual> = {
  /** The picture bleeds off the frame's far edge; the texts stand in the first columns. */
  columns: (visual, context) => {
    const { frame, palette, rightToLeft } = context
    const { content } = frame
    const hasText = isTold(visual)
    const isRow = frame.isWide && hasText
    const left = isRow ? content.x + content.width * 0.36 : frame.isWide ? content.x : 0
    const height = isRow
      ? frame.height
      : hasText
        ? content.y + content.height * (frame.height > frame.width * 1.4 ? 0.64 : 0.42)
        : bottom(content) - 64
    const window = mirrored({ x: left, y: 0, width: frame.width - left, height }, context)
    const area = isRow
      ? mirrored({ ...content, width: content.width * 0.36 - 64 }, context)
      : below(content, height + (hasText ? 76 : 34))
    const texts = imageTexts(visual, context)
    const plan = arrange<ImageText>(
      column({ gap: TEXT_GAP, along: isRow ? 'optical' : 'start' }, [texts.headline, texts.caption, texts.credit]),
      area,
      context,
    )
    const entrance = rightToLeft ? 'wipe-right' : 'wipe-left'
    const rule = { x: area.x, y: top(plan, area) - 44, width: Math.min(area.width, 96), height: 8 }
    return [
      mountedImage(context, { file: visual.file, window, move: slowMove(context, visual), start: 0, entrance }),
      ...(hasText
        ? [bar(rightToLeft ? { ...rule, x: right(area) - rule.width } : rule, { start: 0.1, fill: palette.accent })]
        : []),
      ...imageTextElements(plan, context),
    ]
  },

  /** A print with a white border, a little askew, held by tape; the caption is written on it. */
  notebook: (visual, context) => {
    const { palette } = context
    const others = { ...visual, caption: undefined }
    const { picture, elements } = beside(others, context, 0.33)
    const tilt = context.rightToLeft ? 1.6 : -1.6
    const { window, paper, lip } = print(visual, context, inflate(picture, -34, -20), isTold(others))
    const tapes = tapeBoxes(paper)
    const mount = mountedImage(context, {
      file: visual.file,
      window,
      move: slowMove(context, visual),
      start: 0,
      entrance: 'piece',
      tilt,
      reach: paper.height - window.height + 40,
      back: (target) => {
        softShadow(target, paper, palette.ink, 8)
        fillBox(target, paper, palette.surface, 6)
      },
      front: (target) => tapes.forEach((tape) => drawTape(target, tape, palette.accentSecond)),
    })
    if (lip === undefined) return [mount, ...elements]
    const words = context.words(lip, {
      x: paper.x,
      width: paper.width,
      y: bottom(window) + 38,
      align: 'center',
      start: context.at('caption', 1),
      behind: palette.surface,
    })
    return [mount, turned(words, window, tilt), ...elements]
  },

  /** A figure: a framed card, numbered, with its legend. */
  diagram: (visual, context) => {
    const { palette } = context
    const figure = text<'figure'>(
      'figure',
      fitted(context, figureLabel(context.index + 1, context.language), 'label', { sizePx: 28, maxLines: 1 }),
      { shrinks: false },
    )
    const { picture, elements, plan } = beside(visual, context, 0.34, { label: figure })
    const window = shapedIn(visual.file, context, inflate(picture, -22), isTold(visual))
    const plate = inflate(window, 20)
    const outline = new Path2D()
    outline.roundRect(plate.x, plate.y, plate.width, plate.height, 16)
    return [
      mountedImage(context, {
        file: visual.file,
        window,
        move: slowMove(context, visual),
        start: 0,
        radius: 6,
        reach: 40,
        back: (target) => {
          softShadow(target, plate, palette.ink, 16)
          fillBox(target, plate, palette.surface, 16)
        },
      }),
      drawnPath(outline, { box: plate, start: 0.1, seconds: 1, colour: palette.accent, width: 3 }),
      plan.words('figure', {
        start: 0.2,
        colour: palette.accent,
        align: readingSide(plan.text('figure').block, context),
      }),
      ...elements,
    ]
  },

  /** Only whole frames: see image-full.ts; framed, a plate leaning into its slab's colours. */
  poster: (visual, context) => {
    const { palette } = context
    const { picture, elements } = beside(visual, context, 0.4)
    const window = shapedIn(visual.file, context, inflate(picture, -24), isTold(visual))
    const edge = (target: SKRSContext2D) => {
      const hot = target.createLinearGradient(window.x, window.y, right(window), bottom(window))
      hot.addColorStop(0, palette.accent)
      hot.addColorStop(1, palette.accentSecond)
      fillBox(target, { ...inflate(window, 10), x: window.x - 22, y: window.y - 2 }, hot)
    }
    const mount = { file: visual.file, window, move: slowMove(context, visual) }
    return [mountedImage(context, { ...mount, start: 0, entrance: 'piece', reach: 40, back: edge }), ...elements]
  },

  /** A plate in an archive: double hairlines around a picture that drifts. */
  archive: (visual, context) => {
    const { picture, elements } = beside(visual, context, 0.3, { above: 60 })
    const window = shapedIn(visual.file, context, inflate(picture, -32), isTold(visual))
    return [
      ...plateFrame(context, inflate(window, 32), 0),
      mountedImage(context, { file: visual.file, window, move: slowMove(context, visual), start: 0 }),
      ...elements,
    ]
  },
}

const top = (plan: Arrangement<ImageText>, area: Box): number =>
  Math.min(
    ...(['headline', 'caption', 'credit'] as const).filter((key) => plan.has(key)).map((key) => plan.box(key).y),
    bottom(area),
  )

/** An element turned around the middle of a box, in degrees. */
function turned(element: SceneElement, around: Box, degrees: number): SceneElement {
  return {
    ...element,
    box: inflate(element.box, Math.max(around.width, around.height) * 0.03),
    draw: (target, seconds) => {
      target.save()
      turn(target, around, degrees)
      element.draw(target, seconds)
      target.restore()
    },
  }
}

const tapeBoxes = (paper: Box): Box[] => [
  { x: paper.x + paper.width / 2 - 95, y: paper.y - 26, width: 190, height: 52 },
]

function drawTape(target: SKRSContext2D, tape: Box, colour: string): void {
  fillBox(target, tape, withOpacity(colour, 0.42), 2)
}

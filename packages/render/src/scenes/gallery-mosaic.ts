import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate } from '../drawing/geometry.ts'
import { box, column, row, type LayoutNode } from '../layout/node.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { galleryPlan, settingOf } from './gallery-parts.ts'
import type { GalleryVisual } from './gallery-schema.ts'
import { mountedImage, slowMove } from './image-mount.ts'
import { readingSide } from './image-text.ts'
import type { SceneContext } from './scene-kind.ts'

/** Which pictures share a row, by their number; in a wide frame two or three stand in columns. */
const ROWS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  2: [[0], [1]],
  3: [[0], [1, 2]],
  4: [
    [0, 1],
    [2, 3],
  ],
  5: [[0], [1, 2], [3, 4]],
  6: [
    [0, 1],
    [2, 3],
    [4, 5],
  ],
}
/** Where there is room for two rows only. */
const LOW_ROWS: typeof ROWS = {
  ...ROWS,
  5: [
    [0, 1],
    [2, 3, 4],
  ],
  6: [
    [0, 1, 2],
    [3, 4, 5],
  ],
}
const WIDE_ROWS: typeof ROWS = { ...LOW_ROWS, 3: [[0], [1], [2]] }
const CAPTION_GAP = 26

/** All pictures beside each other; each comes in at its cue. */
export function galleryMosaic(visual: GalleryVisual, context: SceneContext): SceneElement[] {
  const setting = settingOf(context)
  const plan = galleryPlan(visual, context, tiles(visual.items.length, context, setting.gap))
  const captions = visual.items.map(({ caption }, index) =>
    caption === undefined
      ? undefined
      : context.fit(caption, 'strong', {
          maxWidth: plan.box(`tile.${index}`).width,
          maxLines: 2,
          sizePx: 32,
          minSizePx: SMALLEST_PX,
        }),
  )
  const lip = Math.max(0, ...captions.map((block) => (block ? block.height + CAPTION_GAP + setting.border : 0)))
  const pictures = visual.items.flatMap((item, index): SceneElement[] => {
    const tile = plan.box(`tile.${index}`)
    const window = inflate({ ...tile, height: tile.height - lip }, -setting.border)
    const start = index === 0 ? Math.min(0.1, context.at(`items.${index}`, index)) : context.at(`items.${index}`, index)
    const block = captions[index]
    const mount = { file: item.file, window, move: slowMove(context, item), start, ...setting.mount(window, index) }
    return [
      mountedImage(context, mount),
      ...(block
        ? [
            context.words(block, {
              x: tile.x,
              width: tile.width,
              y: bottom(window) + setting.border + CAPTION_GAP,
              start: start + 0.15,
            }),
          ]
        : []),
    ]
  })
  return [...galleryTexts(plan, context), ...pictures]
}

/** Headline and credits, those that there are. */
export function galleryTexts(plan: ReturnType<typeof galleryPlan>, context: SceneContext): SceneElement[] {
  return [
    ...(plan.has('headline') ? [plan.words('headline', { start: context.at('headline', 0) })] : []),
    ...(plan.has('credit')
      ? [
          plan.words('credit', {
            start: -1e3,
            entrance: 'none',
            colour: context.palette.mutedInk,
            align: readingSide(plan.text('credit').block, context),
          }),
        ]
      : []),
  ]
}

function tiles(count: number, context: SceneContext, gap: number): LayoutNode<`tile.${number}`> {
  const { isWide, width, height } = context.frame
  const inColumns = isWide && count < 4
  const [outer, inner] = inColumns ? [row, column] : [column, row]
  const rows = height > width * 1.4 ? ROWS : LOW_ROWS
  const groups = (isWide ? WIDE_ROWS : rows)[count]!
  return outer(
    { gap, height: 'fill' },
    groups.map((group) =>
      inner(
        inColumns ? { gap, width: 'fill' } : { gap, height: 'fill' },
        group.map((index) => box(`tile.${index}`, inColumns ? { height: 'fill' } : { width: 'fill' })),
      ),
    ),
  )
}

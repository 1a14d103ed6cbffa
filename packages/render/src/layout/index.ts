/**
 * How scenes are laid out: a tree of rows, columns, boxes and texts (flexbox, solved by Yoga) over an area of the frame.
 * Right-to-left scenes come out mirrored. `arrange` answers with boxes and set texts by key.
 *
 * @example
 * const plan = arrange(
 *   column({ gap: 60, along: 'optical' }, [
 *     text('headline', (maxWidth, maxHeight) => context.fit(visual.headline, 'heading', { maxWidth, maxHeight, sizePx: 96 })),
 *     rowIf(frame.isWide, { gap: 24 }, visual.items.map((_, index) => box(`item.${index}`, { width: 'fill', height: 220 }))),
 *   ]),
 *   frame.content,
 *   context,
 * )
 * return [plan.words('headline', { start: 0.1 }), ...panels(plan.box('item.0'))]
 */
export { arrange, type Arrangement, type PlacedText } from './arrange.ts'
export {
  box,
  column,
  keyed,
  row,
  rowIf,
  spacer,
  text,
  type BoxOptions,
  type Children,
  type FitText,
  type GroupOptions,
  type LayoutNode,
  type Length,
} from './node.ts'

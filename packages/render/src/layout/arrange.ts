import { Direction, type Node } from 'yoga-layout/load'
import { contains, type Box } from '../drawing/geometry.ts'
import type { SceneElement } from '../drawing/element.ts'
import type { SceneContext } from '../scenes/scene-kind.ts'
import type { TextBlock } from '../text/type.ts'
import type { FitSize, LayoutNode } from './node.ts'
import { buildTree, type Measure } from './yoga.ts'

/** Where a text stands, as `SceneContext.words` takes it. */
export interface PlacedText {
  readonly block: TextBlock
  /** The column's left edge and the first line's cap height. */
  readonly x: number
  readonly y: number
  /** Of the column. */
  readonly width: number
}

/** A solved layout: boxes in design pixels, and texts as they were set, by their keys. */
export interface Arrangement<Key extends string> {
  /** Whether no text was shortened and nothing stands out of what holds it. */
  readonly fits: boolean
  has(key: Key): boolean
  /** Throws a `RangeError` for a key that the layout does not have. */
  box(key: Key): Box
  /** Throws a `RangeError` for a key that is not a text of the layout. */
  text(key: Key): PlacedText
  /** The text as an element; colours and motion as `SceneContext.words` takes them. */
  words(key: Key, options: WordsOptions): SceneElement
}

type WordsOptions = Omit<Parameters<SceneContext['words']>[1], 'x' | 'y' | 'width'>

/**
 * Solves a layout (see node.ts: rows, columns, boxes, texts) over an area of the frame, and answers with boxes and set
 * texts by key. Rows run in the scene's reading direction, so that a scene in Arabic comes out mirrored. Texts are set
 * twice: as large as they want, then in the room that is left to them; what is around them closes up.
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

export function arrange<Key extends string>(
  root: LayoutNode<Key>,
  area: Box,
  context: Pick<SceneContext, 'rightToLeft' | 'words'>,
): Arrangement<Key> {
  const wanted = solve(root, area, context.rightToLeft, (node, maxWidth, maxHeight) =>
    node.fit!(Math.min(maxWidth, area.width), Math.min(maxHeight, area.height)),
  )
  const blocks = new Map<LayoutNode, Size>()
  for (const [node, { width, height }] of wanted) {
    if (node.fit) blocks.set(node, node.fit(width + ROUNDING, height + ROUNDING))
  }
  const boxes = solve(root, area, context.rightToLeft, (node) => blocks.get(node)!)
  for (const [node, { width, height }] of boxes) {
    // Boxes that may not shrink can leave a text less room than it was promised.
    const isSqueezed = node.fit !== undefined && blocks.get(node)!.height > height + TOLERANCE_PX
    if (isSqueezed) blocks.set(node, node.fit!(width + ROUNDING, height + ROUNDING))
  }
  const fits =
    [...blocks.values()].every((block) => !isText(block) || !block.shortened) &&
    [...boxes].every(([{ children }, box]) => children.every((child) => contains(box, boxes.get(child)!)))
  return { fits, ...arrangementOf(boxes, blocks, context) }
}

type Size = ReturnType<FitSize>

const isText = (size: Size | undefined): size is TextBlock => size !== undefined && 'lines' in size

/** Yoga computes in single precision. */
const ROUNDING = 0.05
const TOLERANCE_PX = 0.5

function solve(root: LayoutNode, area: Box, rightToLeft: boolean, measure: Measure): Map<LayoutNode, Box> {
  const solved = new Map<LayoutNode, Node>()
  const tree = buildTree(root, undefined, { measure, built: (node, own) => solved.set(node, own) })
  tree.calculateLayout(area.width, area.height, rightToLeft ? Direction.RTL : Direction.LTR)
  const boxes = new Map<LayoutNode, Box>()
  const read = (node: LayoutNode, x: number, y: number): void => {
    const { left, top, width, height } = solved.get(node)!.getComputedLayout()
    boxes.set(node, { x: x + left, y: y + top, width, height })
    node.children.forEach((child) => read(child, x + left, y + top))
  }
  read(root, area.x, area.y)
  tree.freeRecursive()
  return boxes
}

function arrangementOf<Key extends string>(
  boxes: ReadonlyMap<LayoutNode, Box>,
  blocks: ReadonlyMap<LayoutNode, Size>,
  context: Pick<SceneContext, 'words'>,
): Omit<Arrangement<Key>, 'fits'> {
  const nodes = new Map(
    [...boxes.keys()].flatMap((node) => (node.key === undefined ? [] : [[node.key, node] as const])),
  )
  const find = (key: Key): LayoutNode => {
    const node = nodes.get(key)
    if (node === undefined) throw new RangeError(`The layout has no “${key}”; it has ${[...nodes.keys()].join(', ')}`)
    return node
  }
  const text = (key: Key): PlacedText => {
    const node = find(key)
    const block = blocks.get(node)
    if (!isText(block)) throw new RangeError(`“${key}” of the layout is not a text`)
    const { x, y, width } = boxes.get(node)!
    return { block, x, y, width }
  }
  return {
    has: (key) => nodes.has(key),
    box: (key) => boxes.get(find(key))!,
    text,
    words: (key, options) => {
      const { block, ...place } = text(key)
      return context.words(block, { ...place, ...options })
    },
  }
}

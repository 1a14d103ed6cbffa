import { Align, Edge, FlexDirection, Gutter, Justify, loadYoga, MeasureMode, Wrap, type Node } from 'yoga-layout/load'
import type { Across, Along, BoxOptions, GroupOptions, LayoutNode, Length } from './node.ts'

/** Space above and below a group that stands at the optical middle: 46 % of what is left over lies above. */
const OPTICAL = { above: 0.46, below: 0.54 } as const

const Yoga = await withoutFetch(loadYoga)
const config = Yoga.Config.create()
// Whole pixels are the drawing's concern.
config.setPointScaleFactor(0)

/** The size that a text takes within a width and a height. */
export type Measure = (node: LayoutNode, maxWidth: number, maxHeight: number) => { width: number; height: number }

/** Builds the tree that Yoga solves; `built` is told which of its nodes stands for which of ours. Free it after use. */
export function buildTree(
  node: LayoutNode,
  parent: LayoutNode | undefined,
  tools: { readonly measure: Measure; built(node: LayoutNode, solved: Node): void },
): Node {
  const solved = Yoga.Node.create(config)
  applyBox(solved, node.options, parent?.direction ?? 'column', parent === undefined)
  applyGroup(solved, node)
  const isOptical = node.options.along === 'optical'
  const children = node.children.map((child) => buildTree(child, node, tools))
  const filled = isOptical ? withGrowers(children, node) : children
  filled.forEach((child, index) => solved.insertChild(child, index))
  if (node.fit) {
    solved.setMeasureFunc((width, widthMode, height, heightMode) =>
      tools.measure(
        node,
        widthMode === MeasureMode.Undefined ? Infinity : width,
        heightMode === MeasureMode.Undefined ? Infinity : height,
      ),
    )
  }
  tools.built(node, solved)
  return solved
}

function applyBox(solved: Node, options: BoxOptions, direction: 'row' | 'column', isRoot: boolean): void {
  const { width, height, minWidth, minHeight, maxWidth, maxHeight, ratio, shrinks, align } = options
  if (!isRoot) {
    const [isRow, least] = direction === 'row' ? [true, minWidth] : [false, minHeight]
    size(solved, width, { isAlong: isRow, least, set: (length) => solved.setWidth(length) })
    size(solved, height, { isAlong: !isRow, least, set: (length) => solved.setHeight(length) })
  }
  solved.setMinWidth(minWidth)
  solved.setMinHeight(minHeight)
  if (maxWidth !== undefined && maxWidth !== 'fill') solved.setMaxWidth(maxWidth)
  if (maxHeight !== undefined && maxHeight !== 'fill') solved.setMaxHeight(maxHeight)
  solved.setAspectRatio(ratio)
  if (shrinks !== undefined) solved.setFlexShrink(shrinks ? 1 : 0)
  if (align) solved.setAlignSelf(ACROSS[align])
}

/** Filling along the parent's direction takes a share of what is left over besides the least; across it, all of it. */
function size(
  solved: Node,
  length: Length | undefined,
  side: { readonly isAlong: boolean; readonly least: number | undefined; set(length: Fixed): void },
): void {
  const { isAlong, least = 0, set } = side
  if (length === undefined) return
  if (length !== 'fill') set(length)
  else if (isAlong) {
    solved.setFlexGrow(1)
    solved.setFlexShrink(1)
    // From a basis of 0, Yoga would let others overflow where the least is more than what is left over.
    solved.setFlexBasis(least)
  } else solved.setAlignSelf(Align.Stretch)
}

function applyGroup(solved: Node, { options, direction }: LayoutNode): void {
  const { gap, padding = 0, along = 'start', across = 'stretch', wraps = false } = options as GroupOptions
  solved.setFlexDirection(direction === 'row' ? FlexDirection.Row : FlexDirection.Column)
  solved.setJustifyContent(ALONG[along])
  solved.setAlignItems(ACROSS[across])
  solved.setFlexWrap(wraps ? Wrap.Wrap : Wrap.NoWrap)
  if (gap !== undefined) solved.setGap(Gutter.All, gap)
  solved.setPadding(Edge.Horizontal, typeof padding === 'number' ? padding : (padding.x ?? 0))
  solved.setPadding(Edge.Vertical, typeof padding === 'number' ? padding : (padding.y ?? 0))
}

/** Growing space before and after the children, without the gaps that would part it from them. */
function withGrowers(children: readonly Node[], { direction, options }: LayoutNode): Node[] {
  const [before, after] = [Yoga.Node.create(config), Yoga.Node.create(config)]
  before.setFlexGrow(OPTICAL.above)
  after.setFlexGrow(OPTICAL.below)
  const gap = options.gap ?? 0
  before.setMargin(direction === 'row' ? Edge.End : Edge.Bottom, -gap)
  after.setMargin(direction === 'row' ? Edge.Start : Edge.Top, -gap)
  return [before, ...children, after]
}

type Fixed = number | `${number}%`

const ACROSS: Readonly<Record<Across, Align>> = {
  start: Align.FlexStart,
  center: Align.Center,
  end: Align.FlexEnd,
  stretch: Align.Stretch,
}

const ALONG: Readonly<Record<Along, Justify>> = {
  start: Justify.FlexStart,
  center: Justify.Center,
  // Growing space around the children does it.
  optical: Justify.FlexStart,
  end: Justify.FlexEnd,
  between: Justify.SpaceBetween,
  around: Justify.SpaceAround,
}

/** Where there is `fetch`, Yoga's code comes through it from a data URL, for which Node.js loads all of HTTP first (40 ms). */
function withoutFetch<Result>(work: () => Result): Result {
  const { fetch } = globalThis
  Reflect.deleteProperty(globalThis, 'fetch')
  try {
    return work()
  } finally {
    globalThis.fetch = fetch
  }
}

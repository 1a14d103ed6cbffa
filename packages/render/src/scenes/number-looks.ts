import type { SceneElement } from '../drawing/element.ts'
import { columns } from '../drawing/frame.ts'
import { inflate, right } from '../drawing/geometry.ts'
import { bar, drawnPath } from '../drawing/shape-elements.ts'
import { handLoop } from '../drawing/strokes.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { box, column, row, rowIf, type LayoutNode } from '../layout/node.ts'
import type { Style } from '../styles/style.ts'
import {
  countOf,
  digitsIn,
  dimensionLine,
  isSquare,
  litUnder,
  roomOf,
  type FigureTone,
  type NumberKey,
  type NumberNodes,
  type NumberSet,
  type NumberTexts,
} from './number-parts.ts'
import { ghostIcon, speedLines } from './ornament.ts'
import { badge } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

type Key = NumberKey | 'icon' | 'device'

/** What makes a number the style's own: how its parts are set and stand, and what is drawn behind them. */
export interface NumberLook {
  readonly set: NumberSet
  readonly align?: 'center'
  readonly tone: FigureTone
  readonly contextColour: string
  readonly iconColour: string
  readonly iconAt?: 'start' | 'end'
  tree(nodes: NumberNodes): LayoutNode<Key>
  behind(plan: Arrangement<Key>): SceneElement[]
}

export const numberLook = (visual: NumberTexts, context: SceneContext): NumberLook =>
  LOOKS[context.style.composition](visual, context)

const LOOKS: Readonly<Record<Style['composition'], (visual: NumberTexts, context: SceneContext) => NumberLook>> = {
  /** On graphite: the figure over a rule that grows with it, label and proportion in columns below. */
  columns: (visual, context) => {
    const { frame, palette, style } = context
    const { isWide } = frame
    const set: NumberSet = {
      figure: { maxSizePx: 620, heightShare: 0.47 },
      label: { role: 'strong', sizePx: 64 },
      context: { role: 'body', sizePx: style.scale.body + 6 },
      across: 'start',
    }
    return {
      set,
      tone: { colour: palette.ink, unitColour: palette.accent },
      contextColour: palette.mutedInk,
      iconColour: palette.mutedInk,
      iconAt: isWide ? 'end' : 'start',
      tree: ({ figure, label, proportion }) =>
        column({ along: isWide ? 'optical' : 'center', gap: 52 }, [
          ...withIcon(visual, context, figure, { side: 190, across: 'start' }),
          box('device', { height: 8 }),
          rowIf(isWide, { gap: isWide ? columns(frame, 0, 1).width : 48 }, [
            column(isWide ? { width: '58%' } : {}, [label]),
            proportion && column(isWide ? { width: 'fill' } : {}, [proportion]),
          ]),
        ]),
      behind: (plan) => {
        const rule = plan.box('device')
        const from = context.rightToLeft ? 'right' : 'left'
        const drawn = { start: countOf(context).start + 0.1, seconds: 1.4, from } as const
        const figure = plan.box('figure')
        const counted = { ...rule, ...digitsIn(visual, context, figure, set) }
        return [
          bar({ ...rule, y: rule.y + 4, height: 2 }, { ...drawn, fill: palette.line }),
          bar(counted, { ...drawn, fill: palette.accent }),
        ]
      },
    }
  },

  /** A round figure with a hand-drawn loop around it. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const { start } = countOf(context)
    return {
      set: {
        figure: { maxSizePx: 460, heightShare: 0.4 },
        label: { role: 'strong', sizePx: 66 },
        context: { role: 'body', sizePx: style.scale.body - 2 },
        across: 'center',
      },
      align: 'center',
      tone: { colour: palette.accent, unitColour: palette.ink },
      contextColour: palette.mutedInk,
      iconColour: palette.onAccent,
      tree: ({ figure, label, proportion }) =>
        column({ along: 'optical', gap: 44 }, [
          box(
            'device',
            {
              padding: frame.isWide ? { x: 130, y: 96 } : isSquare(context) ? { x: 90, y: 76 } : { x: 96, y: 130 },
              align: 'center',
              shrinks: true,
            },
            [figure],
          ),
          label,
          proportion,
        ]),
      behind: (plan) => {
        const loop = inflate(plan.box('device'), -8)
        const x = Math.min(right(loop) - 84, right(frame.content) - 108)
        const seat = { x, y: loop.y - 36, width: 128, height: 128 }
        return [
          drawnPath(handLoop(loop, context.random), {
            box: inflate(loop, loop.width * 0.06),
            start: start + 0.9,
            seconds: 0.9,
            colour: palette.accentSecond,
            width: 10,
          }),
          ...(visual.icon === undefined
            ? []
            : badge(context, seat, { icon: visual.icon, number: 1, fill: palette.accentSecond, start: start + 1.4 })),
        ]
      },
    }
  },

  /** The figure as a measured length, between two dimension marks, its proportion under the highlighter. */
  diagram: (visual, context) => {
    const { frame, palette, style } = context
    const { start } = countOf(context)
    return {
      set: {
        figure: { maxSizePx: 520, heightShare: 0.42 },
        label: { role: 'strong', sizePx: 62 },
        context: { role: 'body', sizePx: style.scale.body },
        across: 'start',
      },
      tone: { colour: palette.accent, unitColour: palette.ink },
      contextColour: palette.ink,
      iconColour: palette.accent,
      ...(!frame.isWide && { iconAt: 'start' }),
      tree: ({ figure, label, proportion }) =>
        column({ along: frame.isWide ? 'optical' : 'center', gap: 46 }, [
          ...withIcon(
            visual,
            context,
            column<Key>({ gap: 40, align: 'start', shrinks: true }, [figure, box('device', { height: 48 })]),
            {
              side: 360,
              across: 'center',
            },
          ),
          label,
          proportion && column({ padding: { y: 16 } }, [proportion]),
        ]),
      behind: (plan) => [
        ...dimensionLine(context, plan.box('device'), start + 0.6),
        ...litUnder(context, plan, start + 1.4),
      ],
    }
  },

  /** The figure from edge to edge in the hot gradient, the label as a headline below. */
  poster: (visual, context) => {
    const { palette, style } = context
    return {
      set: {
        figure: { maxSizePx: 760, heightShare: 0.68 },
        label: { role: 'heading', sizePx: 92 },
        context: { role: 'body', sizePx: style.scale.body + 2 },
        across: 'start',
      },
      tone: { colour: palette.accent, second: palette.accentSecond, unitColour: palette.ink },
      contextColour: palette.mutedInk,
      iconColour: palette.accent,
      tree: ({ figure, label, proportion }) => column({ along: 'optical', gap: 46 }, [figure, label, proportion]),
      behind: () => [...speedLines(context), ...ghostIcon(visual.icon, context)],
    }
  },

  /** A light figure over a gold rule, its label letter-spaced. */
  archive: (visual, context) => {
    const { frame, palette } = context
    return {
      set: {
        figure: { maxSizePx: 520, heightShare: 0.42 },
        label: { role: 'label', sizePx: 38 },
        context: { role: 'quote', sizePx: 52 },
        across: 'center',
      },
      align: 'center',
      tone: { colour: palette.ink, unitColour: palette.accent },
      contextColour: palette.mutedInk,
      iconColour: palette.accent,
      tree: ({ figure, label, proportion }) =>
        column({ along: 'optical', gap: 54 }, [
          visual.icon !== undefined && !isSquare(context) && box('icon', { height: frame.isWide ? 120 : 130 }),
          figure,
          box('device', { width: 180, height: 2, align: 'center' }),
          label,
          proportion,
        ]),
      behind: (plan) => [
        bar(plan.box('device'), {
          start: countOf(context).start + 0.4,
          seconds: 1.6,
          from: 'centre',
          fill: palette.accent,
        }),
      ],
    }
  },
}

/** The icon beside the figure in a wide frame, above it in others, where it takes the height that is left. */
function withIcon(
  visual: NumberTexts,
  context: SceneContext,
  figure: LayoutNode<Key>,
  options: { readonly side: number; readonly across: 'start' | 'center' },
): LayoutNode<Key>[] {
  const { side, across } = options
  if (visual.icon === undefined || isSquare(context)) return [figure]
  if (!context.frame.isWide) {
    const { height } = roomOf(visual, context)
    return [box('icon', { height: 'fill', minHeight: height * 0.1, maxHeight: 300 }), figure]
  }
  const seat = box('icon', { width: side, height: side })
  return [row({ gap: 80, across, shrinks: true }, [column({ width: 'fill' }, [figure]), seat])]
}

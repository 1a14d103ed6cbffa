import type { SceneElement } from '../drawing/element.ts'
import { columns } from '../drawing/frame.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, piece, wiped } from '../drawing/shape-elements.ts'
import { marker } from '../drawing/strokes.ts'
import { textBox } from '../drawing/text-element.ts'
import type { Arrangement } from '../layout/arrange.ts'
import type { Space } from '../layout/node.ts'
import type { Style } from '../styles/style.ts'
import type { CreditList, CreditRow, CreditStyle } from './credit-list.ts'
import { bullet, numberOf } from './credit-row.ts'
import { underline } from './ornament.ts'
import { card, slab } from './parts.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

type Key = 'headline' | 'rule' | 'basisPlate' | 'basis' | 'list' | 'lines'

/** What makes credits the style's own. */
export interface CreditsLook {
  readonly align?: 'center'
  readonly headlinePx: number
  /** Width of headline and basis where they stand beside the list in a wide frame. */
  readonly headWidth?: number
  readonly gap: number
  readonly rule?: { readonly width: number; readonly height: number }
  readonly basis: {
    readonly role: TextRole
    readonly sizePx: number
    readonly padding: Space
    readonly tone: { readonly colour?: string; readonly behind?: string }
  }
  readonly list: CreditStyle
  /** Whether the marks before entries are numbers, which only sources have. */
  readonly isNumbered: boolean
  /** The part of the list's box that entries may use. */
  inner(list: Box): Box
  behind(plan: Arrangement<Key>, list: CreditList): SceneElement[]
  marks(rows: readonly CreditRow[], firstNumber: number): SceneElement[]
}

export const creditsLook = (context: SceneContext): CreditsLook => LOOKS[context.style.composition](context)

const plain = { isNumbered: false, inner: (list: Box) => list } as const

/** Titles are larger where there is more height. */
const largest = ({ frame }: SceneContext) => ({ columns: frame.isWide ? 2 : 1, largestPx: frame.isWide ? 48 : 60 })

const LOOKS: Readonly<Record<Style['composition'], (context: SceneContext) => CreditsLook>> = {
  /** Headline and basis in the first columns, the sources as a table of hairlines in the others. */
  columns: (context) => {
    const { frame, palette, style } = context
    return {
      ...plain,
      headlinePx: style.scale.heading * 1.25,
      headWidth: columns(frame, 0, 4).width - 20,
      gap: 44,
      rule: { width: 56, height: 6 },
      basis: { role: 'body', sizePx: 36, padding: 0, tone: {} },
      list: { indent: frame.isWide ? 72 : 88, form: 'stacked', ...largest(context), leastGapPx: 62 },
      isNumbered: true,
      // A hairline above the first entry.
      inner: (list) => ({ ...list, y: list.y + 28, height: list.height - 28 }),
      behind: (plan, { rows }) => [
        bar(plan.box('rule'), { start: 0.3, fill: palette.accent }),
        ...rows.map((entry) =>
          bar({ ...entry.box, y: entry.box.y - 26, height: 1.5 }, { start: entry.start, fill: palette.ink }),
        ),
      ],
      marks: (rows, first) => rows.map((entry) => numberOf(context, entry, 'figure', `${first + entry.index}`)),
    }
  },

  /** A sheet of paper with the list on it, the basis on a pill. */
  notebook: (context) => {
    const { palette, style } = context
    return {
      isNumbered: false,
      headlinePx: style.scale.heading,
      gap: 66,
      basis: {
        role: 'strong',
        sizePx: 36,
        padding: { x: 34, y: 22 },
        tone: { colour: palette.onAccent, behind: palette.accentSecond },
      },
      list: { indent: 44, form: 'stacked', ...largest(context), behind: palette.surface },
      inner: (list) => inflate(list, -48, -48),
      behind: (plan, { height }) => {
        const { block, ...place } = plan.text('headline')
        const pill = plan.box('basisPlate')
        const list = plan.box('list')
        return [
          underline(context, textBox(block, place), { gap: 26, longest: 300, width: 8, start: 0.3 }),
          piece(pill, {
            style,
            start: 0.3,
            draw: (target) => fillBox(target, pill, palette.accentSecond, Math.min(52, pill.height / 2)),
          }),
          ...(height > 0 ? [card(context, { ...list, height: height + 96 }, { start: 0.4 })] : []),
        ]
      },
      marks: (rows) => rows.map((entry) => bullet(context, entry)),
    }
  },

  /** References as in a textbook, the basis under the highlighter. */
  diagram: (context) => {
    const { palette, style } = context
    return {
      ...plain,
      headlinePx: style.scale.heading,
      gap: 48,
      basis: { role: 'strong', sizePx: 36, padding: { x: 14, y: 10 }, tone: {} },
      list: { indent: context.frame.isWide ? 100 : 124, form: 'stacked', ...largest(context) },
      isNumbered: true,
      behind: (plan) => {
        const { block, ...place } = plan.text('basis')
        const lit = inflate(textBox(block, place), 16, 16)
        return [wiped(marker(lit, context.random), { box: lit, start: 0.5, fill: palette.accentSecond })]
      },
      marks: (rows, first) => rows.map((entry) => numberOf(context, entry, 'strong', `[${first + entry.index}]`)),
    }
  },

  /** The headline in large, the basis on a hot slab. */
  poster: (context) => {
    const { palette, style } = context
    return {
      ...plain,
      headlinePx: style.scale.heading,
      gap: 40,
      basis: { role: 'strong', sizePx: 36, padding: { x: 50, y: 26 }, tone: { behind: palette.surface } },
      list: { indent: 40, form: 'stacked', ...largest(context) },
      behind: (plan) => [slab(context, plan.box('basisPlate'), 0.2, 16)],
      marks: (rows) =>
        rows.map(({ mark, start }) => {
          const x = context.rightToLeft ? mark.x + mark.width - 10 : mark.x
          return bar({ ...mark, x, width: 10 }, { start, seconds: 0.3, from: 'top', fill: palette.accent })
        }),
    }
  },

  /** The end titles of a film: who on one side of the axis, what on the other. */
  archive: (context) => {
    const { frame, palette, style } = context
    return {
      ...plain,
      align: 'center',
      headlinePx: style.scale.heading,
      gap: 40,
      rule: { width: 180, height: 2 },
      basis: { role: 'quote', sizePx: 42, padding: 0, tone: { colour: palette.accent } },
      list: { indent: 0, form: frame.isWide ? 'axis' : 'centred', ...largest(context), columns: 1 },
      behind: (plan) => [bar(plan.box('rule'), { start: 0.3, seconds: 1.4, from: 'centre', fill: palette.accent })],
      marks: () => [],
    }
  },
}

import { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, unite, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, piece } from '../drawing/shape-elements.ts'
import { arrange, type Arrangement } from '../layout/arrange.ts'
import { box, column, text, type BoxOptions } from '../layout/node.ts'
import { fitted } from './fitting.ts'
import { plateFrame } from './ornament.ts'
import { card } from './parts.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** What a lower third says, for the schemas of kinds that show one. */
export const lowerThirdFields = {
  /** Of a person, a place, a thing. */
  name: z.string().min(1).max(80),
  role: z.string().min(1).max(120).optional(),
  /** A short label above the name: a date, a place. */
  note: z.string().min(1).max(60).optional(),
}

export interface LowerThird {
  readonly name: string
  readonly role?: string | undefined
  readonly note?: string | undefined
}

/** A lower third, and what it covers. */
export interface PlacedLowerThird {
  readonly box: Box
  readonly elements: readonly SceneElement[]
}

/**
 * A name and what belongs to it, on a plate of the style that stands over anything: at the foot of the content, above the
 * captions, at the reading side. `area` is where else it may stand.
 */
export function lowerThirdElements(
  third: LowerThird,
  context: SceneContext,
  options: { readonly start: number; readonly area?: Box },
): PlacedLowerThird {
  const plan = planThird(third, context, options.area ?? context.frame.content)
  const plate = plan.box('plate')
  const tab = plan.has('tab') ? plan.box('tab') : undefined
  const look = LOOKS[context.style.composition](context)
  const write = (key: 'name' | 'role' | 'note', wait: number): SceneElement[] =>
    plan.has(key) ? [plan.words(key, { start: options.start + wait, ...look[key] })] : []
  return {
    box: tab ? unite(plate, tab) : plate,
    elements: [
      ...look.ground(plate, tab, options.start),
      ...write('note', 0.25),
      ...write('name', 0.15),
      ...write('role', 0.35),
    ],
  }
}

type Plan = Arrangement<'plate' | 'tab' | 'note' | 'name' | 'role'>

/** Name and role on one plate, or the role on a tab of its own below it. */
function planThird({ name, role, note }: LowerThird, context: SceneContext, area: Box): Plan {
  const { frame, style } = context
  const sizes = SIZES[style.composition]
  const widest: BoxOptions = { maxWidth: frame.isWide ? '68%' : '100%', align: 'start', shrinks: true }
  const roleText =
    role !== undefined && text('role', fitted(context, role, sizes.role, { sizePx: sizes.rolePx, maxLines: 3 }))
  const { x, y, tab } = sizes
  return arrange(
    column({ along: 'end', gap: 0 }, [
      box('plate', { ...widest, padding: { x, y }, gap: 30 }, [
        note !== undefined &&
          text('note', fitted(context, note, 'label', { sizePx: 30, maxLines: 1 }), { shrinks: false }),
        text('name', fitted(context, name, sizes.name, { sizePx: sizes.namePx, maxLines: 2 })),
        !tab && roleText,
      ]),
      tab && roleText && box('tab', { ...widest, padding: { x, y: 26 } }, [roleText]),
    ]),
    area,
    context,
  )
}

interface Sizes {
  readonly name: TextRole
  readonly namePx: number
  readonly role: TextRole
  readonly rolePx: number
  /** Space around the texts. */
  readonly x: number
  readonly y: number
  /** Whether the role has a tab of its own. */
  readonly tab: boolean
}

const SIZES: Readonly<Record<SceneContext['style']['composition'], Sizes>> = {
  columns: { name: 'heading', namePx: 68, role: 'body', rolePx: 36, x: 52, y: 40, tab: false },
  notebook: { name: 'heading', namePx: 66, role: 'strong', rolePx: 36, x: 48, y: 38, tab: true },
  diagram: { name: 'heading', namePx: 66, role: 'body', rolePx: 36, x: 48, y: 44, tab: false },
  poster: { name: 'heading', namePx: 88, role: 'body', rolePx: 38, x: 60, y: 30, tab: true },
  archive: { name: 'heading', namePx: 76, role: 'quote', rolePx: 42, x: 56, y: 50, tab: false },
}

interface TextLook {
  readonly colour: string
  readonly behind: string
}

interface Look {
  readonly name: TextLook
  readonly role: TextLook
  readonly note: TextLook
  ground(plate: Box, tab: Box | undefined, start: number): readonly SceneElement[]
}

const LOOKS: Readonly<Record<SceneContext['style']['composition'], (context: SceneContext) => Look>> = {
  /** A dark plate, wiped in along the grid behind a bar of the accent colour. */
  columns: ({ palette, rightToLeft }) => {
    const from = rightToLeft ? 'right' : 'left'
    const on = (colour: string) => ({ colour, behind: palette.ink })
    return {
      name: on(palette.background),
      role: on(palette.line),
      note: on(palette.line),
      ground: (plate, _, start) => [
        bar(plate, { start: start + 0.1, seconds: 0.55, fill: palette.ink, from }),
        bar(
          { ...plate, x: rightToLeft ? right(plate) - 14 : plate.x, width: 14 },
          { start, seconds: 0.4, fill: palette.accent, from: 'bottom' },
        ),
      ],
    }
  },
  /** A slip of paper a little askew, the role on a strip of coloured tape below it. */
  notebook: (context) => {
    const { palette, style } = context
    return {
      name: { colour: palette.ink, behind: palette.surface },
      note: { colour: palette.accent, behind: palette.surface },
      role: { colour: palette.onAccent, behind: palette.accentSecond },
      ground: (plate, tab, start) => [
        card(context, plate, { start, tilt: -0.6, radius: 26 }),
        ...(tab
          ? [
              piece(tab, {
                style,
                start: start + 0.2,
                draw: (target) => fillBox(target, inflate(tab, 0, -4), palette.accentSecond, tab.height / 2),
              }),
            ]
          : []),
      ],
    }
  },
  /** A label as beside an exhibit, under a double rule. */
  diagram: ({ palette, style, rightToLeft }) => {
    const on = (colour: string) => ({ colour, behind: palette.surface })
    const from = rightToLeft ? 'right' : 'left'
    return {
      name: on(palette.ink),
      role: on(palette.mutedInk),
      note: on(palette.accent),
      ground: (plate, _, start) => [
        piece(plate, { style, start, draw: (target) => fillBox(target, plate, palette.surface) }),
        bar({ ...plate, height: 6 }, { start: start + 0.1, fill: palette.accent, from }),
        bar({ ...plate, y: plate.y + 12, height: 2 }, { start: start + 0.2, fill: palette.accent, from }),
        bar({ ...plate, y: bottom(plate) - 2, height: 2 }, { start: start + 0.3, fill: palette.line, from }),
      ],
    }
  },
  /** A slanted slab in the hot gradient and a second one that slides out below it. */
  poster: ({ palette, style }) => ({
    name: { colour: palette.onAccent, behind: palette.accent },
    note: { colour: palette.onAccent, behind: palette.accent },
    role: { colour: palette.ink, behind: palette.surface },
    ground: (plate, tab, start) => [
      ...(tab
        ? [
            piece(tab, {
              style,
              start: start + 0.18,
              reach: 40,
              draw: (target) => slanted(target, tab, palette.surface, palette.surface),
            }),
          ]
        : []),
      piece(plate, {
        style,
        start,
        reach: 40,
        draw: (target) => slanted(target, plate, palette.accent, palette.accentSecond),
      }),
    ],
  }),
  /** An engraved plate: two fine frames, the name in large light letters. */
  archive: (context) => {
    const on = (colour: string) => ({ colour, behind: context.palette.surface })
    return {
      name: on(context.palette.ink),
      role: on(context.palette.mutedInk),
      note: on(context.palette.accent),
      ground: (plate, _, start) => plateFrame(context, plate, start),
    }
  },
}

function slanted(target: Parameters<typeof fillBox>[0], place: Box, first: string, second: string): void {
  const lean = 18
  const hot = target.createLinearGradient(place.x, 0, right(place), 0)
  hot.addColorStop(0, first)
  hot.addColorStop(1, second)
  target.fillStyle = hot
  target.beginPath()
  target.moveTo(place.x + lean, place.y)
  target.lineTo(right(place) + lean, place.y)
  target.lineTo(right(place), bottom(place))
  target.lineTo(place.x, bottom(place))
  target.fill()
}

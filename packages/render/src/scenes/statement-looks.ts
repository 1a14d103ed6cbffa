import type { SceneElement } from '../drawing/element.ts'
import { bottom, centredSquare, contains, inflate, unite, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, piece, wiped } from '../drawing/shape-elements.ts'
import { handLine, handLoop, marker } from '../drawing/strokes.ts'
import type { Style } from '../styles/style.ts'
import type { TextBlock } from '../text/type.ts'
import { picture, within } from './composition.ts'
import { clothCover, paperCover, posterCover, type Tone } from './cover.ts'
import { plateFrame, tickRing } from './ornament.ts'
import type { SceneContext } from './scene-kind.ts'
import { SUN } from './title-art.ts'

/** What makes a statement the style's own: where its parts stand, and what is drawn around them. */
export interface StatementLook {
  readonly shape: {
    /** Where the icon stands in a wide frame: above the words, or beside them, level with their beginning or middle. */
    readonly level: 'above' | 'start' | 'center'
    readonly across: 'start' | 'center'
    readonly art: { readonly side: number; readonly ratio: number }
    /** A line above the words, or along them on the reading side. */
    readonly rule?: {
      readonly place: 'above' | 'beside'
      readonly width: number
      readonly height?: number
      readonly gap: number
    }
  }
  readonly align: 'left' | 'center'
  readonly tone: Tone
  readonly ground: readonly SceneElement[]
  rule(box: Box): SceneElement[]
  art(icon: string | undefined, box: Box): SceneElement[]
  /** Around the words that matter; `runs` are their boxes, one a line. */
  marks(runs: readonly Box[], block: TextBlock): SceneElement[]
}

/** The style's look; the last word of a video, before its credits, gets the weight of a title. */
export function statementLook(
  context: SceneContext,
  composition: Exclude<Style['composition'], 'poster'>,
): StatementLook {
  const isClosing = context.count > 2 && context.index >= context.count - 2
  return LOOKS[composition](context, isClosing)
}

/** When the words that matter are marked: as they are spoken, or a moment after they have been read. */
const emphasisStart = (context: SceneContext): number => Math.max(0.7, context.at('emphasis', 2.6))

const plainTone = ({ palette }: SceneContext): Tone => ({
  ink: palette.ink,
  strong: palette.accent,
  behind: palette.background,
})

type Look = (context: SceneContext, isClosing: boolean) => StatementLook

const LOOKS: Readonly<Record<Exclude<Style['composition'], 'poster'>, Look>> = {
  /** Under a bar of the accent colour, the icon hanging from the grid at the far end. */
  columns: (context, isClosing) => {
    const cover = isClosing ? posterCover(context) : undefined
    const tone = cover?.tone ?? plainTone(context)
    return {
      shape: {
        level: 'start',
        across: 'start',
        art: { side: 300, ratio: 1 },
        rule: { place: 'above', width: 168, height: 14, gap: 70 },
      },
      align: 'left',
      tone,
      ground: cover?.elements ?? [],
      rule: (box) => [bar(box, { start: 0.05, fill: tone.strong, from: readingSide(context) })],
      art: (icon, box) => picture(icon, context, { box, colour: tone.ink, start: 0.3, strokeWidth: 1, breathes: true }),
      marks: (runs) =>
        runs.map((run, row) =>
          bar(
            { ...run, y: bottom(run) + run.height * 0.2, height: Math.max(6, run.height * 0.075) },
            { start: emphasisStart(context) + row * 0.25, seconds: 0.7, fill: tone.strong, from: readingSide(context) },
          ),
        ),
    }
  },

  /** Centred under a sticker, with a hand-drawn loop or line at the words that matter. */
  notebook: (context, isClosing) => {
    const { palette, style } = context
    const cover = isClosing ? paperCover(context) : undefined
    return {
      shape: { level: 'above', across: 'center', art: { side: 290, ratio: 1 } },
      align: 'center',
      tone: cover?.tone ?? plainTone(context),
      ground: cover?.elements ?? [],
      rule: () => [],
      art: (icon, box) => [
        piece(box, {
          style,
          start: 0.1,
          tilt: -6,
          draw: (target) => fillBox(target, box, cover ? SUN : palette.accentSecond, box.width * 0.3),
        }),
        ...picture(icon, context, {
          box: within(box, 0.24),
          colour: cover ? palette.ink : palette.onAccent,
          start: 0.35,
          breathes: true,
        }),
      ],
      marks: (runs, block) => handMarks(context, block, runs, cover ? palette.onAccent : palette.accentSecond),
    }
  },

  /** Serif words under a highlighter, with the icon as a figure in a ring. */
  diagram: (context, isClosing) => {
    const { palette } = context
    const cover = isClosing ? clothCover(context) : undefined
    const tone = cover?.tone ?? plainTone(context)
    const start = emphasisStart(context)
    return {
      shape: { level: 'center', across: 'start', art: { side: 460, ratio: 1 } },
      align: 'left',
      tone: cover ? tone : { ...tone, strong: palette.ink },
      ground: cover?.elements ?? [],
      rule: () => [],
      art: (icon, box) => [
        ...tickRing(
          cover ? { ...context, palette: { ...palette, accent: tone.ink, mutedInk: tone.ink } } : context,
          box,
          0.2,
        ),
        ...picture(icon, context, {
          box: within(box, 0.28),
          colour: cover ? tone.ink : palette.accent,
          start: 0.45,
          breathes: true,
        }),
      ],
      marks: (runs, { sizePx }) =>
        runs.map((run, row) => {
          const lit = cover
            ? { ...inflate(run, 8, 0), y: bottom(run) + sizePx * 0.13, height: sizePx * 0.11 }
            : inflate(run, 14, sizePx * 0.17)
          return wiped(marker(lit, context.random), { box: lit, start: start + row * 0.3, fill: palette.accentSecond })
        }),
    }
  },

  /** A lower third beside a gold rule, the icon as an engraved plate; the last one centred like an end title. */
  archive: (context, isClosing) => {
    const { palette } = context
    const { accent } = palette
    const start = emphasisStart(context)
    return {
      shape: isClosing
        ? {
            level: 'above',
            across: 'center',
            art: { side: 150, ratio: 1 },
            rule: { place: 'above', width: 180, height: 2, gap: 90 },
          }
        : {
            level: 'center',
            across: 'start',
            art: { side: 420, ratio: 1.2 },
            rule: { place: 'beside', width: 3, gap: 53 },
          },
      align: isClosing ? 'center' : 'left',
      tone: plainTone(context),
      ground: [],
      rule: (box) => [
        isClosing
          ? bar(box, { start: 0.3, seconds: 1.4, from: 'centre', fill: accent })
          : bar(inflate(box, 0, 20), { start: 0.1, seconds: 1.2, from: 'top', fill: accent }),
      ],
      art: (icon, box) => [
        ...(isClosing ? [] : plateFrame(context, box, 0.1)),
        ...picture(icon, context, {
          box: isClosing ? box : centredSquare(box, box.width * 0.5),
          colour: accent,
          start: 0.7,
          seconds: 2,
          breathes: true,
        }),
      ],
      marks: (runs) =>
        runs.map((run, row) =>
          bar(
            { ...run, y: bottom(run) + run.height * 0.46, height: 2 },
            { start: start + row * 0.5, seconds: 1.8, fill: accent, from: isClosing ? 'centre' : readingSide(context) },
          ),
        ),
    }
  },
}

const readingSide = ({ rightToLeft }: SceneContext) => (rightToLeft ? 'right' : 'left')

/** A loop around a short phrase that has its line to itself, a line under any other. */
function handMarks(context: SceneContext, block: TextBlock, runs: readonly Box[], colour: string): SceneElement[] {
  const [first] = runs
  if (first === undefined) return []
  const ink = { colour, width: 10 }
  const start = emphasisStart(context)
  const isAlone = block.lines.some((line) => Math.abs(line.width - first.width) < 1)
  const loop = inflate(first, first.height * 0.7, first.height * 0.42)
  if (runs.length === 1 && isAlone && block.lines.length === 1 && contains(context.frame.safe, loop)) {
    const box = inflate(loop, loop.width * 0.06)
    return [drawnPath(handLoop(loop, context.random), { ...ink, box, start, seconds: 0.8 })]
  }
  return runs.map((run, row) => {
    const y = bottom(run) + run.height * 0.26
    const line = handLine(run.x, y, run.width, context.random)
    return drawnPath(line, { ...ink, box: unite(run, { ...run, y: y + 16 }), start: start + row * 0.3 })
  })
}

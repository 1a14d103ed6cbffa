import { z } from 'zod'
import { cue } from './fields.ts'
import type { SceneElement } from '../drawing/element.ts'
import { bar } from '../drawing/shape-elements.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, measured, spacer, text } from '../layout/node.ts'
import type { Palette } from '../styles/style.ts'
import { bandColour } from './code-colours.ts'
import { codeElements, type Spotlight } from './code-elements.ts'
import { placeCode, setCode } from './code-rows.ts'
import { CODE_LANGUAGES, codeLines, codeTokens } from './code-tokens.ts'
import { fitted } from './fitting.ts'
import { panel, type Panel } from './panel.ts'
import { defineScene, type SceneContext, type VisualPart } from './scene-kind.ts'

const line = z.int().min(1).max(100_000)

export const CodeVisual = z.strictObject({
  kind: z.literal('code'),
  headline: z.string().min(1).max(120).optional(),
  code: z.string().min(1).max(4000),
  language: z.enum(CODE_LANGUAGES).default('text'),
  caption: z
    .string()
    .min(1)
    .max(120)
    .optional()
    .describe('A line below the headline: a file’s name, what the code does'),
  lineNumbers: z.boolean().default(true),
  firstLine: line.default(1).describe('The number of the first line; also what `highlightLines` count from'),
  highlightLines: z
    .array(z.strictObject({ from: line, to: line.optional(), cue }))
    .max(8)
    .default([])
    .describe('Lines that are spoken of one after the other; the others lose their colours meanwhile'),
})

type Visual = z.output<typeof CodeVisual>

/** Source code with the colours of the style, and light on the lines that are spoken of. */
export const code = defineScene({
  kind: 'code',
  about: 'Source code in the colours of the style, with light on the lines that are spoken of.',
  schema: CodeVisual,
  // Source code runs from left to right, whatever its comments are written in.
  leading: ({ headline, caption }) => headline ?? caption ?? '',
  layout: layOut,
  split: divide,
})

function layOut(visual: Visual, context: SceneContext): readonly SceneElement[] {
  const lines = codeLines(visual.code)
  const placed = placeCode(codeTokens(lines, visual.language), context.text)
  const lastNumber = visual.lineNumbers ? visual.firstLine + lines.length - 1 : undefined
  const sizes = { sizePx: 68, ...(!context.frame.isWide && { legiblePx: LEGIBLE_PX, mostLeading: 1.8 }) }
  const fit = (maxWidth: number, maxHeight: number) => setCode(placed, { maxWidth, maxHeight, ...sizes, lastNumber })
  const sheet = sheetOf(context)
  const plan = planCode(visual, context, sheet.inset, fit)
  const room = plan.box('code')
  const set = fit(room.width + 0.1, room.height + 0.1)
  if (set.shortened) context.tooLong(lines.join(' '))
  return [
    ...(plan.has('headline') ? [plan.words('headline', { start: 0.02 })] : []),
    ...sheet.draw(plan.box('panel'), 0.1),
    ...(plan.has('caption')
      ? [
          plan.words('caption', {
            start: 0.3,
            colour: sheet.palette.mutedInk,
            behind: sheet.behind,
            entrance: 'settle',
          }),
        ]
      : []),
    ...codeElements(set, context, {
      x: room.x,
      y: room.y,
      width: room.width,
      start: 0.3,
      palette: sheet.palette,
      ground: { surface: sheet.behind, band: bandColour(sheet.palette, sheet.behind) },
      firstNumber: visual.firstLine,
      spotlights: spotlights(visual, context),
    }),
  ]
}

/** In frames that are looked at on phones. */
const LEGIBLE_PX = 38

function planCode(visual: Visual, context: SceneContext, inset: Panel['inset'], fit: Parameters<typeof measured>[1]) {
  const { frame, style } = context
  const { headline, caption } = visual
  const heading = { sizePx: style.scale.heading * frame.smallTextScale, maxLines: 2 }
  return arrange(
    column(
      { gap: 46, padding: { y: headline === undefined ? 0 : 10 }, along: headline === undefined ? 'optical' : 'start' },
      [
        headline !== undefined &&
          text('headline', fitted(context, headline, 'heading', heading), {
            maxHeight: frame.content.height * 0.24,
            shrinks: false,
          }),
        column({ shrinks: true, height: 'fill', along: 'center' }, [
          box('panel', { shrinks: true, padding: { x: inset.x, y: inset.bottom } }, [
            spacer(inset.top - inset.bottom),
            caption !== undefined &&
              text('caption', fitted(context, caption, 'label', { sizePx: 32 * frame.smallTextScale, maxLines: 1 }), {
                shrinks: false,
              }),
            caption !== undefined && spacer(30),
            measured('code', fit),
          ]),
        ]),
      ],
    ),
    frame.content,
    context,
  )
}

/** What the code stands on: the style's panel, or in the style of columns a screen of its second ground. */
function sheetOf(context: SceneContext): Omit<Panel, 'ink'> & { readonly palette: Palette } {
  const { style, palette } = context
  if (style.composition !== 'columns' || style.contrast === undefined) return { ...panel(context, 0), palette }
  const dark = style.contrast.palette
  return {
    inset: { x: 56, top: 48, bottom: 48 },
    behind: dark.background,
    palette: dark,
    draw: (place, start) => [
      bar(place, { start: start - 0.05, seconds: 0.7, fill: dark.background, from: 'top' }),
      bar({ ...place, height: 8 }, { start: start + 0.1, fill: palette.accent }),
    ],
  }
}

const spotlights = (visual: Visual, context: SceneContext): Spotlight[] =>
  visual.highlightLines
    .map(({ from, to = from }, index) => ({
      from: from - visual.firstLine,
      to: Math.max(from, to) - visual.firstLine,
      start: Math.max(1.2, context.at(`highlightLines.${index}`, 5 + index * 5)),
    }))
    .toSorted((a, b) => a.start - b.start)

/** Halves the code at the empty line nearest to its middle, else at its middle. */
function divide(visual: Visual): readonly [VisualPart, VisualPart] | undefined {
  const lines = codeLines(visual.code)
  if (lines.length < 2) return undefined
  const half = Math.ceil(lines.length / 2)
  const breaks = lines.flatMap((each, index) => (each === '' && Math.abs(index - half) < half / 2 ? [index] : []))
  const at = breaks.toSorted((a, b) => Math.abs(a - half) - Math.abs(b - half))[0] ?? half
  const rest = lines.slice(at).findIndex((each) => each !== '') + at
  return [part(visual, lines.slice(0, at), visual.firstLine), part(visual, lines.slice(rest), visual.firstLine + rest)]
}

function part(visual: Visual, lines: readonly string[], firstLine: number): VisualPart {
  const last = firstLine + lines.length - 1
  const lights = visual.highlightLines
    .map((light, index) => ({ light, index }))
    .filter(({ light }) => light.from <= last && (light.to ?? light.from) >= firstLine)
  const half: Visual = {
    ...visual,
    code: lines.join('\n'),
    firstLine,
    highlightLines: lights.map(({ light }) => light),
  }
  return {
    visual: half,
    cues: Object.fromEntries(lights.map(({ index }, place) => [`highlightLines.${place}`, `highlightLines.${index}`])),
  }
}

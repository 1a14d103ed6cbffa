import { z } from 'zod'
import { headline } from './fields.ts'
import { columns } from '../drawing/frame.ts'
import { below, bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, fillPath, piece } from '../drawing/shape-elements.ts'
import { blob } from '../drawing/strokes.ts'
import { textBox } from '../drawing/text-element.ts'
import { mix } from '../styles/colour.ts'
import { composition, mirrored } from './composition.ts'
import { speedLines, tickRing, underline } from './ornament.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'
import {
  chapterArc,
  chapterTrack,
  hotPanel,
  planSection,
  sectionTexts,
  type Section,
  type SectionPlan,
} from './section-parts.ts'
import { stackElements, stackText } from './stack.ts'

export const SectionVisual = z
  .strictObject({
    kind: z.literal('section'),
    headline,
    number: z.string().min(1).max(4).optional().describe('As it is to be shown: "2", "II", "B". Default: `index`'),
    kicker: z.string().min(1).max(60).optional().describe('A short label above the headline'),
    index: z.int().min(1).max(24).optional().describe('Which chapter opens, from 1, and how many there are'),
    count: z.int().min(1).max(24).optional(),
  })
  .refine(({ index = 1, count = 24 }) => index <= count, { path: ['index'], error: 'must not be greater than count' })

/** The opening of a chapter: its number and its name, quickly read, and how far the video has come. */
export const section = defineScene({
  kind: 'section',
  about: 'The opening of a chapter: its number and headline, quickly read.',
  schema: SectionVisual,
  ground: 'contrast',
  bare: true,
  layout: (visual, context) =>
    composition(compositions, { ...visual, number: visual.number ?? visual.index?.toString() }, context),
})

const compositions: Compositions<Section> = {
  /** Number and headline end on one line at the foot of the columns, far below the track of chapters. */
  columns: (visual, context) => {
    const { frame, palette } = context
    const area = below(frame.content, frame.content.y + 24)
    const look = {
      numberPx: frame.isWide ? 620 : 520,
      seatPx: columns(frame, 0, 4).width,
      headlinePx: 184,
      lies: 'foot',
    } as const
    const plan = planSection(visual, context, area, look)
    const { ink, accent, mutedInk, line, background } = palette
    return [
      ...chapterTrack(context, trackOf(plan), visual, { done: ink, rest: line }),
      ...sectionTexts(
        plan,
        context,
        { number: accent, kicker: mutedInk, headline: ink },
        { number: background, texts: background },
      ),
    ]
  },

  /** A sheet of coloured paper over everything, the number on a blob of the other colour. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const { accentSecond: sheet, accent, onAccent } = palette
    const look = {
      numberPx: 340,
      seatPx: frame.isWide ? 560 : 500,
      square: true,
      headlinePx: 184,
      lies: 'middle',
      gap: 90,
    } as const
    const plan = planSection(visual, context, frame.content, look)
    const whole = { x: 0, y: 0, width: frame.width, height: frame.height }
    const onSheet = { ...context, palette: { ...palette, accent: mix(sheet, onAccent, 0.55) } }
    return [
      bar(whole, { start: 0, seconds: 0.5, fill: sheet, from: 'bottom' }),
      ...(plan.has('seat') ? [paperBlob(plan.box('seat'), context)] : []),
      ...sectionTexts(
        plan,
        context,
        { number: onAccent, kicker: onAccent, headline: onAccent },
        { number: accent, texts: sheet },
      ),
      ...(plan.has('track')
        ? []
        : [underline(onSheet, headlineBox(plan), { gap: 56, longest: 640, width: 14, start: 0.45 })]),
      ...chapterTrack(context, trackOf(plan), visual, {
        done: style.palette.background,
        rest: mix(sheet, onAccent, 0.3),
        radius: 7,
        longest: 110,
      }),
    ]
  },

  /** The number in an instrument's ring on a page of the accent colour; the arc is how far the video has come. */
  diagram: (visual, context) => {
    const { frame, palette } = context
    const { accent, accentSecond, onAccent, ink, background, line } = palette
    const inset = frame.isWide && visual.number !== undefined ? frame.width * 0.045 : frame.content.x
    const { content } = frame.isWide ? frame : { content: below(frame.content, frame.safe.y + 24) }
    const area = mirrored({ ...content, x: inset, width: right(content) - inset }, context)
    const plan = planSection(visual, context, area, {
      numberPx: 280,
      seatPx: frame.isWide ? frame.width * 0.29 : 520,
      square: true,
      headlinePx: 160,
      lies: frame.isWide || visual.number === undefined ? 'middle' : 'head',
      gap: 150,
    })
    const from = frame.isWide ? (context.rightToLeft ? 'right' : 'left') : 'top'
    const onPage = { ...context, palette: { ...palette, accent: onAccent, mutedInk: onAccent } }
    const seat = plan.has('seat') ? plan.box('seat') : undefined
    const page = frame.isWide
      ? mirrored({ x: 0, y: 0, width: frame.width * 0.38, height: frame.height }, context)
      : { x: 0, y: 0, width: frame.width, height: seat ? bottom(seat) + 74 : 0 }
    return [
      ...(seat
        ? [
            bar(page, { start: 0, fill: accent, from }),
            ...tickRing(onPage, seat, 0.15),
            ...chapterArc(seat, visual, accentSecond),
          ]
        : []),
      ...sectionTexts(
        plan,
        context,
        { number: onAccent, kicker: accent, headline: ink },
        { number: accent, texts: background },
      ),
      ...chapterTrack(context, trackOf(plan), visual, { done: accent, rest: line, longest: 90 }),
    ]
  },

  /** A split screen: the number on a slanted hot panel, the headline line by line beside it. */
  poster: (visual, context) => {
    const { frame, palette } = context
    const { number, kicker, headline, count } = visual
    const edge = number === undefined ? 0 : frame.isWide ? frame.width * 0.37 : frame.height * 0.4
    const room = frame.isWide
      ? toTheEnd(frame.content, edge + 40)
      : below(frame.content, Math.max(frame.content.y, edge + 50))
    const text = mirrored(room, context)
    const head = kicker === undefined ? 0 : 86
    const height = text.height - head - (count === undefined ? 0 : 70)
    const stack = stackText(headline, context, { width: text.width, height, maxSizePx: 420, role: 'display' })
    const y = text.y + head + (height - stack.height) / 2
    const label = kicker && context.fit(kicker, 'label', { maxWidth: text.width, maxLines: 1, sizePx: 40 })
    const track = { ...text, y: y + stack.height + 50, height: 20 }
    return [
      ...(number === undefined ? [] : hotPanel(context, number, edge)),
      ...speedLines(context),
      ...(label ? [context.words(label, { ...text, y: y - 80, start: 0.05, colour: palette.accentSecond })] : []),
      ...stackElements(stack, context, {
        x: context.rightToLeft ? right(text) - stack.width : text.x,
        y,
        start: 0.12,
        emphasis: number === undefined ? 'last-line' : new Set(),
      }),
      ...chapterTrack(context, track, visual, { done: palette.accent, rest: palette.line }),
    ]
  },

  /** A large light numeral and the chapter's name, parted by a gold rule. */
  archive: (visual, context) => {
    const { frame, palette } = context
    const { accent, ink, background, line } = palette
    const look = { numberPx: frame.isWide ? 600 : 420, seatPx: 460, headlinePx: 184, lies: 'middle', gap: 150 } as const
    const plan = planSection(visual, context, inflate(frame.content, -24, 0), look)
    const texts = plan.box('texts')
    const [x, end] = [texts.x - 76, right(texts) + 74]
    const rule = frame.isWide
      ? { x: context.rightToLeft ? end : x, y: frame.content.y + 40, width: 2, height: frame.content.height - 80 }
      : { x: texts.x, y: texts.y - 76, width: texts.width, height: 2 }
    return [
      ...(plan.has('seat')
        ? [bar(rule, { start: 0, seconds: 1.6, from: frame.isWide ? 'top' : 'centre', fill: accent })]
        : []),
      ...sectionTexts(
        plan,
        context,
        { number: accent, kicker: accent, headline: ink },
        { number: background, texts: background },
      ),
      ...chapterTrack(context, trackOf(plan), visual, { done: accent, rest: line, longest: 90 }),
    ]
  },
}

const trackOf = (plan: SectionPlan): Box | undefined => (plan.has('track') ? plan.box('track') : undefined)

function headlineBox(plan: SectionPlan): Box {
  const { block, ...place } = plan.text('headline')
  return textBox(block, place)
}

/** What is left of a box from `x` on. */
const toTheEnd = (box: Box, x: number): Box => {
  const from = Math.max(box.x, x)
  return { ...box, x: from, width: right(box) - from }
}

function paperBlob(seat: Box, context: SceneContext) {
  const path = blob(seat.x + seat.width / 2, seat.y + seat.height / 2, seat.width / 2, context.random)
  return piece(seat, {
    style: context.style,
    start: 0.1,
    seconds: 0.7,
    reach: 40,
    draw: (target) => fillPath(target, path, context.palette.accent),
  })
}

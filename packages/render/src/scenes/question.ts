import { z } from 'zod'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, measured, row, rowIf, text, type LayoutNode } from '../layout/node.ts'
import { largeText } from './large-text.ts'
import { speedLines } from './ornament.ts'
import { evenSize, textInBox } from './parts.ts'
import {
  faded,
  optionGround,
  optionLetters,
  pauseLine,
  pauseRing,
  questionMark,
  questionSign,
  revealed,
} from './question-parts.ts'
import { defineScene, type SceneContext, type VisualPart } from './scene-kind.ts'
import { splitText } from './split.ts'
import { stackElements, stackText } from './stack.ts'

const cue = z.string().min(1).optional()

export const QuestionVisual = z
  .strictObject({
    kind: z.literal('question'),
    text: z.string().min(1).max(200),
    options: z
      .array(z.strictObject({ text: z.string().min(1).max(80), cue }))
      .max(4)
      .default([])
      .describe('Answers to choose from'),
    pause: z
      .strictObject({ seconds: z.number().min(1).max(20), cue })
      .optional()
      .describe('Time to think, drawn as it passes; from its cue on'),
    answer: z
      .strictObject({ option: z.int().min(0).max(3), cue })
      .optional()
      .describe('Which option is right, counted from 0; it is marked when its cue is spoken'),
  })
  .refine(({ options, answer }) => answer === undefined || answer.option < options.length, {
    path: ['answer', 'option'],
    error: 'must be the place of one of the options, counted from 0',
  })

type Visual = z.output<typeof QuestionVisual>
type Key = 'question' | 'sign' | 'pause' | `option.${number}` | `letter.${number}` | `text.${number}` | `tick.${number}`

/** One question, with time to think about it, or answers of which one is right. */
export const question = defineScene({
  kind: 'question',
  about: 'A question to the viewer, with a pause for thought or with answers, one of which is revealed.',
  schema: QuestionVisual,
  ownTexts: (_, language) => [questionMark(language), ...optionLetters(language)],
  layout: (visual, context) => {
    const plan = arrange(tree(visual, context), context.frame.content, context)
    const asked = 0.05
    const isPoster = context.style.composition === 'poster'
    return [
      ...(isPoster ? speedLines(context) : []),
      ...(plan.has('sign') ? questionSign(context, signSeat(visual, plan.box('sign')), asked) : []),
      ...(isPoster ? posterWords(visual, context, plan.box('question')) : [plan.words('question', { start: asked })]),
      ...pauseElements(
        visual,
        context,
        plan.has('sign') ? plan.box('sign') : undefined,
        plan.has('pause') ? plan.box('pause') : undefined,
      ),
      ...optionElements(visual, context, plan),
    ]
  },
  split: divide,
})

/** What leads up to the question by itself, then the rest of it with the answers and the time to think. */
function divide(visual: Visual, language: string): readonly [VisualPart, VisualPart] | undefined {
  const { kind, options } = visual
  // What takes the room beside a short question is its answers.
  const isShort = options.length > 0 && visual.text.length < SHORT_QUESTION
  const [first, second] = (isShort ? undefined : splitText(visual.text, language)) ?? []
  if (first === undefined || second === undefined) return undefined
  const paths = ['answer', 'pause', ...options.map((_, index) => `options.${index}`)]
  return [
    { visual: { kind, text: first, options: [] }, cues: {} },
    {
      visual: { ...visual, text: second },
      cues: Object.fromEntries(paths.map((path) => [path, path])),
      opensBeforeCues: true,
    },
  ]
}

const SHORT_QUESTION = 40

/** A sign with time to think around it is smaller. */
const signSeat = ({ pause }: Visual, seat: Box): Box => (pause ? inflate(seat, -seat.width * 0.14) : seat)

/** With answers: the question, a line for the time to think, the answers; without: the question and a large sign. */
function tree(visual: Visual, context: SceneContext): LayoutNode<Key> {
  const { frame, style } = context
  const { isWide } = frame
  const { options, pause } = visual
  const asks = options.length > 0
  if (!asks) {
    const side = isWide ? 440 : frame.height < frame.width * 1.2 ? 270 : 360
    const sign = box<Key>('sign', { width: side, height: side, ...(!isWide && { align: 'start' }) })
    const words = asked(visual, context, style.scale.title * 1.7, { width: 'fill' })
    const isSignFirst = !isWide || style.composition === 'columns' || style.composition === 'archive'
    return column<Key>({ along: 'optical' }, [
      rowIf(
        isWide,
        { gap: isWide ? 110 : 90, across: isWide ? 'center' : 'stretch', shrinks: true },
        isSignFirst ? [sign, words] : [words, sign],
      ),
    ])
  }
  const isWordy = style.composition === 'poster' && options.some((each) => each.text.length > SHORT_OPTION)
  const perRow = options.length % 2 === 0 && isWide && !isWordy ? 2 : 1
  const rows = Array.from({ length: Math.ceil(options.length / perRow) }, (_, index) => index * perRow)
  const gap = isWide ? GAP : GAP / 2
  const height = Math.min(
    HIGHEST_OPTION_PX,
    (frame.content.height * OPTIONS_SHARE[isWordy ? 'wordy' : 'short'] - gap * (rows.length - 1)) / rows.length,
  )

  return column<Key>({ gap: isWide ? 70 : 92, along: 'optical', padding: { y: 10 } }, [
    asked(visual, context, style.scale.title * (rows.length === 1 ? 1.4 : isWide ? 1.05 : 1.2), {}),
    pause && box<Key>('pause', { height: 10 }),
    column(
      { gap },
      rows.map((first) =>
        row(
          { gap: GAP },
          options.slice(first, first + perRow).map((_, place) => option(first + place, height, context)),
        ),
      ),
    ),
  ])
}

/** Answers stay on one line while that leaves them this share of the size that they have on more. */
const ONE_LINE_SHARE = 0.7
/** Of a poster, in characters; longer ones stand one under the other. */
const SHORT_OPTION = 48
const HIGHEST_OPTION_PX = 270
/** Of the content's height, at the most, and between the options. */
const OPTIONS_SHARE = { short: 0.56, wordy: 0.68 }
const GAP = 28

function asked(
  { text: words, options }: Visual,
  context: SceneContext,
  sizePx: number,
  room: { width?: 'fill' },
): LayoutNode<Key> {
  if (context.style.composition !== 'poster')
    return text<Key>('question', largeText(context, words, 'heading', { sizePx }), room)
  return measured<Key>('question', (width, height) => poster(words, context, options.length > 0, width, height), room)
}

const poster = (words: string, context: SceneContext, isSmall: boolean, width: number, height: number) =>
  stackText(words, context, { width, height, maxSizePx: isSmall ? 210 : 420, role: 'display' })

function posterWords(visual: Visual, context: SceneContext, place: Box): SceneElement[] {
  const stack = poster(visual.text, context, visual.options.length > 0, place.width + 0.1, place.height + 0.1)
  const x = context.rightToLeft ? place.x + place.width - stack.width : place.x
  return stackElements(stack, context, { x, y: place.y, start: 0.05, emphasis: 'last-line' })
}

function option(index: number, height: number, context: SceneContext): LayoutNode<Key> {
  const look = LOOKS[context.style.composition]
  const scale = optionScale(height)
  const tick = 60 * scale
  return box<Key>(`option.${index}`, { width: 'fill', height }, [
    row({ width: '100%', height: '100%', gap: look.gap, padding: { x: look.inset }, across: 'center' }, [
      box<Key>(`letter.${index}`, { width: look.letter * scale, height: 84 * scale }),
      box<Key>(`text.${index}`, { width: 'fill', height: '84%' }),
      box<Key>(`tick.${index}`, { width: tick, height: tick }),
    ]),
  ])
}

/** How much larger the letter and the words of a high option are. */
const optionScale = (height: number): number => Math.max(1, Math.min(1.5, height / 130))

/** Space at an option's sides, the width of its letter's room, and its distance from the words. */
const LOOKS: Readonly<
  Record<
    SceneContext['style']['composition'],
    { readonly inset: number; readonly letter: number; readonly gap: number }
  >
> = {
  columns: { inset: 30, letter: 84, gap: 30 },
  notebook: { inset: 40, letter: 70, gap: 30 },
  diagram: { inset: 40, letter: 70, gap: 30 },
  poster: { inset: 22, letter: 110, gap: 56 },
  archive: { inset: 44, letter: 70, gap: 30 },
}

function pauseElements(
  visual: Visual,
  context: SceneContext,
  sign: Box | undefined,
  line: Box | undefined,
): SceneElement[] {
  if (visual.pause === undefined) return []
  const start = Math.max(0.8, context.at('pause', 4))
  const seconds = Math.min(visual.pause.seconds, Math.max(1, context.durationSeconds - start))
  if (sign) return [pauseRing(context, sign, start, seconds)]
  return line ? pauseLine(context, line, start, seconds) : []
}

function optionElements(visual: Visual, context: SceneContext, plan: { box(key: Key): Box }): SceneElement[] {
  const { options, answer } = visual
  if (options.length === 0) return []
  const letters = optionLetters(context.language)
  const room = plan.box('text.0')
  const scale = optionScale(plan.box('option.0').height)
  const texts = options.map((each) => each.text)
  const even = (maxLines: number) => evenSize(context, texts, room, { sizePx: 62 * scale, maxLines })
  const sizePx = even(1) > even(3) * ONE_LINE_SHARE ? even(1) : even(3)
  const reveal = answer && Math.max(1, context.at('answer', 9))
  return options.flatMap((each, index) => {
    const place = plan.box(`option.${index}`)
    const start = context.at(`options.${index}`, 2 + index)
    const { inset, letter: cell } = LOOKS[context.style.composition]
    const { elements, behind, letter } = optionGround(context, place, { start, index, cell: cell * scale + inset })
    const option = [
      ...elements.flatMap((element) => awaited(element, { from: 0.4 + index * 0.08, until: start })),
      textInBox(context, letters[index]!, plan.box(`letter.${index}`), {
        start: start + 0.1,
        role: 'figure',
        sizePx: 76 * scale,
        align: 'center',
        maxLines: 1,
        ...letter,
      }),
      textInBox(context, each.text, plan.box(`text.${index}`), {
        start: start + 0.15,
        sizePx,
        behind,
        colour: context.palette.ink,
      }),
    ]
    if (reveal === undefined) return option
    if (index !== answer!.option) return option.map((element) => faded(element, reveal))
    return [...option, ...revealed(context, place, plan.box(`tick.${index}`), reveal)]
  })
}

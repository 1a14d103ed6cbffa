import { z } from 'zod'
import { headline } from './fields.ts'
import type { Box } from '../drawing/geometry.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, row, text } from '../layout/node.ts'
import { creditList } from './credit-list.ts'
import { creditsLook, type CreditsLook } from './credits-looks.ts'
import { fitted } from './fitting.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { splitList } from './split.ts'

export const CreditsVisual = z.strictObject({
  kind: z.literal('credits'),
  headline,
  basis: z.string().min(1).max(200).describe('What made the text, e.g. "Built-in brief, reviewed 2026-11"'),
  sources: z.array(z.strictObject({ title: z.string().min(1).max(200), publisher: z.string().max(120).optional() })),
  firstNumber: z.int().min(1).default(1).describe('The number of the first source; the others follow'),
  lines: z
    .array(z.string().min(1).max(200))
    .default([])
    .describe('Further lines: voice, music, images with their licences'),
})

type Visual = z.output<typeof CreditsVisual>

/** The last card: what the text was made from, the sources, and who else had a part. */
export const credits = defineScene({
  kind: 'credits',
  about: 'What made the video: sources, voice, music, pictures and their licences.',
  schema: CreditsVisual,
  layout: (visual, context) => creditsElements(visual, context),
  split: (visual) => {
    const firstNumber = visual.firstNumber + Math.ceil(visual.sources.length / 2)
    const [first, second] = splitList(visual, 'sources', { firstNumber }) ?? []
    // Voice, music and licences end the last page.
    return first && second && [{ ...first, visual: { ...first.visual, lines: [] } }, second]
  },
})

/** A page of credits is seen for at least four seconds; a shorter scene counts what it has no room for. */
const TWO_PAGES_SECONDS = 8.8

function creditsElements(visual: Visual, context: SceneContext) {
  const { content } = context.frame
  const look = creditsLook(context)
  const hasSources = visual.sources.length > 0
  // Without sources, what else had a part is the list.
  const entries = hasSources ? visual.sources : visual.lines.map((line) => ({ title: line }))
  const style = hasSources || !look.isNumbered ? look.list : { ...look.list, indent: 0 }
  const layOut = (area: Box) => {
    const plan = arrange(tree(visual, context, look), area, context)
    return { plan, list: creditList(entries, look.inner(plan.box('list')), context, style) }
  }
  const area = { ...content, y: content.y + 14, height: content.height - 28 }
  const first = layOut(area)
  const spare = first.plan.box('list').height - first.list.height
  // A short list stands with its headline nearer to the middle.
  const down = spare > area.height * 0.25 ? spare * 0.36 : 0
  const { plan, list } = down > 0 ? layOut({ ...area, y: area.y + down, height: area.height - down }) : first
  if (!list.isWhole && context.durationSeconds >= TWO_PAGES_SECONDS) context.tooLong(visual.headline)
  const { align = 'left' } = look
  return [
    ...look.behind(plan, list),
    plan.words('headline', { start: 0.02, align }),
    plan.words('basis', { start: 0.35, align, ...look.basis.tone }),
    ...list.elements,
    ...(hasSources || !look.isNumbered ? look.marks(list.rows, visual.firstNumber) : []),
    ...(plan.has('lines') ? [plan.words('lines', { start: 0.9, align, colour: context.palette.mutedInk })] : []),
  ]
}

/** Room for one source at least; the basis gives way to it. */
const SHORTEST_LIST = 130

/** Headline and basis above the list, or beside it in the first columns of a wide frame; further lines at the foot. */
function tree(visual: Visual, context: SceneContext, look: CreditsLook) {
  const { isWide } = context.frame
  const hasSources = visual.sources.length > 0
  const larger = hasSources ? 1 : 1.7
  const basis = fitted(context, visual.basis, look.basis.role, { maxLines: 4, sizePx: look.basis.sizePx * larger })
  const headline = fitted(context, visual.headline, 'heading', { maxLines: 4, sizePx: look.headlinePx })
  const footer = fitted(context, visual.lines.join('  ·  '), 'body', { maxLines: 4, sizePx: 30, quiet: true })
  const isBeside = isWide && look.headWidth !== undefined
  const across = look.align === 'center' ? 'center' : 'start'
  const head = column(isBeside ? { width: look.headWidth!, gap: 44 } : { gap: look.gap, shrinks: true }, [
    text('headline', headline),
    look.rule && box('rule', { ...look.rule, align: across }),
    box(
      'basisPlate',
      { shrinks: true, padding: look.basis.padding, align: across === 'center' ? 'stretch' : 'start' },
      [text('basis', basis)],
    ),
  ])
  const body = isBeside
    ? row({ height: 'fill', gap: 72 }, [head, box('list', { width: 'fill' })])
    : column({ height: 'fill', gap: 64 }, [head, box('list', { height: 'fill', minHeight: SHORTEST_LIST })])
  const foot = hasSources && visual.lines.length > 0 && text('lines', footer, { shrinks: false })
  return column({ gap: 56 }, [body, foot])
}

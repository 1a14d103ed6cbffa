import { BuiltInVisual, type BuiltInVisualInput as Visual } from '@mavs/render'
import type { Blockquote, Code, Paragraph, Table } from 'mdast'
import { shorten } from '../research/prompt.ts'
import { plain } from './markdown.ts'
import { numberVisual, readFigure } from './numbers.ts'

/** A list as pictures: dated items as a timeline, short ordered ones as a process, others as bullets, five at a time. */
export function listVisuals(items: readonly string[], isOrdered: boolean, headline: string): Visual[] {
  const events = items.map((item) => DATED.exec(item)?.groups)
  if (items.length >= 2 && events.every((event) => event !== undefined)) {
    return inGroups(events, 6).map((group) => ({
      kind: 'timeline',
      headline,
      events: group.map((event) => ({ date: event.date ?? '', label: shorten(event.label ?? '', 160) })),
    }))
  }
  if (isOrdered && items.length >= 2 && items.every((item) => item.length <= 60)) {
    return inGroups(items, 6).map((group) => ({
      kind: 'process',
      headline,
      steps: group.map((label) => ({ label })),
      cyclic: false,
    }))
  }
  return inGroups(items, 5).map((group) => bulletsVisual(group, headline))
}

export function bulletsVisual(items: readonly string[], headline: string): Visual {
  return { kind: 'bullets', headline, items: items.map((text) => ({ text: shorten(text, 160) })) }
}

/** A block of source code as it stands, coloured when its language is known; undefined when it is empty or too long. */
export function codeVisual({ value, lang }: Code, headline: string): Visual | undefined {
  const visual = { kind: 'code', code: value, headline }
  const results = [{ ...visual, language: lang?.toLowerCase() }, visual].map((one) => BuiltInVisual.safeParse(one))
  return results.find((result) => result.success)?.data
}

/** A quotation with its author, who stands after a dash: "— Marie Curie, physicist". */
export function quoteVisual(block: Blockquote): Extract<Visual, { kind: 'quote' }> | undefined {
  const whole = block.children
    .map((child) => plain(child))
    .join(' ')
    .trim()
  const match = /^(?<text>.+?)\s*(?:[—–―]|\s--?)\s*(?<author>[^—–―]{2,200})$/s.exec(whole)
  const text = (match?.groups?.text ?? whole).replace(/^["“”„«]+|["“”»]+$/g, '').trim()
  if (text === '') return undefined
  const [author, ...role] = (match?.groups?.author ?? '').split(/,\s*/)
  return {
    kind: 'quote',
    text: shorten(text, 280),
    ...(author && { author: shorten(author, 80) }),
    ...(role.length > 0 && { role: shorten(role.join(', '), 120) }),
  }
}

/** A paragraph that opens with a figure in bold ("**123 km** from coast to coast") as a number. */
export function paragraphNumber(block: Paragraph, headline: string): { visual: Visual; isSpoken: boolean } | undefined {
  const [first, ...rest] = block.children
  if (first?.type !== 'strong') return undefined
  const figure = readFigure(plain({ type: 'paragraph', children: first.children }))
  if (!figure) return undefined
  const label = plain({ type: 'paragraph', children: rest }).replace(/^[\s:–—-]+/, '')
  return {
    visual: numberVisual(figure, shorten(label.replace(/\.$/, '') || headline, 160)),
    isSpoken: /[.!?]$/.test(label),
  }
}

/** A table of two columns: a chart when the second holds numbers, else a comparison. */
export function tableVisual(table: Table, headline: string): Visual | undefined {
  const rows = table.children.map((row) =>
    row.children.map((cell) => plain({ type: 'paragraph', children: cell.children })),
  )
  const [head, ...body] = rows
  if (head?.length !== 2 || body.length < 1 || body.some((row) => !row[0] || !row[1])) return undefined
  const figures = body.map((row) => readFigure(row[1]!))
  if (body.length >= 2 && body.length <= 24 && figures.every((figure) => figure !== undefined)) {
    const unit = figures.every((figure) => figure.suffix === figures[0]!.suffix) ? figures[0]!.suffix : undefined
    const isSeries = body.every((row) => /^\d{4}$/.test(row[0]!))
    return {
      kind: 'chart',
      headline,
      type: isSeries && body.length > 4 ? 'line' : 'bar',
      ...((unit ?? head[1]) && { unit: shorten(unit ?? head[1]!, 40) }),
      points: body.map((row, at) => ({ label: shorten(row[0]!, 40), value: figures[at]!.value, highlight: false })),
    }
  }
  if (body.length > 4 || !head[0] || !head[1]) return undefined
  const side = (column: 0 | 1) => ({
    label: shorten(head[column]!, 60),
    points: body.map((row) => shorten(row[column]!, 160)),
  })
  return { kind: 'comparison', headline, left: side(0), right: side(1) }
}

const DATED =
  /^(?<date>(?:c\. ?)?(?:\d{1,2} )?(?:[A-Z][a-z]{2,8} )?\d{3,4}s?(?: ?(?:BC|BCE|AD|CE))?)\s*[:–—-]\s*(?<label>.{2,})$/s

/** Splits evenly into groups of at most `size`, so that none is left with a single entry where it can be helped. */
function inGroups<Entry>(entries: readonly Entry[], size: number): Entry[][] {
  const count = Math.ceil(entries.length / size)
  const groups: Entry[][] = []
  for (let at = 0; at < count; at++) {
    const from = Math.round((at * entries.length) / count)
    const to = Math.round(((at + 1) * entries.length) / count)
    groups.push(entries.slice(from, to))
  }
  return groups
}

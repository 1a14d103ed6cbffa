import type { Claim, Source } from '@mavs/core'
import { z } from 'zod'
import { detectLanguage, sameLanguage } from '../shared/language.ts'
import { isInstruction, shownLine } from './page-data.ts'
import { cleanText, shorten } from './prompt.ts'
import type { ReadPage } from './web-session.ts'

/** What a model is asked for. No limits on the wire: strict servers refuse them; `provenFacts` enforces them. */
export const Findings = z
  .object({
    summary: z.string().describe('What the pages say about the topic, in two sentences'),
    facts: z.array(
      z.object({
        claim: z.string().describe('One fact in one plain sentence, in the language asked for'),
        page: z.string().describe('The id of the page that says so, e.g. "page-1"'),
        quote: z.string().describe('The words of that page that say so, copied exactly, one or two sentences'),
      }),
    ),
  })
  .meta({ title: 'report_findings', description: 'Reports the facts that the pages prove' })
export type Findings = z.infer<typeof Findings>
type Fact = Findings['facts'][number]

/** Facts that the pages really hold. */
export interface WebFacts {
  readonly summary: string
  readonly claims: Claim[]
  readonly sources: Source[]
}

const MAX_FACTS = 80
const MAX_CLAIM = 320
const MAX_QUOTE = 500
/** Shorter quotes prove nothing: they are found anywhere. */
const MIN_QUOTE = { characters: 24, ideographs: 10 }

/**
 * Those findings whose quote stands word for word in what was shown of the page that they name, and whose claim says no
 * other numbers and little else than the quote does. Code decides this, and no model.
 */
export function provenFacts(findings: Findings, pages: readonly ReadPage[], language: string): WebFacts {
  const claims: Claim[] = []
  const used: ReadPage[] = []
  const seen = new Set<string>()
  for (const fact of findings.facts) {
    if (claims.length >= MAX_FACTS) break
    const page = pages.find(({ id }) => id === fact.page.trim())
    const text = claimText(fact)
    const quote = page && quoteIn(page.shown, fact.quote)
    if (!page || !text || !quote || seen.has(text.toLowerCase()) || !supports(quote, text, language)) continue
    seen.add(text.toLowerCase())
    if (!used.includes(page)) used.push(page)
    claims.push({ id: `claim-${claims.length + 1}`, text, sourceIds: [`source-${used.indexOf(page) + 1}`], quote })
  }
  const summary = oneLine(findings.summary)
  return { summary: isClean(summary) ? shorten(summary, 400) : '', claims, sources: used.map(sourceOf) }
}

function sourceOf({ page, readOn }: ReadPage, index: number): Source {
  const host = new URL(page.url).host.replace(/^www\./, '')
  return {
    id: `source-${index + 1}`,
    title: shownLine(page.title) || host,
    publisher: shownLine(page.publisher ?? '') || host,
    url: page.url,
    ...(page.published && { published: page.published }),
    readOn,
  }
}

/** A claim that can be shown and spoken: one or two sentences of words. */
function claimText({ claim }: Fact): string | undefined {
  const text = oneLine(claim).replace(/[*_`#]+/g, '')
  const hasWords = (text.match(/\p{L}/gu)?.length ?? 0) >= 6
  return hasWords && text.length <= MAX_CLAIM && isClean(text) ? text : undefined
}

const isClean = (text: string): boolean => !/https?:|www\.|\S@\S|[<>{}[\]|\\]/.test(text) && !isInstruction(text)

const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()

/** The passage of a page that a quote repeats, as the page has it; spaces, quotation marks, dashes and case do not matter. */
export function quoteIn(text: string, quote: string): string | undefined {
  const wanted = folded(oneLine(quote).replace(/^["“”'‘’«»]+|["“”'‘’«»]+$/g, ''))
  const isIdeographic = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(wanted.text)
  const length = wanted.text.length
  if (length < (isIdeographic ? MIN_QUOTE.ideographs : MIN_QUOTE.characters) || length > MAX_QUOTE) return undefined
  const whole = folded(text)
  const start = whole.text.indexOf(wanted.text)
  if (start < 0) return undefined
  const passage = text.slice(whole.positions[start], whole.positions[start + length - 1]! + 1)
  return oneLine(passage)
}

/** A text in the form in which quotes are compared, and where each of its characters was. */
function folded(text: string): { readonly text: string; readonly positions: readonly number[] } {
  const characters: string[] = []
  const positions: number[] = []
  for (let at = 0; at < text.length; at++) {
    const character = FOLDED[text[at]!] ?? text[at]!
    const isSpace = /\s/.test(character)
    if (isSpace && (characters.at(-1) ?? ' ') === ' ') continue
    const lower = character.toLowerCase()
    characters.push(isSpace ? ' ' : lower.length === 1 ? lower : character)
    positions.push(at)
  }
  return { text: characters.join('').trimEnd(), positions }
}

const FOLDED: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
}

/** Whether a claim says what its passage says: all its numbers are there, and in the same language most of its words. */
export function supports(quote: string, claim: string, language: string): boolean {
  const known = new Set(numbersIn(quote))
  if (!numbersIn(claim).every((number) => known.has(number))) return false
  const quoteLanguage = detectLanguage(quote)
  if (!sameLanguage(quoteLanguage, language)) return true
  const stems = new Set(stemsIn(quote))
  const wanted = stemsIn(claim)
  return wanted.length === 0 || wanted.filter((stem) => stems.has(stem)).length >= wanted.length / 2
}

/** Numbers without the marks by which languages group and divide them. */
export const numbersIn = (text: string): string[] =>
  (text.match(/\d+(?:[.,'’\u00a0\u202f]\d+)*/g) ?? []).map((number) =>
    number.replace(/\D/g, '').replace(/^0+(?=\d)/, ''),
  )

/** The beginnings of the words that carry meaning, mostly. */
const stemsIn = (text: string): string[] =>
  (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 5))

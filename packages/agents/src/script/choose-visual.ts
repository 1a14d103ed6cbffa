import type { BuiltInVisualInput as Visual } from '@mavs/render'
import { capitalise, shorten } from '../research/prompt.ts'
import { iconFor } from './icons.ts'
import { findFigure, numberVisual } from './numbers.ts'
import { contrastOf, keyPhrase, keyPhrases, seriesOf } from './phrases.ts'
import { sentencesOf } from './sentences.ts'
import { tokensOf, type Token } from './tokens.ts'

export interface Passage {
  /** What is said meanwhile. */
  readonly narration: string
  readonly headline: string
  /** Whether the headline has not been shown yet. */
  readonly isFirst: boolean
  readonly icon?: string | undefined
  readonly language: string
}

/**
 * Chooses what to show with a passage whose author chose nothing: dates as a timeline, a figure as a number, a series
 * as bullets, an opposition as a comparison, else the words that matter. Never the whole sentence: captions do that.
 */
export async function chooseVisual(passage: Passage): Promise<Visual> {
  const sentences = sentencesOf(passage.narration, passage.language)
  if (!passage.language.startsWith('en') || sentences.length === 0) return statement(passage, passage.headline)
  const tagged = await Promise.all(sentences.map((sentence) => tokensOf(sentence)))
  return (
    datesVisual(passage, sentences, tagged) ??
    figureVisual(passage, sentences, tagged) ??
    seriesVisual(passage, tagged) ??
    contrastVisual(passage, tagged) ??
    wordsVisual(passage, tagged)
  )
}

function datesVisual(passage: Passage, sentences: readonly string[], tagged: readonly Token[][]): Visual | undefined {
  const events = sentences.flatMap((sentence, at) => {
    const date = /(?<![\d,.$])\b(1[0-9]\d\d|20\d\d)\b(?![,.]\d|\s?%)/.exec(sentence)?.[0]
    const phrase = keyPhrase(tagged[at]!, '')
    return date && phrase ? [{ date, label: capitalise(phrase), cue: date }] : []
  })
  if (events.length < 2 || new Set(events.map((event) => event.date)).size < events.length) return undefined
  return { kind: 'timeline', headline: passage.headline, events: events.slice(0, 6) }
}

function figureVisual(passage: Passage, sentences: readonly string[], tagged: readonly Token[][]): Visual | undefined {
  for (const [at, sentence] of sentences.entries()) {
    const figure = findFigure(sentence)
    if (!figure) continue
    const phrase = keyPhrase(tagged[at]!, `${figure.written} ${figure.suffix ?? ''}`)
    const label = passage.isFirst ? passage.headline : (phrase ?? passage.headline)
    return { ...numberVisual(figure, capitalise(label), iconOf(passage)), cue: figure.written }
  }
  return undefined
}

function seriesVisual(passage: Passage, tagged: readonly Token[][]): Visual | undefined {
  const series = tagged.map((tokens) => seriesOf(tokens)).find((items) => items !== undefined)
  if (!series) return undefined
  return points(passage, series.slice(0, 5))
}

function points(passage: Passage, phrases: readonly string[]): Visual {
  const items = phrases.map((text) => {
    const icon = iconFor(text)
    return { text: capitalise(text), cue: text, ...(icon && { icon }) }
  })
  return { kind: 'bullets', headline: passage.headline, items }
}

function contrastVisual(passage: Passage, tagged: readonly Token[][]): Visual | undefined {
  const contrast = tagged.map((tokens) => contrastOf(tokens)).find((sides) => sides !== undefined)
  if (!contrast) return undefined
  const [left, right] = contrast.map(({ label, point }) => {
    const icon = iconFor(label)
    return { label: capitalise(label), points: [capitalise(point)], cue: label, ...(icon && { icon }) }
  })
  return left && right ? { kind: 'comparison', headline: passage.headline, left, right } : undefined
}

/** The headline with the phrases that build up under it; once it has been shown, the weightiest phrase alone. */
function wordsVisual(passage: Passage, tagged: readonly Token[][]): Visual {
  if (passage.isFirst) {
    const phrases = [...new Set(tagged.flatMap((tokens) => keyPhrases(tokens, passage.headline)))].slice(0, 4)
    return phrases.length >= 2 ? points(passage, phrases) : statement(passage, passage.headline)
  }
  const phrase = tagged.map((tokens) => keyPhrase(tokens, passage.headline)).find((found) => found !== undefined)
  return statement(passage, phrase ?? passage.headline)
}

function statement(passage: Passage, text: string): Visual {
  const icon = iconFor(text) ?? iconOf(passage)
  return { kind: 'statement', text: shorten(capitalise(text), 120), ...(icon && { icon }) }
}

const iconOf = (passage: Passage): string | undefined => passage.icon ?? iconFor(passage.headline)

import { Material, type DraftInput } from './material.ts'
import { capitalise, cleanPrompt, shorten, speakable } from './prompt.ts'
import { normaliseTopic, topicOf } from './topic.ts'

/**
 * A video of the user's own words and nothing else: what was asked, each point of it, and what to give for a better
 * one. The frame around the words is spoken in English only; for other languages it is left silent.
 */
export function outlineMaterial(prompt: string, language: string): Material {
  const cleaned = cleanPrompt(prompt) || 'Untitled'
  const topic = shorten(capitalise(topicOf(cleaned)), 90)
  const isEnglish = language.startsWith('en')
  const drafts: DraftInput[] = [
    titleDraft(topic, isEnglish),
    requestDraft(cleaned, isEnglish),
    ...pointsOf(cleaned, topic).map((point, at) => pointDraft(point, at, isEnglish)),
    isEnglish ? helpDraft : { ...helpDraft, narration: '', short: undefined },
  ]
  return Material.parse({ title: topic, language, use: 'choose', drafts })
}

function titleDraft(topic: string, isEnglish: boolean): DraftInput {
  const spoken = speakable(topic, isEnglish)
  const narration = isEnglish ? (spoken ? `${spoken}: an outline.` : 'An outline.') : spoken
  return {
    id: 'title',
    headline: topic,
    narration,
    visuals: [{ kind: 'title', headline: topic, kicker: 'Outline', icon: 'notebook-pen' }],
    ...(narration === '' && { holdSeconds: 3 }),
  }
}

function requestDraft(prompt: string, isEnglish: boolean): DraftInput {
  return {
    id: 'request',
    headline: 'What was asked for',
    narration: isEnglish
      ? 'This is the request, in its own words. Nothing was researched, and nothing is added to it.'
      : '',
    ...(isEnglish && { short: 'This is the request, in its own words.' }),
    visuals: [{ kind: 'quote', text: shorten(prompt.replace(/\n+/g, ' '), 260), author: 'The request' }],
    holdSeconds: 4,
  }
}

/** A point is said in full and shown in its first words; a long one is split by the script agent. */
function pointDraft(point: string, at: number, isEnglish: boolean): DraftInput {
  const narration = speakable(point, isEnglish)
  const visuals: DraftInput['visuals'] = narration === '' ? [{ kind: 'statement', text: shorten(point, 90) }] : []
  return {
    id: `point-${at + 1}`,
    headline: shorten(capitalise(headOf(point)), 60),
    narration: /[.!?…]$/.test(narration) || narration === '' ? capitalise(narration) : `${capitalise(narration)}.`,
    visuals,
    tier: at < 2 ? 1 : at < 5 ? 2 : 3,
  }
}

const helpDraft: DraftInput = {
  id: 'next',
  headline: 'To make this a full video',
  narration:
    'To turn this outline into a full video, give it a script, a source to draw from, or a language model to write with.',
  short: 'For a full video, give it a script, a source, or a language model.',
  visuals: [
    {
      kind: 'bullets',
      headline: 'To make this a full video',
      items: [
        { text: 'Your own text: --script FILE', icon: 'file-text', cue: 'script' },
        { text: 'A document: --source FILE', icon: 'book-open', cue: 'source' },
        { text: 'A model: OPENAI_API_KEY', icon: 'key-round', cue: 'language model' },
      ],
    },
  ],
  holdSeconds: 5,
}

/** What the prompt mentions beside its topic: further sentences, list items, and the clauses of a long sentence. */
function pointsOf(prompt: string, topic: string): string[] {
  const known = normaliseTopic(topic)
  const points = prompt
    .split(/(?<=[.!?])\s+|\n+|;\s+/)
    .map((point) => point.replace(/^(?:[-*•–—]|\d+[.)])\s+/, '').trim())
    .filter((point) => /[\p{L}\p{N}]/u.test(point))
  const asked = points.length === 1 ? clausesOf(points[0]!) : points
  const further = asked.filter((point) => normaliseTopic(topicOf(point)) !== known)
  return asked.length > 1 ? further : []
}

/** The clauses of a sentence with at least two commas, such as a list of wishes. */
function clausesOf(sentence: string): string[] {
  const clauses = sentence.split(/,\s+(?:and\s+)?/).map((clause) => clause.trim())
  return clauses.length >= 3 && clauses.every((clause) => clause.length >= 4) ? clauses : [sentence]
}

/** A point's first clause, which stands for it on the screen. */
function headOf(point: string): string {
  const head = point.split(/[,:;.!?]\s|\s(?:so that|so|because|which|who|while|and|but|in order to|with)\s/)[0] ?? ''
  return head.length >= 8 ? head : (point.split(/[,:;.!?]\s/)[0] ?? point)
}

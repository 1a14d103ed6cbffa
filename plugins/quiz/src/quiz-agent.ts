import { createRandom, VideoError, type Research, type Scene, type ScriptAgent } from '@mavs/core'
import { z } from 'zod'
import { findGaps, type Gap } from './gaps.ts'
import { LANGUAGES, phrasesFor, type Phrases } from './phrases.ts'
import { shuffle, wrongAnswers } from './wrong-answers.ts'

/** What the quiz can be told. */
export const QuizOptions = z.strictObject({
  /** Answers to choose from, the right one among them. */
  answers: z.int().min(2).max(4).default(4),
  /** Time to think, in seconds, as it is drawn; a countdown is spoken meanwhile. */
  pauseSeconds: z.int().min(1).max(10).default(3),
})

const WORDS_PER_SECOND = 2.3
/** Of a scene beside its words: air, and the ends of its sentences. */
const AIR_SECONDS = 2
const LAST_CARD_SECONDS = 4
/** Shorter videos begin with the first question. */
const SHORTEST_WITH_TITLE_SECONDS = 20

/** Makes a quiz of the research's claims: each question is a claim with a gap; its answer is the claim, and its source. */
export function createQuizAgent(given: z.input<typeof QuizOptions> = {}): ScriptAgent {
  const options = QuizOptions.parse(given)
  return {
    name: 'quiz',
    async write({ request, research }, context) {
      const phrases = phrasesFor(research.language) ?? refuse(noPhrases(research))
      const random = createRandom(context.seed)
      const gaps = findGaps(research.claims)
      const rounds = gaps.flatMap((gap) => roundOf(gap, gaps, options, random) ?? [])
      if (rounds.length === 0) refuse(nothingToAsk(research))
      const opening = request.duration_preference < SHORTEST_WITH_TITLE_SECONDS ? [] : [titleCard(research, phrases)]
      const spent = opening.reduce((sum, { narration }) => sum + secondsOf(narration), LAST_CARD_SECONDS)
      const asked = rounds.map((round, index) => questionScene(round, index + 1, phrases, options.pauseSeconds))
      const scenes = [...opening, ...thatFit(asked, request.duration_preference - spent)]
      context.report(1)
      const title = `${phrases.title}: ${research.topic}`.slice(0, 200)
      return {
        title,
        language: research.language,
        basis: research.basis,
        scenes: [...scenes, credits(research, scenes, phrases)],
      }
    },
  }
}

interface Round extends Gap {
  /** The right one among wrong ones. */
  readonly answers: readonly string[]
}

function roundOf(
  gap: Gap,
  gaps: readonly Gap[],
  { answers }: z.output<typeof QuizOptions>,
  random: () => number,
): Round | undefined {
  const wrong = wrongAnswers(gap, gaps, answers - 1, random)
  return wrong.length === 0 ? undefined : { ...gap, answers: shuffle([gap.answer, ...wrong], random) }
}

/** The question, time to think, and the answer: one card, on which things come as they are spoken of. */
function questionScene(
  { claimId, before, answer, after, answers }: Round,
  number: number,
  phrases: Phrases,
  pauseSeconds: number,
): Scene {
  const [countdown, rest] = phrases.countdown
  const reveal = phrases.answer(answer)
  const said = `${before}${phrases.blank}${after}`.replace(/(?<![.!?…])$/, '.')
  return {
    id: `question-${number}`,
    headline: phrases.question(number).replace('.', ''),
    narration: `${phrases.question(number)} ${said} ${countdown}. ${rest} ${reveal}`,
    claimIds: [claimId],
    visual: {
      kind: 'question',
      text: `${before}____${after}`,
      options: answers.map((text) => ({ text })),
      pause: { seconds: pauseSeconds, cue: countdown },
      answer: { option: answers.indexOf(answer), cue: reveal.replace(/\.$/, '') },
    },
  }
}

/** As many as fill the time; the first one in any case. */
function thatFit(scenes: readonly Scene[], seconds: number): Scene[] {
  let left = seconds
  return scenes.filter(({ narration }, index) => (left -= secondsOf(narration)) >= 0 || index === 0)
}

const secondsOf = (text: string): number => text.split(/\s+/).length / WORDS_PER_SECOND + AIR_SECONDS

function titleCard({ topic }: Research, { title }: Phrases): Scene {
  const headline = topic.slice(0, 120)
  return {
    id: 'opening',
    headline,
    narration: `${title}: ${topic}.`,
    claimIds: [],
    visual: { kind: 'title', headline, kicker: title },
  }
}

/** Names the sources of what was asked. */
function credits({ basis, claims, sources }: Research, scenes: readonly Scene[], phrases: Phrases): Scene {
  const asked = scenes.flatMap(({ claimIds }) => claimIds)
  const used = new Set(claims.filter(({ id }) => asked.includes(id)).flatMap(({ sourceIds }) => sourceIds))
  const shown = sources
    .filter(({ id }) => used.has(id))
    .map(({ title, publisher }) => ({
      title: title.slice(0, 200),
      ...(publisher && { publisher: publisher.slice(0, 120) }),
    }))
  const visual = { kind: 'credits', headline: phrases.sources, basis: basis.label.slice(0, 200), sources: shown }
  return { id: 'credits', headline: phrases.sources, narration: '', claimIds: [], visual }
}

function refuse(message: string): never {
  throw new VideoError('REQUEST_INVALID', message)
}

const noPhrases = ({ language }: Research): string =>
  `A quiz can be in ${LANGUAGES.join(', ')}; what was found is in "${language}".`

const nothingToAsk = ({ topic, claims }: Research): string =>
  `The research on “${topic}” holds ${claims.length} claims, and none that a question with two answers can be made of. ` +
  'Ask for a topic that more is known of.'

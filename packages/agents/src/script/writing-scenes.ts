import { z } from 'zod'
import { askForObject } from '../language-model/structured.ts'
import { CONCEPT_ICONS } from './icons.ts'
import { detectLanguage, languageName, sameLanguage } from '../shared/language.ts'
import { DATA_RULE, factsData, orderData, type WritingOrder } from './writing-order.ts'
import type { Outline, PlannedScene } from './writing-outline.ts'
import { VISUAL_RULES, VisualIntent } from './writing-visuals.ts'

const WrittenScenes = z
  .object({
    scenes: z.array(
      z.object({
        number: z.number().describe('Of the scene in the outline'),
        narration: z.string(),
        short: z.string().nullable().describe('The same in about half the words'),
        visual: VisualIntent,
        icon: z.string().nullable(),
        pictures: z
          .object({
            queries: z.array(z.string()).describe('One to three searches for a photograph, the most telling first'),
            language: z.string().describe('BCP 47 tag of the queries'),
            shows: z.string().nullable().describe('What is to be seen, in one sentence'),
            moving: z
              .boolean()
              .nullable()
              .describe('Whether it has to move to be understood: film rather than a photograph'),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ description: 'The scenes of a video script in words' })
type WrittenScenes = z.infer<typeof WrittenScenes>

/** A scene as it was planned and worded. */
export type WrittenScene = Omit<WrittenScenes['scenes'][number], 'number'> & PlannedScene

/** Longer scripts are written in parts of this many scenes: models write short ones to the end. */
export const SCENES_PER_PART = 12

/** Words every scene of an outline, part by part. Scenes that the model left out are left out. */
export async function writeScenes(
  outline: Outline,
  order: WritingOrder,
  partDone: (share: number) => void,
): Promise<WrittenScene[]> {
  const written: WrittenScene[] = []
  for (let from = 0; from < outline.scenes.length; from += SCENES_PER_PART) {
    written.push(...(await writePart(outline, from, written.at(-1)?.narration, order)))
    partDone(Math.min(1, (from + SCENES_PER_PART) / outline.scenes.length))
  }
  return written
}

async function writePart(
  outline: Outline,
  from: number,
  before: string | undefined,
  order: WritingOrder,
): Promise<WrittenScene[]> {
  const { provider, language, claims, context } = order
  const planned = outline.scenes.slice(from, from + SCENES_PER_PART)
  const named = new Set(planned.flatMap(({ facts }) => facts))
  const content = [
    `Write scenes ${from + 1} to ${from + planned.length} of ${outline.scenes.length} of “${outline.title}”:`,
    planned.map((scene, at) => lineOf(scene, from + at + 1)).join('\n'),
    before === undefined ? '' : `They follow on: “${before}”`,
    orderData(order) + factsData(claims.filter(({ id }) => named.has(id))),
  ]
  const messages = [
    { role: 'system', content: claims.length > 0 ? FROM_FACTS : FROM_NOTHING },
    { role: 'user', content: content.filter(Boolean).join('\n') },
  ] as const
  const problemOf = (answer: WrittenScenes) => languageProblem(answer, language)
  const request = { schema: WrittenScenes, name: 'scenes', messages, problemOf }
  const { scenes } = await askForObject(provider, request, context)
  return planned.flatMap((scene, at) => {
    const words = wordsFor(at, from, planned.length, scenes)
    return words === undefined || !/\p{L}/u.test(words.narration) ? [] : [{ ...scene, ...words }]
  })
}

/** The words of a planned scene by its number; by its place where a model has counted from one again. */
function wordsFor(at: number, from: number, planned: number, scenes: WrittenScenes['scenes']) {
  const isNumbered = scenes.some(({ number }) => number > from && number <= from + planned)
  if (isNumbered) return scenes.find(({ number }) => number === from + at + 1)
  return scenes.length === planned ? scenes[at] : undefined
}

const lineOf = ({ headline, point, facts }: PlannedScene, number: number): string =>
  `${number}. ${headline}: ${point}${facts.length > 0 ? ` [${facts.join(', ')}]` : ''}`

/**
 * A narration in another language than the one asked for is told once, before it is spoken by the wrong voice. Told are
 * what is surely English, and what is surely not: neighbours such as Danish and Norwegian are not told apart.
 */
function languageProblem({ scenes }: WrittenScenes, language: string): string | undefined {
  const text = scenes.map(({ narration }) => narration).join(' ')
  const found = sameLanguage(language, 'en') ? detectLanguage(text) : isEnglish(text) ? 'en' : language
  if (found === 'und' || sameLanguage(found, language)) return undefined
  return `the narration is in ${languageName(found)}; write it in ${languageName(language)} (${language})`
}

/** Words that every English text has, and no other one. */
const isEnglish = (text: string): boolean =>
  (text.match(/\b(?:the|and|that|with|which|from)\b/gi)?.length ?? 0) / text.split(/\s+/).length >= 0.06

const RULES = `You write narrated explainer videos from an outline. Rules:
- ${DATA_RULE}
- Each narration has 10 to 24 plain spoken words, in the script's language, in whole sentences. Numbers in digits. No headings, no markup.
- short says the same in about half the words; null when it cannot be said shorter.
- Everything that is shown is in the script's language too; queries for photographs may be in English.
${VISUAL_RULES}
- pictures: what a photograph to this scene would show; null where only words or figures will do.
- icon: one of these names or null: ${CONCEPT_ICONS.join(' ')}`

const FROM_FACTS = `${RULES}
- State in each scene only what the facts named in its brackets say, and nothing else. A scene without facts states none: it opens, asks, leads over or closes.`

const FROM_NOTHING = `${RULES}
- State only what is widely known and stable. No invented figures, quotations, people, products or sources. No "today", no "recently".`

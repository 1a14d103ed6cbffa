import { isPossessive, normaliseTopic, topicPhrases } from '../research/topic.ts'
import { Brief } from './brief.ts'

/** The built-in topics. A brief is loaded when it is first looked at, so that naming them here costs nothing. */
const LOADERS = {
  'artificial-intelligence': () => import('./artificial-intelligence.ts'),
  'machine-learning': () => import('./machine-learning.ts'),
  'climate-change': () => import('./climate-change.ts'),
  'renewable-energy': () => import('./renewable-energy.ts'),
  'sustainable-technology': () => import('./sustainable-technology.ts'),
  photosynthesis: () => import('./photosynthesis.ts'),
  'solar-system': () => import('./solar-system.ts'),
  'water-cycle': () => import('./water-cycle.ts'),
  'black-holes': () => import('./black-holes.ts'),
  vaccines: () => import('./vaccines.ts'),
  internet: () => import('./internet.ts'),
  dna: () => import('./dna.ts'),
  'moon-landing': () => import('./moon-landing.ts'),
  'plate-tectonics': () => import('./plate-tectonics.ts'),
  'human-heart': () => import('./human-heart.ts'),
  'printing-press': () => import('./printing-press.ts'),
} satisfies Record<string, () => Promise<{ readonly brief: BriefInput }>>

type BriefInput = ReturnType<typeof import('./brief.ts').defineBrief>

/** Ids of the built-in briefs. */
export const BRIEF_IDS: readonly string[] = Object.keys(LOADERS)

/** The built-in brief of this id, with its defaults filled in. */
export async function loadBrief(id: string): Promise<Brief | undefined> {
  const load = Object.hasOwn(LOADERS, id) ? LOADERS[id as keyof typeof LOADERS] : undefined
  return load && Brief.parse((await load()).brief)
}

/**
 * The brief on exactly the topic that the prompt asks about, by alias; never the nearest one. Briefs are in English:
 * for another language there is none, nor for somebody's own product or company.
 */
export async function findBrief(prompt: string, language = 'en'): Promise<Brief | undefined> {
  if (!/^en\b/.test(language) || isPossessive(prompt)) return undefined
  const topics = new Set(topicPhrases(prompt).map(normaliseTopic))
  for (const [id, load] of Object.entries(LOADERS)) {
    const { brief } = await load()
    if ([brief.title, ...brief.aliases].some((alias) => topics.has(normaliseTopic(alias)))) return loadBrief(id)
  }
  return undefined
}

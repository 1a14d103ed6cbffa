import {
  createProviderChain,
  preferredFirst,
  type Diagnosis,
  type EncyclopediaProvider,
  type LanguageModelProvider,
  type PageReader,
  type ResearchAgent,
  type Research,
  type SearchProvider,
} from '@mavs/core'
import { researchInEncyclopedia } from '../encyclopedia/encyclopedia-research.ts'
import { parseScript } from '../script/parse-script.ts'
import { requestLanguage } from '../shared/request-language.ts'
import { fromBrief, fromOutline, fromScript, fromSources, type ResearchTask } from './given-research.ts'
import { highlightsOf } from './highlights.ts'
import { researchCharges } from './estimate.ts'
import { fromFacts } from './facts-research.ts'
import { factsFromWeb, type WebTools } from './web-research.ts'

/** What the research agent is made of; first choice first everywhere. */
export interface ResearchAgentOptions {
  /** None: no model is asked. */
  readonly languageModels?: readonly LanguageModelProvider[]
  /** None, or no reader of pages: nothing is looked for on the web. */
  readonly search?: readonly SearchProvider[]
  readonly pages?: PageReader
  readonly encyclopedias?: readonly EncyclopediaProvider[]
  /** Milliseconds since 1970, for the day on which a page was read. Default: the system's clock. */
  readonly now?: () => number
}

/** A way to find out what can be said; undefined when it has nothing. */
type Tier = (task: ResearchTask) => Promise<Research | undefined>

/** The built-in research agent: it takes the first of its tiers that has something. */
export function createResearchAgent(options: ResearchAgentOptions = {}): ResearchAgent {
  const { languageModels = [], search = [], pages } = options
  const tiers: readonly Tier[] = [fromScript, fromSources, webTier(options), fromBrief, encyclopediaTier(options)]
  return {
    name: 'mavs-research',
    async check(request) {
      if (request.script) parseScript(request.script)
      else if (request.sources.length > 0) await highlightsOf(request.sources, requestLanguage(request))
    },
    estimate: async (request, context) =>
      pages === undefined ? [] : researchCharges(languageModels, search, request, context),
    diagnose: async () => [modelDiagnosis(languageModels)],
    async research({ request }, context) {
      context.report(0.1)
      const task = { request, language: requestLanguage(request), context }
      for (const tier of tiers) {
        const research = await tier(task)
        if (research) return research
      }
      return fromOutline(task)
    },
  }
}

/** What a language model finds and proves on the web; the script agent puts it into words. */
function webTier({ languageModels = [], search = [], pages, now = Date.now }: ResearchAgentOptions): Tier {
  const tools: WebTools | undefined = pages && { search: createProviderChain('search', search), pages, now }
  return async (task) => {
    const { request, language, context } = task
    const { search: preferredEngine, 'language-model': model } = request.providers ?? {}
    const models = preferredFirst(languageModels, model)
    const facts = tools && (await factsFromWeb(models, request, language, { ...tools, preferredEngine }, context))
    return facts && fromFacts(facts, task)
  }
}

/** The encyclopedia's article on the topic, sentence by sentence. */
function encyclopediaTier({ encyclopedias = [] }: ResearchAgentOptions): Tier {
  const chain = createProviderChain('encyclopedia', encyclopedias)
  return ({ request, language, context }) => researchInEncyclopedia(chain, request, language, context)
}

/** Doing without a model is no fault; it only means that somebody else has to bring the words. */
function modelDiagnosis(models: readonly LanguageModelProvider[]): Diagnosis {
  const name = 'language model'
  if (models.length > 0) {
    return { name, status: 'ok', message: models.map(({ id, model }) => `${model} (${id})`).join(', then ') }
  }
  return {
    name,
    status: 'ok',
    message: 'none: texts come from your script, your sources, the built-in briefs or the encyclopedia',
    remedy:
      'for a script of its own words set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL for a server of your own',
  }
}

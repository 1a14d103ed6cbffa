import type { AgentContext, Diagnosis, LanguageModelProvider, Research, ResearchAgent, VideoRequest } from '@mavs/core'
import { findBrief } from '../briefs/index.ts'
import type { Brief } from '../briefs/brief.ts'
import { requestLanguage } from '../shared/request-language.ts'
import { parseScript } from '../script/parse-script.ts'
import { highlightsOf } from './highlights.ts'
import { writeMaterial, Material } from './material.ts'
import { researchWithModels } from './model-research.ts'
import { outlineMaterial } from './outline.ts'
import { capitalise, shorten } from './prompt.ts'
import { topicOf } from './topic.ts'

/** What the research agent is made of. */
export interface ResearchAgentOptions {
  /** First choice first; none: no model is asked. */
  readonly languageModels?: readonly LanguageModelProvider[]
}

/**
 * The built-in research agent. It takes the first of these that is there: the user's script, the user's sources, a
 * language model, the built-in brief on exactly this topic, the user's own words.
 */
export function createResearchAgent({ languageModels = [] }: ResearchAgentOptions = {}): ResearchAgent {
  return {
    name: 'mavs-research',
    async check(request) {
      if (request.script) parseScript(request.script)
      else if (request.sources.length > 0) await highlightsOf(request.sources, requestLanguage(request))
    },
    diagnose: async () => [modelDiagnosis(languageModels)],
    async research({ request }, context) {
      context.report(0.1)
      if (request.script) return fromScript(request, context)
      if (request.sources.length > 0) return fromSources(request, context)
      const written = await researchWithModels(languageModels, request, requestLanguage(request), context)
      if (written) return written
      const brief = await findBrief(request.prompt, requestLanguage(request))
      return brief ? fromBrief(brief) : fromOutline(request, context)
    },
  }
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
    message: 'none: texts come from your script, your sources or the built-in briefs',
    remedy: 'for any other topic set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL for a server of your own',
  }
}

async function fromScript(request: VideoRequest, context: AgentContext): Promise<Research> {
  const script = request.script!
  const { title = capitalise(topicOf(request.prompt)), drafts, claims, sources, warnings } = parseScript(script)
  for (const warning of warnings) context.warn({ ...warning, stage: 'researching' })
  const language = requestLanguage(request)
  const material = Material.parse({ title: shorten(title, 200), language, use: 'whole', drafts })
  return {
    topic: material.title,
    summary: `The script “${script.name}”, as it was given.`,
    language,
    basis: {
      kind: 'script',
      label: `Script: ${shorten(script.name, 120)}`,
      reference: await writeMaterial(material, context),
    },
    claims,
    sources: [...sources],
  }
}

async function fromSources(request: VideoRequest, context: AgentContext): Promise<Research> {
  const language = requestLanguage(request)
  const { material, claims, sources } = await highlightsOf(request.sources, language, request.duration_preference)
  const names = sources.map((source) => source.title).join(', ')
  context.warn({
    reason: 'highlights-only',
    stage: 'researching',
    message: `The video shows highlights of ${names}, in their own sentences. For a told story, write a script and give it with --script.`,
  })
  return {
    topic: material.title,
    summary: `Sentences taken from ${names}.`,
    language,
    basis: {
      kind: 'source',
      label: `Highlights of ${shorten(names, 150)}`,
      reference: await writeMaterial(material, context),
    },
    claims,
    sources,
  }
}

function fromBrief(brief: Brief): Research {
  return {
    topic: brief.title,
    summary: brief.summary,
    language: 'en',
    basis: { kind: 'brief', label: `Built-in brief, reviewed ${brief.reviewed}`, reference: brief.id },
    claims: brief.claims,
    sources: brief.sources,
  }
}

async function fromOutline(request: VideoRequest, context: AgentContext): Promise<Research> {
  const language = requestLanguage(request)
  const material = outlineMaterial(request.prompt, language)
  context.warn({
    reason: 'outline-only',
    stage: 'researching',
    message: `Nothing is known about “${shorten(material.title, 60)}”, so the video is an outline of your own words. Give a script (--script), a source (--source), or a language model (OPENAI_API_KEY) for a full one.`,
  })
  return {
    topic: material.title,
    summary: 'An outline of the request, without research.',
    language,
    basis: {
      kind: 'outline',
      label: 'Outline of the request, without research',
      reference: await writeMaterial(material, context),
    },
    claims: [],
    sources: [],
  }
}

import type { AgentContext, LanguageModelProvider, VideoRequest } from '@mavs/core'
import { modelFailure } from '../language-model/failure.ts'
import { firstModel } from '../language-model/first-model.ts'
import { askForObject } from '../language-model/structured.ts'
import { rethrowUnlessOfProvider } from '../shared/fallback.ts'
import { Findings, provenFacts, type WebFacts } from './findings.ts'
import { cleanPrompt, shorten } from './prompt.ts'
import { findWithAgent } from './research-loop.ts'
import { writerMessages } from './research-prompts.ts'
import { isPossessive, topicOf } from './topic.ts'
import { createWebSession, type WebSession, type WebTools } from './web-session.ts'

export type { WebTools } from './web-session.ts'

/** Fewer facts than this carry no video. */
const MIN_FACTS = 4
/** Pages that are read where nobody chooses. */
const FIXED_PAGES = 4

/** Facts, and who found them. */
export interface GatheredFacts extends WebFacts {
  readonly model: string
}

/**
 * The facts that the first model which can do so finds; undefined when nothing could be proven, when no model answered
 * (with a warning), or when the request is about somebody's own thing, of which the web knows nothing.
 */
export async function factsFromWeb(
  models: readonly LanguageModelProvider[],
  request: VideoRequest,
  language: string,
  tools: WebTools,
  context: AgentContext,
): Promise<GatheredFacts | undefined> {
  const isHopeless = tools.search.providers.length === 0 || context.offline || isPossessive(request.prompt)
  if (isHopeless) return undefined
  return firstModel(
    models,
    {
      stage: 'researching',
      what: 'do the research on the web',
      instead: 'what is said comes from the next best thing',
      async work(provider) {
        const facts = await researchOnTheWeb(provider, request, language, tools, context)
        return facts && { ...facts, model: provider.model }
      },
    },
    context,
  )
}

/**
 * Facts about the request's topic, each proven by a page that was read: found by an agent with tools, or, where the
 * model's server has none, by a search, its first pages and one question. Undefined, with a warning, when too little
 * could be proven. Throws `PROVIDER_FAILED` when the model failed.
 */
async function researchOnTheWeb(
  provider: LanguageModelProvider,
  request: VideoRequest,
  language: string,
  tools: WebTools,
  context: AgentContext,
): Promise<WebFacts | undefined> {
  const web = createWebSession(tools, language, context)
  const found = await asOfProvider(provider, context, () => findWithAgent(provider, request, language, web, context))
  const facts = found && provenFacts(found, web.read, language)
  if (facts && facts.claims.length >= MIN_FACTS) return facts
  const asked = await askAboutPages(provider, request, language, web, context)
  if (asked && asked.claims.length >= MIN_FACTS) return asked
  warnUnproven(web, request, context)
  return undefined
}

/** Search, read, ask: what needs no tools. */
async function askAboutPages(
  provider: LanguageModelProvider,
  request: VideoRequest,
  language: string,
  web: WebSession,
  context: AgentContext,
): Promise<WebFacts | undefined> {
  if (web.read.length === 0) await readFirstPages(request, web)
  const pages = web.read
  if (pages.length === 0) return undefined
  const messages = writerMessages(request, language, pages)
  const findings = await askForObject(provider, { schema: Findings, name: 'report_findings', messages }, context)
  return provenFacts(findings, pages, language)
}

async function readFirstPages(request: VideoRequest, web: WebSession): Promise<void> {
  const found = await web.find(topicOf(cleanPrompt(request.prompt)))
  if ('problem' in found) return
  for (const { id } of found.result) {
    if (web.read.length < FIXED_PAGES) await web.open(id)
  }
}

/** What LangChain's agent throws of its own, as a failure of its provider. */
async function asOfProvider<Result>(
  provider: LanguageModelProvider,
  context: AgentContext,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    rethrowUnlessOfProvider(error, context.signal)
    throw modelFailure(error, provider)
  }
}

function warnUnproven(web: WebSession, request: VideoRequest, context: AgentContext): void {
  const topic = shorten(topicOf(cleanPrompt(request.prompt)), 60)
  const pages = web.read.length === 0 ? 'no page could be found and read' : `${web.read.length} pages were read`
  context.warn({
    reason: 'provider-fallback',
    stage: 'researching',
    message: `Too little about “${topic}” could be proven by pages of the web (${pages}), so nothing was taken from there.`,
  })
}

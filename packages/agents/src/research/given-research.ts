import type { AgentContext, Research, VideoRequest } from '@mavs/core'
import { findBrief } from '../briefs/index.ts'
import { parseScript } from '../script/parse-script.ts'
import { requestLanguage } from '../shared/request-language.ts'
import { highlightsOf } from './highlights.ts'
import { Material, writeMaterial } from './material.ts'
import { outlineMaterial } from './outline.ts'
import { capitalise, shorten } from './prompt.ts'
import { topicOf } from './topic.ts'

/** What one run of the research agent works on. */
export interface ResearchTask {
  readonly request: VideoRequest
  /** BCP 47. */
  readonly language: string
  readonly context: AgentContext
}

/** The user's script, as it is. */
export async function fromScript({ request, context }: ResearchTask): Promise<Research | undefined> {
  const { script } = request
  if (!script) return undefined
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

/** Highlights of the user's sources. */
export async function fromSources({ request, context }: ResearchTask): Promise<Research | undefined> {
  if (request.sources.length === 0) return undefined
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

/** The built-in brief on exactly this topic. */
export async function fromBrief({ request }: ResearchTask): Promise<Research | undefined> {
  const brief = await findBrief(request.prompt, requestLanguage(request))
  return (
    brief && {
      topic: brief.title,
      summary: brief.summary,
      language: 'en',
      basis: { kind: 'brief', label: `Built-in brief, reviewed ${brief.reviewed}`, reference: brief.id },
      claims: brief.claims,
      sources: brief.sources,
    }
  )
}

/** The user's own words, and nothing else. */
export async function fromOutline({ request, context }: ResearchTask): Promise<Research> {
  const language = requestLanguage(request)
  const material = outlineMaterial(request.prompt, language)
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

import {
  maskSecrets,
  VideoError,
  type AgentContext,
  type LanguageModelProvider,
  type Research,
  type VideoRequest,
} from '@mavs/core'
import { createStructuredModel } from '../language-model/structured.ts'
import { Material, writeMaterial } from './material.ts'
import type { WebFacts } from './findings.ts'
import { ModelScript, SourcedScript, toDrafts, writingMessages } from './model-script.ts'
import { shorten } from './prompt.ts'
import { rethrowUnlessOfProvider } from '../shared/fallback.ts'

/** Longer scripts are written in parts of this many seconds: models write short ones to the end. */
const PART_SECONDS = 150
const MIN_SCENES = 3

/**
 * A script from the first model that can write one; undefined when there is none. A model that fails leaves a
 * `provider-fallback` warning. Given facts, the model writes from them and each scene names those it rests on; without,
 * what it writes rests on no source, so it makes no claims.
 */
export async function researchWithModels(
  models: readonly LanguageModelProvider[],
  request: VideoRequest,
  language: string,
  context: AgentContext,
  facts?: WebFacts,
): Promise<Research | undefined> {
  if (models.length > 0 && context.offline) {
    fallBack(context, 'The system is offline, so no language model was asked')
    return undefined
  }
  for (const provider of models) {
    try {
      return await researchWith(provider, { request, language, facts }, context)
    } catch (error) {
      rethrowUnlessOfProvider(error, context.signal)
      const message = maskSecrets(error instanceof Error ? error.message : String(error))
      context.logger.warn({ provider: provider.id, model: provider.model, error: message }, 'language model failed')
      fallBack(context, `The language model could not write the script (${shorten(message, 200)})`)
    }
  }
  return undefined
}

function fallBack(context: AgentContext, what: string): void {
  context.warn({
    reason: 'provider-fallback',
    stage: 'researching',
    message: `${what}; the text comes from the next best thing instead.`,
  })
}

/** What a script is written for, and from. */
interface WritingOrder {
  readonly request: VideoRequest
  readonly language: string
  readonly facts: WebFacts | undefined
}

async function researchWith(
  provider: LanguageModelProvider,
  order: WritingOrder,
  context: AgentContext,
): Promise<Research> {
  const { language, facts } = order
  const { title, summary, scenes } = await writeScript(provider, order, context)
  const drafts = toDrafts(scenes, facts?.claims)
  if (drafts.length < MIN_SCENES) {
    throw new VideoError(
      'PROVIDER_FAILED',
      `${provider.model} wrote ${drafts.length} scenes; at least ${MIN_SCENES} are needed`,
    )
  }
  const material = Material.parse({
    title: shorten(title.trim() || drafts[0]!.headline, 120),
    language,
    use: 'choose',
    drafts,
  })
  return {
    topic: material.title,
    summary: shorten(summary, 400),
    language,
    basis: { kind: 'model', label: labelOf(provider, facts), reference: await writeMaterial(material, context) },
    claims: facts?.claims ?? [],
    sources: facts?.sources ?? [],
  }
}

function labelOf({ model }: LanguageModelProvider, facts: WebFacts | undefined): string {
  const count = facts?.sources.length ?? 0
  return `Written by ${model}${count === 0 ? '' : ` from ${count} web ${count === 1 ? 'page' : 'pages'}`}`
}

async function writeScript(
  provider: LanguageModelProvider,
  { request, language, facts }: WritingOrder,
  context: AgentContext,
): Promise<ModelScript> {
  const model = await createStructuredModel(provider, context)
  const parts = Math.ceil(request.duration_preference / PART_SECONDS)
  const written: ModelScript[] = []
  for (let part = 0; part < parts; part++) {
    const headlines = written.flatMap((script) => script.scenes.map((scene) => scene.headline))
    const messages = writingMessages({ request, language, part, parts, headlines, claims: facts?.claims ?? [] })
    written.push(await model.ask({ schema: facts ? SourcedScript : ModelScript, name: 'video_script', messages }))
    context.report(0.1 + (0.9 * (part + 1)) / parts, `part ${part + 1} of ${parts} written`)
  }
  const [first] = written
  return { title: first!.title, summary: first!.summary, scenes: written.flatMap((script) => script.scenes) }
}

import {
  VideoError,
  type AgentContext,
  type Article,
  type EncyclopediaProvider,
  type ProviderChain,
  type Research,
  type VideoRequest,
} from '@mavs/core'
import { highlightsOf } from '../research/highlights.ts'
import { Material, writeMaterial, type Draft } from '../research/material.ts'
import { cleanPrompt, cleanText, shorten } from '../research/prompt.ts'
import { isPossessive, topicOf } from '../research/topic.ts'

/**
 * What the encyclopedia has on the request's topic, in the request's language, as material: whole sentences of the
 * article, chosen and put in its order, never reworded. Undefined when there is no article that is clearly meant, when it
 * holds too little, or when the request is about somebody's own thing.
 */
export async function researchInEncyclopedia(
  chain: ProviderChain<EncyclopediaProvider>,
  request: VideoRequest,
  language: string,
  context: AgentContext,
): Promise<Research | undefined> {
  if (chain.providers.length === 0 || context.offline || isPossessive(request.prompt)) return undefined
  const article = await findArticle(chain, request, language, context)
  if (!article) return undefined
  const { material, claims } = await materialOf(article, request, language).catch(tooLittle)
  if (!material) return undefined
  const label = `From “${shorten(article.title, 80)}”, ${article.publisher}, ${article.licence}`
  context.warn({
    reason: 'share-alike',
    stage: 'researching',
    message: `What is said is taken from the ${article.publisher} article “${article.title}” (${article.licence}): name it, and share the video alike. For words of your own give a script (--script) or a language model (OPENAI_API_KEY).`,
  })
  return {
    topic: material.title,
    summary: `Sentences of the article “${article.title}”, revision ${article.revision}.`,
    language,
    basis: { kind: 'encyclopedia', label, reference: await writeMaterial(material, context) },
    claims,
    sources: [
      {
        id: 'source-1',
        title: article.title,
        publisher: article.publisher,
        url: article.url,
        licence: article.licence,
        ...(article.published && { published: article.published }),
      },
    ],
  }
}

/** A failing encyclopedia is no reason to make no video: the next tier takes over, with a warning. */
async function findArticle(
  chain: ProviderChain<EncyclopediaProvider>,
  request: VideoRequest,
  language: string,
  context: AgentContext,
): Promise<Article | undefined> {
  const topic = topicOf(cleanPrompt(request.prompt))
  const what = `an article on “${shorten(topic, 60)}”`
  try {
    const answer = await chain.ask<Article | undefined>(
      {
        stage: 'researching',
        what,
        isEmpty: (article) => article === undefined,
        call: (provider, signal) => findOnce(provider, topic, language, signal, context),
      },
      context,
    )
    return answer?.result
  } catch (error) {
    context.signal.throwIfAborted()
    if (!VideoError.isInstance(error) || error.category !== 'provider') throw error
    const message = `No encyclopedia could be read (${shorten(error.message, 200)}); the video does without.`
    context.warn({ reason: 'provider-fallback', stage: 'researching', message })
    return undefined
  }
}

async function findOnce(
  provider: EncyclopediaProvider,
  topic: string,
  language: string,
  signal: AbortSignal,
  context: AgentContext,
): Promise<Article | undefined> {
  const call = {
    provider: `${provider.id}@${provider.version}`,
    operation: 'find-article',
    input: { topic, language },
    // Articles change: within a session it stays one revision, another session looks again.
    scope: context.sessionId,
    isRemote: provider.isRemote,
  }
  const entry = await context.ledger.once<Article | null>(
    call,
    async () => (await provider.find(topic, language, { signal })) ?? null,
  )
  return entry.value ?? undefined
}

async function materialOf(article: Article, request: VideoRequest, language: string) {
  const given = [{ name: article.title, text: markdownOf(article) }]
  const { material, claims } = await highlightsOf(given, language, request.duration_preference)
  const drafts = material.drafts.map((draft) => illustrated(draft, article, language))
  return { material: Material.parse({ ...material, title: shorten(article.title, 200), drafts }), claims }
}

const tooLittle = (error: unknown): { material?: undefined; claims: [] } => {
  if (VideoError.isInstance(error) && error.code === 'SOURCE_INVALID') return { claims: [] }
  throw error
}

/** An article as Markdown: nothing in it may be read as markup. */
function markdownOf({ title, sections }: Article): string {
  const blocks = sections.flatMap(({ heading, level, paragraphs }) => [
    ...(heading === '' ? [] : [`${'#'.repeat(Math.min(level + 1, 6))} ${escaped(heading)}`]),
    ...paragraphs.map(escaped),
  ])
  return [`# ${escaped(title)}`, ...blocks].join('\n\n')
}

const escaped = (text: string): string =>
  cleanText(text)
    .replace(/[\\`*_<>[\]#|~]/g, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
    .replace(/^([-+])/, String.raw`\$1`)

/** Tells what the scene is best seen in: its section's subject, else the article's. */
function illustrated(draft: Draft, { title, publisher }: Article, language: string): Draft {
  const about = draft.headline === title ? [title] : [`${title} ${draft.headline}`, title]
  const queries = about.map((query) => shorten(query, 120))
  const visuals = draft.visuals.map((visual) =>
    visual.kind === 'title' ? { ...visual, kicker: `From ${publisher}` } : visual,
  )
  return { ...draft, visuals, media: { kind: 'image', queries, language } }
}

import { readFileSync } from 'node:fs'
import {
  definePlugin,
  TOKENS,
  type LanguageModelProvider,
  type ModelRole,
  type Registry,
  type Resolver,
} from '@mavs/core'
import { createRenderer } from '@mavs/render'
import { z } from 'zod'
import { createAssemblyAgent } from './assembly/assembly-agent.ts'
import { createAssetAgent } from './asset/asset-agent.ts'
import { createAudioAgent } from './audio/audio-agent.ts'
import { createWikipedia, WikipediaOptions } from './encyclopedia/wikipedia.ts'
import { createFinalizingAgent } from './finalizing/finalizing-agent.ts'
import { createOpenAiLanguageModel, OpenAiOptions } from './language-model/openai.ts'
import { CommonsOptions, createCommons } from './media-search/commons.ts'
import { createMediaFolder } from './media-search/folder.ts'
import { createPixabay } from './media-search/pixabay.ts'
import { StockKeyOptions } from './media-search/stock-options.ts'
import { createUnsplash } from './media-search/unsplash.ts'
import { createOpenAiImages, ImageGenerationOptions } from './image-generation/openai-images.ts'
import { createVeo, VideoGenerationOptions } from './video-generation/veo.ts'
import { createOpenverse, OpenverseOptions } from './media-search/openverse.ts'
import { createWordRanker } from './media-search/rank.ts'
import { createComposer } from './music/composer.ts'
import { PageOptions } from './page-reader/fetch-document.ts'
import { createPageReader } from './page-reader/page-reader.ts'
import { createDocumentReader } from './research/document-reader.ts'
import { createResearchAgent } from './research/research-agent.ts'
import { createScriptAgent } from './script/script-agent.ts'
import { SEARCH_ENGINES, SearchOptions } from './search/engines.ts'
import { createWikipediaSearch } from './search/wikipedia.ts'
import { createFlite } from './speech/flite.ts'
import { createOpenAiSpeech, OpenAiSpeechOptions } from './speech/openai-speech.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** What the built-in plugin can be told. */
export const AgentsOptions = z.strictObject({
  /** The built-in language model; without a key or a server, none is asked. */
  languageModel: OpenAiOptions.prefault({}),
  /** Speech by OpenAI, or by a server of its protocol; without a key or a server, Flite speaks. */
  speech: OpenAiSpeechOptions.prefault({}),
  /** Search engines beside Wikipedia's own, which needs no key. */
  search: SearchOptions.prefault({}),
  /** How pages are fetched; `allowPrivate` lets an operator's own network be read too. */
  pages: PageOptions.extend({ allowPrivate: z.boolean().default(false) }).prefault({}),
  /** The encyclopedia, and its search. */
  wikipedia: WikipediaOptions.prefault({}),
  /** Pictures under open licences. */
  commons: CommonsOptions.prefault({}),
  openverse: OpenverseOptions.prefault({}),
  /** Stocks that need a key. */
  pixabay: StockKeyOptions.prefault({}),
  unsplash: StockKeyOptions.prefault({}),
  /** Pictures and clips that are made; they cost, and are made only where that is asked for. */
  images: ImageGenerationOptions.prefault({}),
  videos: VideoGenerationOptions.prefault({}),
})

/** The built-in agents and providers: the first plugin, loaded like any other. */
export const agentsPlugin = definePlugin({
  name: '@mavs/agents',
  version: manifest.version,
  options: AgentsOptions,
  register(registry, options) {
    provideProviders(registry, options)
    provideWeb(registry, options)
    provideMedia(registry, options)
    provideAgents(registry)
  },
})

type Options = z.output<typeof AgentsOptions>

function provideProviders(registry: Registry, { pages, speech, languageModel }: Options): void {
  registry.provide(TOKENS.documentReader, () => createDocumentReader(pages))
  for (const role of [undefined, 'research', 'script'] as const) {
    registry.provide(TOKENS.languageModel, ({ environment }) =>
      createOpenAiLanguageModel(languageModel, environment, role),
    )
  }
  registry.provide(TOKENS.speech, () => createFlite())
  registry.provide(TOKENS.speech, ({ environment }) =>
    createOpenAiSpeech(speech, {
      ...environment,
      OPENAI_BASE_URL: languageModel.baseUrl ?? environment.OPENAI_BASE_URL,
    }),
  )
  registry.provide(TOKENS.music, () => createComposer())
  registry.provide(TOKENS.renderer, (resolver) => {
    const { environment, logger } = resolver
    return createRenderer({ environment, logger, sceneKinds: resolver.all(TOKENS.sceneKind) })
  })
}

/** What finds and reads; of a chain, what is registered last is asked first. */
function provideWeb(registry: Registry, { search, pages, wikipedia }: Options): void {
  registry.provide(TOKENS.encyclopedia, () => createWikipedia(wikipedia))
  registry.provide(TOKENS.search, () => createWikipediaSearch(wikipedia))
  for (const engine of SEARCH_ENGINES.toReversed()) {
    registry.provide(TOKENS.search, ({ environment }) => engine(search, environment))
  }
  registry.provide(TOKENS.pageReader, () => createPageReader(pages))
}

/** Pictures and clips: own ones first, then stocks with a key, then open ones. */
function provideMedia(registry: Registry, { commons, openverse, pixabay, unsplash, images, videos }: Options): void {
  registry.provide(TOKENS.mediaSearch, () => createOpenverse(openverse))
  registry.provide(TOKENS.mediaSearch, () => createCommons(commons))
  registry.provide(TOKENS.mediaSearch, ({ environment }) => createUnsplash(unsplash, environment))
  registry.provide(TOKENS.mediaSearch, ({ environment }) => createPixabay(pixabay, environment))
  registry.provide(TOKENS.mediaSearch, ({ environment }) => createMediaFolder(environment))
  registry.provide(TOKENS.imageGeneration, ({ environment }) => createOpenAiImages(images, environment))
  registry.provide(TOKENS.videoGeneration, ({ environment }) => createVeo(videos, environment))
}

function provideAgents(registry: Registry): void {
  registry.provide(TOKENS.researchAgent, (resolver) =>
    createResearchAgent({
      languageModels: modelsFor('research', resolver),
      search: resolver.all(TOKENS.search),
      pages: resolver.get(TOKENS.pageReader),
      encyclopedias: resolver.all(TOKENS.encyclopedia),
    }),
  )
  registry.provide(TOKENS.scriptAgent, (resolver) =>
    createScriptAgent({ speech: resolver.all(TOKENS.speech), languageModels: modelsFor('script', resolver) }),
  )
  registry.provide(TOKENS.mediaRanker, () => createWordRanker())
  registry.provide(TOKENS.assetAgent, (resolver) =>
    createAssetAgent({
      media: resolver.all(TOKENS.mediaSearch),
      ranker: resolver.get(TOKENS.mediaRanker),
      images: resolver.all(TOKENS.imageGeneration),
      videos: resolver.all(TOKENS.videoGeneration),
      environment: resolver.environment,
    }),
  )
  registry.provide(TOKENS.audioAgent, (resolver) =>
    createAudioAgent({ speech: resolver.all(TOKENS.speech), music: resolver.all(TOKENS.music) }),
  )
  registry.provide(TOKENS.assemblyAgent, (resolver) => createAssemblyAgent({ renderer: resolver.get(TOKENS.renderer) }))
  registry.provide(TOKENS.finalizingAgent, (resolver) =>
    createFinalizingAgent({ renderer: resolver.get(TOKENS.renderer) }),
  )
}

/** The models that an agent may ask: those of no role, and those of its own. */
const modelsFor = (role: ModelRole, resolver: Resolver): LanguageModelProvider[] =>
  resolver.all(TOKENS.languageModel).filter((provider) => provider.role === undefined || provider.role === role)

import { readFileSync } from 'node:fs'
import { definePlugin, TOKENS, type LanguageModelProvider, type Registry, type Resolver } from '@mavs/core'
import { createRenderer } from '@mavs/render'
import { z } from 'zod'
import { createAssemblyAgent } from './assembly/assembly-agent.ts'
import { createDrawnAssetAgent } from './asset/asset-agent.ts'
import { createAudioAgent } from './audio/audio-agent.ts'
import { createWikipedia } from './encyclopedia/wikipedia.ts'
import { createFinalizingAgent } from './finalizing/finalizing-agent.ts'
import { createOpenAiLanguageModel, OpenAiOptions } from './language-model/openai.ts'
import { createComposer } from './music/composer.ts'
import { createDocumentReader } from './research/document-reader.ts'
import { createResearchAgent } from './research/research-agent.ts'
import { createScriptAgent } from './script/script-agent.ts'
import { createFlite } from './speech/flite.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** What the built-in plugin can be told. */
export const AgentsOptions = z.strictObject({
  /** The built-in language model; without a key or a server, none is asked. */
  languageModel: OpenAiOptions.prefault({}),
})

/** The built-in agents and providers: the first plugin, loaded like any other. */
export const agentsPlugin = definePlugin({
  name: '@mavs/agents',
  version: manifest.version,
  options: AgentsOptions,
  register(registry, options) {
    provideProviders(registry)
    provideAgents(registry, options)
  },
})

function provideProviders(registry: Registry): void {
  registry.provide(TOKENS.documentReader, () => createDocumentReader())
  registry.provide(TOKENS.speech, () => createFlite())
  registry.provide(TOKENS.music, () => createComposer())
  registry.provide(TOKENS.encyclopedia, () => createWikipedia())
  registry.provide(TOKENS.renderer, (resolver) => {
    const { environment, logger } = resolver
    return createRenderer({ environment, logger, sceneKinds: resolver.all(TOKENS.sceneKind) })
  })
}

function provideAgents(registry: Registry, options: z.output<typeof AgentsOptions>): void {
  registry.provide(TOKENS.researchAgent, (resolver) =>
    createResearchAgent({ languageModels: languageModels(resolver, options) }),
  )
  registry.provide(TOKENS.scriptAgent, (resolver) => createScriptAgent({ speech: resolver.all(TOKENS.speech) }))
  registry.provide(TOKENS.assetAgent, () => createDrawnAssetAgent())
  registry.provide(TOKENS.audioAgent, (resolver) =>
    createAudioAgent({ speech: resolver.all(TOKENS.speech), music: resolver.all(TOKENS.music) }),
  )
  registry.provide(TOKENS.assemblyAgent, (resolver) => createAssemblyAgent({ renderer: resolver.get(TOKENS.renderer) }))
  registry.provide(TOKENS.finalizingAgent, (resolver) =>
    createFinalizingAgent({ renderer: resolver.get(TOKENS.renderer) }),
  )
}

/** Models that plugins bring come first, then the built-in one, if it is configured. */
function languageModels(resolver: Resolver, options: z.output<typeof AgentsOptions>): LanguageModelProvider[] {
  const builtIn = createOpenAiLanguageModel(options.languageModel, resolver.environment)
  return [...resolver.all(TOKENS.languageModel), ...(builtIn === undefined ? [] : [builtIn])]
}

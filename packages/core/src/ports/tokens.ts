import type { AssemblyAgent } from './assembly-agent.ts'
import type { AssetAgent } from './asset-agent.ts'
import type { AudioAgent } from './audio-agent.ts'
import type { DocumentReader } from './document-reader.ts'
import type { EncyclopediaProvider } from './encyclopedia.ts'
import type { FinalizingAgent } from './finalizing-agent.ts'
import type { ImageGenerationProvider } from './image-generation.ts'
import type { LanguageModelProvider } from './language-model.ts'
import type { MediaRanker, MediaSearchProvider } from './media-search.ts'
import type { MusicProvider } from './music.ts'
import type { PageReader } from './page-reader.ts'
import type { Renderer } from './renderer.ts'
import type { ResearchAgent } from './research-agent.ts'
import type { SceneKindModule } from './scene-kind.ts'
import type { ScriptAgent } from './script-agent.ts'
import type { SearchProvider } from './search.ts'
import type { SpeechProvider } from './speech.ts'
import type { VideoGenerationProvider } from './video-generation.ts'
import { defineToken } from './token.ts'

/** What plugins register. An agent replaces the one before it; providers form a chain, latest plugin first. */
export const TOKENS = {
  researchAgent: defineToken<ResearchAgent>('research-agent', 'single'),
  scriptAgent: defineToken<ScriptAgent>('script-agent', 'single'),
  assetAgent: defineToken<AssetAgent>('asset-agent', 'single'),
  audioAgent: defineToken<AudioAgent>('audio-agent', 'single'),
  assemblyAgent: defineToken<AssemblyAgent>('assembly-agent', 'single'),
  finalizingAgent: defineToken<FinalizingAgent>('finalizing-agent', 'single'),
  speech: defineToken<SpeechProvider>('speech', 'chain'),
  music: defineToken<MusicProvider>('music', 'chain'),
  documentReader: defineToken<DocumentReader>('document-reader', 'single'),
  renderer: defineToken<Renderer>('renderer', 'single'),
  sceneKind: defineToken<SceneKindModule>('scene-kind', 'chain'),
  languageModel: defineToken<LanguageModelProvider>('language-model', 'chain'),
  search: defineToken<SearchProvider>('search', 'chain'),
  pageReader: defineToken<PageReader>('page-reader', 'single'),
  encyclopedia: defineToken<EncyclopediaProvider>('encyclopedia', 'chain'),
  mediaSearch: defineToken<MediaSearchProvider>('media-search', 'chain'),
  imageGeneration: defineToken<ImageGenerationProvider>('image-generation', 'chain'),
  videoGeneration: defineToken<VideoGenerationProvider>('video-generation', 'chain'),
  mediaRanker: defineToken<MediaRanker>('media-ranker', 'single'),
} as const

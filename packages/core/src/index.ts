// The domain: what a video is
export { AspectRatio, formatFor, Quality, QUALITY_TIERS, VideoFormat, type QualityTier } from './domain/quality.ts'
export {
  DURATION_SECONDS,
  GivenText,
  PROMPT_LENGTH,
  StyleName,
  VideoRequest,
  WebhookEventName,
  type VideoRequestInput,
} from './domain/request.ts'
export { AgentChoices, ProviderChoices, RequestChoices } from './domain/request-choices.ts'
export { isTerminal, SessionStage, SessionStatus, Stage, STAGE_WEIGHTS, STAGES } from './domain/stage.ts'
export { Basis, Claim, Research, Source } from './domain/research.ts'
export { Visual } from './domain/visual.ts'
export { Scene, SceneMedia, Script } from './domain/script.ts'
export { Asset } from './domain/asset.ts'
export { Narration, SceneNarration, Word } from './domain/narration.ts'
export {
  AudioClip,
  CaptionCue,
  CaptionLook,
  SceneClip,
  Timeline,
  Transition,
  type TimelineInput,
} from './domain/timeline.ts'
export { Measurement, Video } from './domain/video.ts'
export { Delivery, Manifest, QualityCheck } from './domain/delivery.ts'
export {
  Consumption,
  EstimateDocument,
  Price,
  PriceTable,
  ProviderChoice,
  UsageEntry,
  type UsageRecord,
} from './domain/usage.ts'
export { Warning, WarningReason } from './domain/warning.ts'
export { canonicalJson, hashOf } from './domain/canonical.ts'
export { createRandom, seedFrom, seedOfRequest } from './domain/seed.ts'
export { ApiKeyDocument, ApiKeyRequest, Scope, type ApiKeyInput } from './domain/api-key.ts'
export { BATCH_LIMIT, BatchDocument, BatchItem } from './domain/batch.ts'
export { WebhookAttempt, WebhookDelivery, WebhookMessage } from './domain/webhook.ts'
export { SessionEvent, type NumberedEvent } from './domain/event.ts'
export {
  HealthDocument,
  ListDocument,
  ListQuery,
  ProgressDocument,
  ProviderDocument,
  SessionDocument,
  StageDetails,
  StatsDocument,
  UsageDocument,
  WarningDocument,
} from './domain/session.ts'

// Errors
export { ERROR_CODES, type ErrorCategory, type ErrorCode } from './errors/codes.ts'
export { VideoError, type VideoErrorOptions } from './errors/video-error.ts'
export { reasonOf } from './errors/reason.ts'
export { fromSystemError } from './errors/system-error.ts'
export { nearestName } from './errors/known-fields.ts'
export { describeField, fieldErrors, parseOrThrow, type FieldError } from './errors/validation.ts'

// Ports: what agents and providers implement
export type { AgentContext, CheckContext } from './ports/agent-context.ts'
export type { Artifacts } from './ports/artifacts.ts'
export type { AssemblyAgent, AssemblyInput } from './ports/assembly-agent.ts'
export type { AssetAgent } from './ports/asset-agent.ts'
export type { AudioAgent } from './ports/audio-agent.ts'
export type { Clock } from './ports/clock.ts'
export type { DocumentReader } from './ports/document-reader.ts'
export type { FinalizingAgent, FinalizingInput } from './ports/finalizing-agent.ts'
export type { LanguageModelProvider, ModelRole } from './ports/language-model.ts'
export type { Ledger, LedgerCall, LedgerEntry, LedgerFiles } from './ports/ledger.ts'
export { silentLogger, type Logger } from './ports/logger.ts'
export type { Music, MusicBlock, MusicProvider, MusicRequest } from './ports/music.ts'
export type { SceneKindModule } from './ports/scene-kind.ts'
export type { Diagnosis, Renderer, RenderOptions, RenderRequest, RenderResult } from './ports/renderer.ts'
export type { ResearchAgent } from './ports/research-agent.ts'
export type { ScriptAgent } from './ports/script-agent.ts'
export type { Speech, SpeechProvider, SpeechRequest, Voice, VoiceQuality } from './ports/speech.ts'
export type { Article, ArticleSection, EncyclopediaProvider } from './ports/encyclopedia.ts'
export type { ImageGenerationProvider, ImageRequest } from './ports/image-generation.ts'
export type { ClipRequest, ClipStatus, VideoGenerationProvider } from './ports/video-generation.ts'
export type { MediaItem, MediaKind, MediaQuery, MediaRanker, MediaSearchProvider } from './ports/media-search.ts'
export type { Page, PageReader } from './ports/page-reader.ts'
export type { CallOptions, Provider, ProviderLimits } from './ports/provider.ts'
export type { SearchProvider, SearchQuery, SearchResult } from './ports/search.ts'
export type { Charge, UsageRecorder } from './ports/usage.ts'
export { TOKENS } from './ports/tokens.ts'
export { defineToken, type Token } from './ports/token.ts'

// The network, for URLs that users or models name
export { isPublicAddress } from './net/address.ts'
export type { PrivateAccess } from './net/check-url.ts'
export {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
  type GuardedRequest,
} from './net/guarded-fetch.ts'

// For those who write providers
export {
  createProviderChain,
  preferredFirst,
  type ChainAnswer,
  type ChainTask,
  type ProviderChain,
} from './providers/chain.ts'
export {
  failureKindOf,
  isNotOfProvider,
  isPassing,
  providerFailure,
  retryAfterOf,
  type FailureKind,
  type ProviderFailure,
} from './providers/failure.ts'
export { createProviderGuard, type ProviderGuard } from './providers/guard.ts'
export { maskSecrets } from './providers/mask.ts'
export {
  createProgram,
  isMissingProgram,
  type Program,
  type ProgramOptions,
  type ProgramOutput,
} from './providers/program.ts'
export { decodePcm16, joinSounds } from './providers/sound.ts'
export { splitText } from './providers/split-text.ts'
export {
  createVendorClient,
  retryAfter,
  type VendorClient,
  type VendorOptions,
  type VendorRequest,
} from './providers/vendor-client.ts'

// What calls cost
export { chargeOf, createUsageAccount, type UsageAccount, type UsageAccountOptions } from './costs/usage-account.ts'
export { dollars } from './costs/dollars.ts'
export { LIST_PRICES } from './costs/list-prices.ts'
export { costOf } from './costs/prices.ts'

// Plugins
export {
  definePlugin,
  PLUGIN_CONTRACT,
  type Plugin,
  type PluginDefinition,
  type Registry,
  type Resolver,
} from './plugin/define.ts'
export type { PluginDescription, PluginPort } from './plugin/describe.ts'
export type { PluginReference } from './plugin/load.ts'

// The system
export { deliveredName } from './sessions/deliver.ts'
export { DELIVERED, type DeliveredArtifact, type OpenedArtifact } from './sessions/open-artifact.ts'
export type { ApiKeys } from './access/api-keys.ts'
export { agentAtWork, type AgentAtWork } from './stages/agent-at-work.ts'
export { ConfigDocument, defineConfig, ServerConfig, type MavsConfig } from './video-system/config.ts'
export { loadConfig, type LoadConfigOptions, type LoadedConfig } from './video-system/load-config.ts'
export { createVideoSystem } from './video-system/create.ts'
export type { GivenModel, GivenModels } from './video-system/given-models.ts'
export type { BatchOptions, CleanupResult, GenerateOptions, VideoSystem, VideoSystemOptions } from './video-system.ts'

// The graph: for those who embed it in their own
export { buildVideoGraph, type VideoGraphOptions } from './graph/build.ts'
export { VideoState } from './graph/state.ts'
export { SqliteCheckpointer } from './graph/checkpointer.ts'
export { directoryWorkspaces, type GraphWorkspace, type StageObserver } from './graph/workspace.ts'
export type { StagePolicy } from './graph/policies.ts'
export type { StageState, VideoAgents } from './stages/stage.ts'

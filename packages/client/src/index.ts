export { createClient, type MavsClient } from './client.ts'
export type {
  BatchOptions,
  CancelAnswer,
  CancelOptions,
  CleanupAnswer,
  GenerateAnswer,
  GenerateOptions,
} from './documents.ts'
export type { Download, DownloadOptions } from './download.ts'
export { MavsApiError, type ApiErrorFacts, type FieldProblem } from './error.ts'
export type { EventsOptions } from './events.ts'
export type { CallOptions, ClientOptions } from './options.ts'
export { fileName, type Artifact } from './paths.ts'
export type { WaitOptions } from './wait.ts'

// What agents and providers promise, as named checks for any test runner
export {
  assemblyContract,
  assetContract,
  audioContract,
  finalizingContract,
  researchContract,
  scriptContract,
  type AgentContractOptions,
} from './agent-contracts.ts'
export {
  footageSearchContract,
  imageSearchContract,
  type MediaSearchContractOptions,
} from './media-search-contracts.ts'
export {
  imageGenerationContract,
  videoGenerationContract,
  type GenerationContractOptions,
} from './generation-contracts.ts'
export { musicContract, type MusicContractOptions } from './music-contract.ts'
export { pageReaderContract, type PageReaderContractOptions } from './page-reader-contract.ts'
export { searchContract, type SearchContractOptions } from './search-contract.ts'
export { speechContract, type SpeechContractOptions } from './speech-contract.ts'
export type { ContractCheck } from './contract.ts'

// What an agent works in, and what stands in for everything else
export { createManualClock, type ManualClock } from './clock.ts'
export { createTestContext, type TestContext, type TestContextOptions } from './context.ts'
export { fakeLanguageModel, fakeMusic, fakeRenderer, fakeSpeech } from './fakes.ts'
export {
  FAILURE_KINDS,
  FAULTS,
  startVendor,
  type Fault,
  type Vendor,
  type VendorDescription,
  type VendorReply,
  type VendorRequest,
} from './vendor.ts'
export { sampleAgents, sampleAgentsPlugin } from './sample-agents.ts'
export {
  SAMPLE_SOUNDS,
  sampleManifest,
  sampleNarration,
  sampleRequest,
  sampleResearch,
  sampleScript,
  sampleTimeline,
  silentWav,
} from './fixtures.ts'

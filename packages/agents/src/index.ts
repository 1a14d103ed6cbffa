// The plugin: what `createVideoSystem` loads by the package's name
export { agentsPlugin, agentsPlugin as default, AgentsOptions } from './plugin.ts'

// Agents and providers, for those who compose their own
export { createAssemblyAgent } from './assembly/assembly-agent.ts'
export { buildTimeline } from './assembly/timeline.ts'
export { createDrawnAssetAgent } from './asset/asset-agent.ts'
export { createAudioAgent } from './audio/audio-agent.ts'
export { DELIVERY_CONTRACT, holdAgainstContract, type Verdict } from './finalizing/contract.ts'
export type { Clause, Subject } from './finalizing/clause.ts'
export { createFinalizingAgent } from './finalizing/finalizing-agent.ts'
export { createOpenAiLanguageModel, OpenAiOptions } from './language-model/openai.ts'
export { createPageReader } from './page-reader/page-reader.ts'
export type { PageOptions } from './page-reader/fetch-document.ts'
export { createComposer } from './music/composer.ts'
export { createDocumentReader } from './research/document-reader.ts'
export { createResearchAgent, type ResearchAgentOptions } from './research/research-agent.ts'
export { createScriptAgent, type ScriptAgentOptions } from './script/script-agent.ts'
export { createBrave } from './search/brave.ts'
export { createSearxng } from './search/searxng.ts'
export { createSerper } from './search/serper.ts'
export { createTavily } from './search/tavily.ts'
export { createWikipediaSearch } from './search/wikipedia.ts'
export { createFlite } from './speech/flite.ts'

// Briefs: the built-in topics
export { Brief, BriefScene, defineBrief } from './briefs/brief.ts'

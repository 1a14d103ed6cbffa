export { sampleAgents, sampleAgentsPlugin } from './sample-agents.ts'
export {
  sampleNarration,
  sampleRequest,
  sampleResearch,
  sampleScript,
  sampleTimeline,
  silentWav,
  SAMPLE_SOUNDS,
} from './fixtures.ts'

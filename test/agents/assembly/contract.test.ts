import {
  assemblyContract,
  assetContract,
  finalizingContract,
  sampleNarration,
  sampleRequest,
  sampleScript,
} from '@mavs/core/testing'
import { describe, it } from 'vitest'
import { createAssemblyAgent } from '../../../packages/agents/src/assembly/assembly-agent.ts'
import { buildTimeline } from '../../../packages/agents/src/assembly/timeline.ts'
import { createAssetAgent } from '../../../packages/agents/src/asset/asset-agent.ts'
import { createWordRanker } from '../../../packages/agents/src/media-search/rank.ts'
import { createFinalizingAgent } from '../../../packages/agents/src/finalizing/finalizing-agent.ts'
import { createFakeRenderer, flawless } from './fakes.ts'

const sample = { request: sampleRequest(), script: sampleScript(), narration: sampleNarration(), assets: [] }
const documents = { timeline: buildTimeline(sample, 1) }
const renderer = () => createFakeRenderer()
const measuring = () => ({ ...renderer(), measure: () => Promise.resolve(flawless(documents.timeline)) })

describe.each([
  ['asset', assetContract({ create: () => createAssetAgent({ media: [], ranker: createWordRanker() }) })],
  ['assembly', assemblyContract({ create: () => createAssemblyAgent({ renderer: renderer() }) })],
  ['finalizing', finalizingContract({ documents, create: () => createFinalizingAgent({ renderer: measuring() }) })],
])('the built-in %s agent', (_, contract) => {
  it.each(contract.map((check) => [check.name, check] as const))('%s', (_name, check) => check.run())
})

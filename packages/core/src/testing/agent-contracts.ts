import assert from 'node:assert/strict'
import type { VideoRequest } from '../domain/request.ts'
import type { Stage } from '../domain/stage.ts'
import type { AssemblyAgent } from '../ports/assembly-agent.ts'
import type { AssetAgent } from '../ports/asset-agent.ts'
import type { AudioAgent } from '../ports/audio-agent.ts'
import type { FinalizingAgent } from '../ports/finalizing-agent.ts'
import type { ResearchAgent } from '../ports/research-agent.ts'
import type { ScriptAgent } from '../ports/script-agent.ts'
import { storeDocument, type DocumentName, type DocumentOf } from '../stages/documents.ts'
import { runStage } from '../stages/run-stage.ts'
import type { StagePatch, StageState, VideoAgents } from '../stages/stage.ts'
import { createTestContext, type TestContext } from './context.ts'
import { assertSettles, type ContractCheck } from './contract.ts'
import {
  SAMPLE_SOUNDS,
  sampleNarration,
  sampleRequest,
  sampleResearch,
  sampleScript,
  sampleTimeline,
  silentWav,
} from './fixtures.ts'
import { sampleAgents } from './sample-agents.ts'

export interface AgentContractOptions<Agent> {
  /** Makes a fresh agent. */
  readonly create: () => Agent | Promise<Agent>
  /** What the agent is asked for. Default: ten seconds, low quality, about the water cycle. */
  readonly request?: VideoRequest
  /** Documents of earlier stages in place of the sample ones. */
  readonly documents?: Partial<{ readonly [Name in DocumentName]: DocumentOf<Name> }>
  /** Puts files under artifact keys that the given documents name. */
  readonly prepare?: (context: TestContext) => Promise<void>
}

/** What every research agent promises. */
export const researchContract = (options: AgentContractOptions<ResearchAgent>): ContractCheck[] =>
  agentContract('researching', 'research', options)

/** What every script agent promises. */
export const scriptContract = (options: AgentContractOptions<ScriptAgent>): ContractCheck[] =>
  agentContract('scripting', 'script', options)

/** What every asset agent promises. */
export const assetContract = (options: AgentContractOptions<AssetAgent>): ContractCheck[] =>
  agentContract('asset_sourcing', 'asset', options)

/** What every audio agent promises. */
export const audioContract = (options: AgentContractOptions<AudioAgent>): ContractCheck[] =>
  agentContract('audio_generation', 'audio', options)

/** What every assembly agent promises. */
export const assemblyContract = (options: AgentContractOptions<AssemblyAgent>): ContractCheck[] =>
  agentContract('video_assembly', 'assembly', options)

/** What every finalizing agent promises. */
export const finalizingContract = (options: AgentContractOptions<FinalizingAgent>): ContractCheck[] =>
  agentContract('finalizing', 'finalizing', options)

function agentContract<Role extends keyof VideoAgents>(
  stage: Stage,
  role: Role,
  options: AgentContractOptions<VideoAgents[Role]>,
): ContractCheck[] {
  const check = (name: string, work: (bench: Bench) => Promise<void>): ContractCheck => ({
    name,
    async run() {
      const test = createTestContext()
      try {
        const agents = sampleAgents({ [role]: await options.create() })
        const state = await prepare(test, options)
        const { context, usage } = test
        const run = () => runStage(stage, { state, agents, context, usage, versions: { test: '1.0.0' } })
        await work({ test, run, name: agents[role].name })
      } finally {
        await test.dispose()
      }
    },
  })
  return [
    check('has a name', async ({ name }) => assert.match(name, /\S/)),
    check('answers with valid documents and writes every file that they name', async ({ run }) => {
      assert.ok(Object.keys(await run()).length > 0)
    }),
    check('reports progress from 0 to 1', async ({ run, test }) => {
      await run()
      for (const { progress } of test.reports) assert.ok(progress >= 0 && progress <= 1, `it reported ${progress}`)
    }),
    check('gives the same documents again from the same seed', async ({ run, test }) => {
      const read = async (patch: StagePatch) =>
        Promise.all(Object.values(patch).map((key) => test.context.artifacts.readJson(String(key))))
      const first = await read(await run())
      assert.deepEqual(await read(await run()), first)
    }),
    check('settles soon after its signal aborts', async ({ run, test }) => {
      const call = run()
      test.abort(new Error('called off'))
      await assertSettles(call, `stage ${stage}`)
    }),
  ]
}

interface Bench {
  readonly test: TestContext
  readonly name: string
  run(): Promise<StagePatch>
}

/** Stores the documents of all stages; an agent reads only those of the stages before it. */
async function prepare(test: TestContext, options: Omit<AgentContractOptions<unknown>, 'create'>): Promise<StageState> {
  const { context } = test
  for (const key of SAMPLE_SOUNDS) await context.artifacts.write(key, silentWav(2))
  const sample = 'a video for tests\n'
  await context.artifacts.write('video.mp4', sample)
  const { widthPx, heightPx, frameRate } = sampleTimeline().format
  const size = { widthPx, heightPx, frameRate, durationSeconds: 10, sizeBytes: sample.length }
  const documents = {
    request: options.request ?? sampleRequest(),
    research: sampleResearch(),
    script: sampleScript(),
    assets: [],
    narration: sampleNarration(),
    timeline: sampleTimeline(),
    video: { artifact: 'video.mp4', renderer: 'sample', ...size },
    ...options.documents,
  }
  await options.prepare?.(test)
  const store = <Name extends keyof typeof documents>(name: Name) =>
    storeDocument(name, documents[name] as DocumentOf<Name>, context)
  return {
    request: await store('request'),
    research: await store('research'),
    script: await store('script'),
    assets: await store('assets'),
    narration: await store('narration'),
    timeline: await store('timeline'),
    video: await store('video'),
    warnings: [],
  }
}

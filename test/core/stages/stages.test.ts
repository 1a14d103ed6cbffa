import { describe, expect, it } from 'vitest'
import type { Asset, VideoAgents } from '@mavs/core'
import {
  createTestContext,
  sampleAgents,
  sampleNarration,
  sampleRequest,
  sampleResearch,
  sampleScript,
} from '@mavs/core/testing'
import { checkRequest } from '../../../packages/core/src/stages/check-request.ts'
import { storeDocument } from '../../../packages/core/src/stages/documents.ts'
import { runStage } from '../../../packages/core/src/stages/run-stage.ts'
import { createManualClock } from '@mavs/core/testing'
import { afterTest } from '../support.ts'
import type { Stage } from '@mavs/core'

async function run(stage: Stage, replaced: Partial<VideoAgents>) {
  const { context, usage, dispose } = createTestContext()
  afterTest(dispose)
  const state = {
    request: sampleRequest(),
    research: await storeDocument('research', sampleResearch(), context),
    script: await storeDocument('script', sampleScript(), context),
    warnings: [],
  }
  return runStage(stage, { state, agents: sampleAgents(replaced), context, usage, versions: {} })
}

describe('stages', () => {
  it('refuses research whose claim names a source that is not there', async () => {
    const research = sampleResearch()
    research.claims[0]!.sourceIds = ['nowhere']
    const agents = { research: { name: 'acme', research: async () => research } }
    await expect(run('researching', agents)).rejects.toThrow(/"acme".*claim "sun" names the source "nowhere"/)
  })

  it('refuses a script with two scenes of one id', async () => {
    const script = sampleScript()
    script.scenes[1]!.id = 'opening'
    await expect(run('scripting', { script: { name: 'acme', write: async () => script } })).rejects.toThrow(
      /"acme".*scene "opening" has the id of an earlier scene/,
    )
  })

  it('refuses a script that rests on a claim nobody made', async () => {
    const script = sampleScript()
    script.scenes[0]!.claimIds = ['rumour']
    await expect(run('scripting', { script: { name: 'acme', write: async () => script } })).rejects.toThrow(/"rumour"/)
  })

  it('refuses an asset whose file was not written, and one for no scene', async () => {
    const asset: Asset = { sceneId: 'sun', kind: 'image', artifact: 'sun.png', widthPx: 1, heightPx: 1, provider: 'x' }
    const source = (changes: object) => ({ asset: { name: 'acme', source: async () => [{ ...asset, ...changes }] } })
    await expect(run('asset_sourcing', source({}))).rejects.toThrow(/"acme" names the artifact "sun.png" in assets.0/)
    await expect(run('asset_sourcing', source({ sceneId: 'moon' }))).rejects.toThrow(/no scene of the script.*"moon"/)
  })

  it('refuses a narration of other scenes, and one whose sound was not written', async () => {
    const narration = sampleNarration()
    const narrate = (scenes: typeof narration.scenes) => ({
      audio: { name: 'acme', narrate: async () => ({ ...narration, scenes }) },
    })
    await expect(run('audio_generation', narrate(narration.scenes.toReversed()))).rejects.toThrow(
      /expected those of the script in its order \(opening, sun, credits\), got credits, sun, opening/,
    )
    await expect(run('audio_generation', narrate(narration.scenes))).rejects.toThrow(/"audio\/opening.wav"/)
  })

  it('lets agents refuse a request before it becomes a session', async () => {
    const { context, dispose } = createTestContext()
    afterTest(dispose)
    const clock = createManualClock()
    const check = async () => Promise.reject(new Error('no voices'))
    const agents = sampleAgents({ audio: { ...sampleAgents().audio, name: 'acme', check } })
    await expect(checkRequest(sampleRequest(), agents, { ...context, clock })).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'Agent "acme" could not check the request: no voices',
    })
    const hanging = sampleAgents({ audio: { ...agents.audio, check: () => new Promise(() => {}) } })
    const checking = expect(checkRequest(sampleRequest(), hanging, { ...context, clock })).rejects.toMatchObject({
      code: 'TIMED_OUT',
    })
    await clock.advance(30_000)
    await checking
  })
})

import { chargeOf, type AgentContext, type VideoRequestInput } from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { describe, expect, it } from 'vitest'
import { openSystem } from '../support.ts'

const paid = { id: 'acme', product: 'acme/words' }
const prices = { 'acme/words': { characters: 10_000 } }

/** A system whose script agent pays for a hundred characters, in each of three calls. */
async function run(request: Partial<VideoRequestInput> = {}) {
  const sample = sampleAgents()
  const spend = async (context: AgentContext, text: string) => {
    const call = { provider: 'acme@1', operation: 'write', input: text }
    await context.ledger.once(call, () =>
      context.usage.charge(chargeOf(paid, { characters: 100 }), async () => ({
        result: text,
        used: { characters: 100 },
      })),
    )
  }
  const script = {
    name: 'paying',
    async write(input: Parameters<typeof sample.script.write>[0], context: AgentContext) {
      for (const text of ['one', 'two', 'three']) await spend(context, text)
      const passedOver = [{ provider: 'dear', reason: 'its contingent is used up' }]
      context.usage.chose({ port: 'words', provider: 'acme', sceneId: 'scene-1', reason: 'it is there', passedOver })
      return sample.script.write(input, context)
    },
  }
  const system = await openSystem({ plugins: [sampleAgentsPlugin({ script })], prices })
  const { session_id: id } = await system.generate({ prompt: 'A video that costs something', ...request })
  const failure = await system.wait(id).then(
    () => undefined,
    (error: unknown) => error,
  )
  return { system, id, failure, session: await system.status(id) }
}

describe('a session', () => {
  it('tells what it used and cost, who did the work, and why another did not', async () => {
    const { session, system, id } = await run({ max_cost_usd: 3 })
    expect(session).toMatchObject({ status: 'completed', request_details: { max_cost_usd: 3 } })
    expect(session.usage).toEqual({
      cost_usd: 3,
      unpriced: [],
      entries: [{ stage: 'scripting', product: 'acme/words', calls: 3, characters: 300, cost_usd: 3 }],
    })
    expect(session.providers).toEqual([
      {
        stage: 'scripting',
        port: 'words',
        provider: 'acme',
        scene_id: 'scene-1',
        reason: 'it is there',
        passed_over: [{ provider: 'dear', reason: 'its contingent is used up' }],
      },
    ])
    // A second one finds all of it in the ledger and pays nothing.
    const again = await system.generate({ prompt: 'Another video, same words' })
    expect((await system.wait(again.session_id)).usage).toMatchObject({ cost_usd: 0, entries: [] })
    expect((await system.list()).sessions.find((one) => one.session_id === id)?.usage.cost_usd).toBe(3)
  })

  it('ends before the call that would take it past max_cost_usd', async () => {
    const { session, failure } = await run({ max_cost_usd: 2.5 })
    expect(failure).toMatchObject({ code: 'SESSION_FAILED', details: { code: 'COST_LIMIT' } })
    expect(session).toMatchObject({ status: 'failed', error_message: expect.stringContaining('max_cost_usd $2.50') })
    expect(session.usage).toMatchObject({ cost_usd: 2, entries: [{ calls: 2 }] })
  })

  it('has the same seed whatever it may cost', async () => {
    const seeds = [{}, { max_cost_usd: 9 }].map(async (request) => {
      const { session } = await run(request)
      return session.request_details.seed
    })
    const [without, within] = await Promise.all(seeds)
    expect(within).toBe(without)
  })
})

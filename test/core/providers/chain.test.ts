import { createProviderChain, providerFailure, VideoError, type ChainTask, type Provider } from '@mavs/core'
import { createTestContext } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'

interface Oracle extends Provider {
  answer(): Promise<string>
}

const oracle = (id: string, answer: () => Promise<string>, isRemote = true): Oracle => ({
  id,
  version: '1',
  isRemote,
  limits: { retries: 0 },
  answer,
})
const good = (id: string, isRemote = true) => oracle(id, () => Promise.resolve(`of ${id}`), isRemote)
const down = (id: string) =>
  oracle(id, () => Promise.reject(providerFailure({ provider: id, kind: 'unavailable', message: `${id} is down` })))

function setUp(providers: readonly Oracle[], offline = false) {
  const test = createTestContext({ offline })
  onTestFinished(() => test.dispose())
  const chain = createProviderChain('oracle', providers)
  const ask = (task: Partial<ChainTask<Oracle, string>> = {}) =>
    chain.ask({ stage: 'researching', what: 'an answer', call: (provider) => provider.answer(), ...task }, test.context)
  return { test, ask }
}

describe('a chain of providers', () => {
  it('asks the first one, and notes who answered', async () => {
    const { ask, test } = setUp([good('one'), good('two')])
    expect(await ask()).toMatchObject({ result: 'of one', provider: { id: 'one' } })
    expect(test.usage.choices()).toEqual([{ stage: 'researching', port: 'oracle', provider: 'one' }])
    expect(test.warnings).toEqual([])
  })

  it('hands over when one fails, and says to whom and why', async () => {
    const { ask, test } = setUp([down('one'), good('two')])
    expect(await ask({ sceneId: 'scene-1' })).toMatchObject({ result: 'of two' })
    const message = '"one" could not provide an answer, "two" took over: one is down'
    expect(test.warnings).toEqual([{ reason: 'provider-fallback', stage: 'researching', sceneId: 'scene-1', message }])
    expect(test.usage.choices()).toMatchObject([
      { provider: 'two', passedOver: [{ provider: 'one', reason: 'one is down' }] },
    ])
  })

  it('asks the preferred one first, and says so', async () => {
    const { ask, test } = setUp([good('one'), good('two')])
    expect(await ask({ preferred: 'two' })).toMatchObject({ result: 'of two' })
    expect(test.usage.choices()).toMatchObject([{ provider: 'two', reason: 'asked for in the request' }])
  })

  it('warns when the preferred one cannot be asked, but not when it had nothing', async () => {
    const { ask, test } = setUp([good('one', false), good('two')], true)
    expect(await ask({ preferred: 'two' })).toMatchObject({ result: 'of one' })
    expect(test.warnings.map(({ message }) => message)).toEqual([
      '"two" could not provide an answer, "one" took over: the system is offline',
    ])
    const online = setUp([good('one'), good('two')])
    await online.ask({ preferred: 'two', isEmpty: (result) => result === 'of two' })
    expect(online.test.warnings).toEqual([])
  })

  it('passes over who cannot do it, or had nothing, without a warning', async () => {
    const { ask, test } = setUp([good('one'), good('two'), good('three')])
    const unfit = ({ id }: Oracle) => (id === 'one' ? 'it has no clips' : undefined)
    const answer = await ask({ unfit, isEmpty: (result) => result === 'of two' })
    expect(answer).toMatchObject({ result: 'of three' })
    expect(test.warnings).toEqual([])
    expect(test.usage.choices()[0]?.passedOver).toEqual([
      { provider: 'one', reason: 'it has no clips' },
      { provider: 'two', reason: 'it had nothing' },
    ])
  })

  it('has nothing when all had nothing', async () => {
    const { ask } = setUp([good('one')])
    expect(await ask({ isEmpty: () => true })).toBeUndefined()
    expect(await setUp([]).ask()).toBeUndefined()
  })

  it('asks only what is on this machine when the system is offline', async () => {
    const { ask } = setUp([good('far'), good('near', false)], true)
    expect(await ask()).toMatchObject({ result: 'of near' })
  })

  it('names each one’s reason when none could answer', async () => {
    const { ask } = setUp([down('one'), down('two')])
    await expect(ask()).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'No provider could provide an answer (one: one is down; two: two is down)',
    })
  })

  it('does not ask the next one what it could do no better', async () => {
    const full = oracle('one', () => Promise.reject(new VideoError('DISK_FULL', 'no space is left')))
    await expect(setUp([full, good('two')]).ask()).rejects.toMatchObject({ code: 'DISK_FULL' })
  })

  it('ends with the signal’s reason', async () => {
    const { ask, test } = setUp([oracle('one', () => new Promise(() => {})), good('two')])
    const answer = ask()
    test.abort(new Error('called off'))
    await expect(answer).rejects.toThrow('called off')
  })
})

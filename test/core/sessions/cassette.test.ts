import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { providerFailure, VideoError, type Ledger, type LedgerCall } from '@mavs/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { openCassette, withCassette } from '../../../packages/core/src/sessions/cassette.ts'
import { createLedger } from '../../../packages/core/src/sessions/ledger.ts'
import { temporaryDirectory } from '../support.ts'

const KEY = 'sk-abcdef0123456789'
let tape: string

beforeEach(() => {
  tape = join(temporaryDirectory(), 'tape')
})

/** A ledger of its own over the tape, as a process has it that is started now. */
function start(environment: Record<string, string> = {}): Ledger {
  const cassette = openCassette({ MAVS_CASSETTE: tape, ACME_API_KEY: KEY, ...environment })!
  return withCassette(createLedger({ directory: temporaryDirectory() }), cassette)
}

const call = (input: unknown, more: Partial<LedgerCall> = {}): LedgerCall => ({
  provider: 'acme@1',
  operation: 'ask',
  input,
  isRemote: true,
  ...more,
})
const never = () => Promise.reject(new Error('this call left the machine'))

describe('a cassette', () => {
  it('answers with what was recorded, files and all, whatever session asks', async () => {
    const recording = start()
    await recording.once(call({ text: 'hello' }, { scope: 'one' }), async (files) => {
      await files.write('sounds/a.wav', 'a sound')
      return { seconds: 2 }
    })
    const entry = await start().once(call({ text: 'hello' }, { scope: 'two' }), never)
    expect(entry.value).toEqual({ seconds: 2 })
    expect(entry.files).toEqual(['sounds/a.wav'])
    expect(readFileSync(entry.file('sounds/a.wav'), 'utf8')).toBe('a sound')
  })

  it('lets alone what does not leave the machine', async () => {
    const here = call('drawing', { isRemote: false })
    await start().once(call('something'), async () => 1)
    expect((await start().once(here, async () => 'drawn')).value).toBe('drawn')
  })

  it('fails again as it failed, ours and a library’s, with what programs look at', async () => {
    const quota = providerFailure({ provider: 'acme', kind: 'quota', message: 'used up', status: 402 })
    const refused = Object.assign(new Error('no such method'), { status: 400 })
    const recording = start()
    for (const [input, error] of [
      ['ours', quota],
      ['theirs', refused],
    ] as const) {
      await expect(recording.once(call(input), () => Promise.reject(error))).rejects.toBe(error)
    }
    const replaying = start()
    await expect(replaying.once(call('ours'), never)).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'used up',
      details: { failure: 'quota', status: 402 },
    })
    await expect(replaying.once(call('theirs'), never)).rejects.toMatchObject({
      message: 'no such method',
      status: 400,
    })
  })

  it('takes a later success for the answer, and an end that was called for for none', async () => {
    const recording = start()
    const outage = providerFailure({ provider: 'acme', kind: 'unavailable', message: 'out' })
    await recording.once(call('shaky'), () => Promise.reject(outage)).catch(() => {})
    await recording.once(call('shaky'), async () => 'at last')
    const cancelled = new VideoError('SESSION_CANCELLED', 'cancelled')
    await recording.once(call('stopped'), () => Promise.reject(cancelled)).catch(() => {})
    expect((await start().once(call('shaky'), never)).value).toBe('at last')
    await expect(start().once(call('stopped'), never)).rejects.toMatchObject({ code: 'CASSETTE_MISS' })
  })

  it('refuses a call that was not recorded, naming it and the remedy', async () => {
    await start().once(call('known'), async () => 1)
    await expect(start().once(call('unknown'), never)).rejects.toMatchObject({
      code: 'CASSETTE_MISS',
      message: expect.stringMatching(/"acme@1" for "ask".*MAVS_CASSETTE_MODE=record/),
    })
    const adding = start({ MAVS_CASSETTE_MODE: 'record' })
    expect((await adding.once(call('unknown'), async () => 2)).value).toBe(2)
    expect((await start().once(call('unknown'), never)).value).toBe(2)
  })

  it('holds no key of the environment', async () => {
    await start().once(call({ header: KEY }), async () => ({ echoed: `Bearer ${KEY}` }))
    const folder = join(tape, 'calls')
    const [name] = readdirSync(folder)
    expect(readFileSync(join(folder, name!), 'utf8')).not.toContain(KEY)
  })

  it('says so when it is damaged', async () => {
    await start().once(call('known'), async () => 1)
    const folder = join(tape, 'calls')
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"outcome": ')
    await expect(start().once(call('known'), never)).rejects.toThrow(/is damaged: it is not JSON/)
  })

  it('is one only where it is asked for, in one of two modes', () => {
    expect(openCassette({})).toBeUndefined()
    expect(openCassette({ MAVS_CASSETTE: tape })?.mode).toBe('record')
    mkdirSync(join(tape, 'calls'), { recursive: true })
    expect(openCassette({ MAVS_CASSETTE: tape })?.mode).toBe('replay')
    expect(() => openCassette({ MAVS_CASSETTE: tape, MAVS_CASSETTE_MODE: 'erase' })).toThrow(/record or replay/)
  })
})

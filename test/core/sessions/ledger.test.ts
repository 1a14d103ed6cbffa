import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { VideoError, type LedgerFiles } from '@mavs/core'
import { createManualClock } from '@mavs/core/testing'
import { openDatabase } from '../../../packages/core/src/sessions/database.ts'
import { createLedgerIndex } from '../../../packages/core/src/sessions/ledger-index.ts'
import { createLedger } from '../../../packages/core/src/sessions/ledger.ts'
import { afterTest, gate, temporaryDirectory } from '../support.ts'

const call = { provider: 'voice@1', operation: 'speak', input: { text: 'Hello', rate: 1 } }

async function open(limitBytes = 1_000_000) {
  const directory = temporaryDirectory()
  const database = await openDatabase(join(directory, 'mavs.sqlite'))
  afterTest(() => database.close())
  const clock = createManualClock()
  const index = createLedgerIndex({ directory, database, clock, limitBytes })
  return { directory, database, clock, index, ledger: createLedger({ directory, index }) }
}

describe('ledger', () => {
  it('makes a call once and answers with its value and files ever after', async () => {
    const { directory, ledger } = await open()
    const make = vi.fn(async (files: LedgerFiles) => {
      await files.write('audio/speech.wav', 'sound')
      return { seconds: 1.5 }
    })
    const first = await ledger.once(call, make)
    const again = await createLedger({ directory }).once({ ...call, input: { rate: 1, text: 'Hello' } }, make)
    expect([first.reused, again.reused, make.mock.calls.length]).toEqual([false, true, 1])
    expect(again.value).toEqual({ seconds: 1.5 })
    expect(again.file('audio/speech.wav')).toBe(first.file('audio/speech.wav'))
    expect(existsSync(again.file('audio/speech.wav'))).toBe(true)
  })

  it('tells calls apart by provider, operation and input', async () => {
    const { ledger } = await open()
    const make = vi.fn(async () => 1)
    await ledger.once(call, make)
    await ledger.once({ ...call, provider: 'voice@2' }, make)
    await ledger.once({ ...call, operation: 'sing' }, make)
    await ledger.once({ ...call, input: { text: 'Hello', rate: 1.1 } }, make)
    expect(make).toHaveBeenCalledTimes(4)
  })

  it('answers a first call with exactly what a later one gets', async () => {
    const { ledger } = await open()
    const make = async () => ({ at: new Date(0), gone: undefined })
    const first = await ledger.once<unknown>(call, make)
    expect(first.value).toEqual((await ledger.once<unknown>(call, make)).value)
    expect(first.value).toEqual({ at: '1970-01-01T00:00:00.000Z' })
  })

  it('lets identical calls at one time share one run', async () => {
    const { ledger } = await open()
    const { opened, open: release } = gate()
    const make = vi.fn(async () => opened.then(() => 'made'))
    const calls = [ledger.once(call, make), ledger.once(call, make), ledger.once(call, make)]
    release()
    expect((await Promise.all(calls)).map((entry) => [entry.value, entry.reused])).toEqual([
      ['made', false],
      ['made', true],
      ['made', true],
    ])
    expect(make).toHaveBeenCalledTimes(1)
  })

  it('fails all who share a run that fails, and records nothing', async () => {
    const { ledger } = await open()
    const { opened, open: release } = gate()
    const make = vi.fn(async () => opened.then(() => Promise.reject(new Error('quota'))))
    const calls = [ledger.once(call, make), ledger.once(call, make)]
    release()
    for (const result of await Promise.allSettled(calls)) expect(result.status).toBe('rejected')
    expect(make).toHaveBeenCalledTimes(1)
    expect((await ledger.once(call, async () => 'fine')).reused).toBe(false)
  })

  it('makes a call again for those who still need it when the first to ask was called off', async () => {
    const { ledger } = await open()
    const { opened, open: release } = gate()
    const cancelled = ledger.once(call, async () =>
      opened.then(() => Promise.reject(new VideoError('SESSION_CANCELLED', 'cancelled'))),
    )
    const other = ledger.once(call, async () => 'made')
    release()
    await expect(cancelled).rejects.toMatchObject({ code: 'SESSION_CANCELLED' })
    expect((await other).value).toBe('made')
  })

  it('does not count an entry that was not finished, and leaves nothing of it', async () => {
    const { directory, ledger } = await open()
    const failing = ledger.once(call, async (files) => {
      await files.write('half.wav', 'half')
      throw new Error('killed')
    })
    await expect(failing).rejects.toThrow('killed')
    expect(readdirSync(join(directory, 'unfinished'))).toEqual([])
    expect((await ledger.once(call, async () => 1)).reused).toBe(false)
  })

  it.each([
    ['is missing', (file: string) => rmSync(file)],
    ['was cut short', (file: string) => writeFileSync(file, 'so')],
  ])('makes a call again when a file of its entry %s', async (_what, damage) => {
    const { ledger } = await open()
    const make = vi.fn(async (files: LedgerFiles) => files.write('speech.wav', 'sound'))
    damage((await ledger.once(call, make)).file('speech.wav'))
    const again = await ledger.once(call, make)
    expect([again.reused, make.mock.calls.length, existsSync(again.file('speech.wav'))]).toEqual([false, 2, true])
  })

  it('keeps the other process’s entry when two made the same call', async () => {
    const { directory } = await open()
    const [one, two] = [createLedger({ directory }), createLedger({ directory })]
    const entries = await Promise.all([
      one.once(call, async (files) => files.write('a', 'same')),
      two.once(call, async (files) => files.write('a', 'same')),
    ])
    for (const entry of entries) expect(existsSync(entry.file('a'))).toBe(true)
  })

  it('names the provider that promised a file and did not write it', async () => {
    const { ledger } = await open()
    const making = ledger.once(call, async (files) => void files.path('speech.wav'))
    await expect(making).rejects.toMatchObject({
      code: 'AGENT_OUTPUT_INVALID',
      message: expect.stringMatching(/voice@1.*speech\.wav.*speak/),
    })
  })

  it('refuses a file name that leaves its entry', async () => {
    const { ledger } = await open()
    const making = ledger.once(call, async (files) => files.write('../../escaped', 'x'))
    await expect(making).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('evicts the least recently used entries when it has grown past its limit', async () => {
    const { ledger, clock } = await open(3000)
    const buy = (input: string) => ledger.once({ ...call, input }, async (files) => files.write('a', 'x'.repeat(900)))
    for (const input of ['one', 'two', 'three']) {
      await buy(input)
      await clock.advance(1000)
    }
    expect((await buy('one')).reused).toBe(true)
    await clock.advance(1000)
    await buy('four')
    await clock.advance(1000)
    expect([(await buy('one')).reused, (await buy('three')).reused]).toEqual([true, true])
    expect((await buy('two')).reused).toBe(false)
  })

  it('never evicts the entry that was just made, however large', async () => {
    const { ledger } = await open(10)
    const entry = await ledger.once(call, async (files) => files.write('a', 'x'.repeat(900)))
    expect(existsSync(entry.file('a'))).toBe(true)
  })

  it('never evicts what a running session has used since it was claimed', async () => {
    const { ledger, clock, database } = await open(10)
    await database.write((connection) =>
      connection
        .prepare(
          `INSERT INTO sessions (id, request, status, stage, stages, progress, created_at, updated_at, not_before, warnings,
             plugins, fingerprint, lease_epoch, takeovers, takeover_progress, keep_files, claimed_at)
           VALUES ('a', '{}', 'processing', 'scripting', '{}', 0, 0, 0, 0, '[]', '[]', '', 1, 0, 0, 0, ?)`,
        )
        .run(clock.now()),
    )
    const first = await ledger.once({ ...call, input: 1 }, async (files) => files.write('a', 'x'.repeat(900)))
    await clock.advance(1000)
    await ledger.once({ ...call, input: 2 }, async (files) => files.write('a', 'x'.repeat(900)))
    expect(existsSync(first.file('a'))).toBe(true)
  })

  it('makes a call again whose entry was evicted before its use could be noted', async () => {
    const { directory, index } = await open()
    const note = vi.fn<typeof index.note>(async (key) => {
      if (note.mock.calls.length === 2) rmSync(join(directory, key.slice(0, 2)), { recursive: true })
    })
    const ledger = createLedger({ directory, index: { note, evict: async () => {} } })
    const buy = () => ledger.once(call, async (files) => files.write('a', 'sound'))
    await buy()
    const again = await buy()
    expect(again.reused).toBe(false)
    expect(existsSync(again.file('a'))).toBe(true)
  })

  it('does not evict an entry that is used while it is being chosen', async () => {
    const { directory, database, clock, ledger } = await open()
    const entry = await ledger.once(call, async (files) => files.write('a', 'x'.repeat(900)))
    const usedMeanwhile: typeof database.read = async (work) => {
      const chosen = await database.read(work)
      await clock.advance(1000)
      await ledger.once(call, async () => {})
      return chosen
    }
    const meanwhile = {
      file: database.file,
      read: usedMeanwhile,
      readEach: database.readEach.bind(database),
      write: database.write.bind(database),
      close() {},
    }
    const small = { directory, clock, limitBytes: 10, database: meanwhile }
    await createLedgerIndex(small).evict()
    expect(existsSync(entry.file('a'))).toBe(true)
    await createLedgerIndex({ ...small, database }).evict()
    expect(existsSync(entry.file('a'))).toBe(false)
  })

  it('reports a full disk as such, so that the session can resume', async () => {
    const { ledger } = await open()
    const making = ledger.once(call, async () => {
      throw Object.assign(new Error('write failed'), { code: 'ENOSPC' })
    })
    await expect(making).rejects.toMatchObject({ code: 'DISK_FULL', isRetryable: true })
  })
})

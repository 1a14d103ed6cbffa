import Database from 'better-sqlite3'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { HealthDocument, type Diagnosis } from '@mavs/core'
import { systemClock } from '../../../packages/core/src/sessions/clock.ts'
import { createHealth } from '../../../packages/core/src/sessions/health.ts'
import { watchLoopDelay } from '../../../packages/core/src/sessions/loop-delay.ts'
import { availableMemoryBytes } from '../../../packages/core/src/sessions/memory.ts'
import { probeLoop, probeMemory } from '../../../packages/core/src/sessions/probes.ts'
import { afterTest, openSystem, shiftedClock, temporaryDirectory } from '../support.ts'

const prompt = 'Explain the water cycle'
const ok = (name: string): Diagnosis => ({ name, status: 'ok', message: 'fine' })
const MEBIBYTE = 1024 * 1024

describe('health', () => {
  it('covers the storage, the queue, memory and the event loop', async () => {
    const system = await openSystem({ worker: false })
    const health = HealthDocument.parse(await system.health())
    expect(health).toMatchObject({ status: 'healthy', details: { message: 'All systems operational' } })
    expect(health.details.checks).toEqual({
      'data directory': 'ok',
      'disk space': 'ok',
      database: 'ok',
      queue: 'ok',
      memory: 'ok',
      'event loop': 'ok',
    })
  })

  it('is unhealthy when the database cannot be written, though it can be read', async () => {
    const dataDirectory = temporaryDirectory()
    const clock = shiftedClock()
    const system = await openSystem({ worker: false, dataDirectory, clock })
    const other = new Database(join(dataDirectory, 'mavs.sqlite'))
    afterTest(() => void other.close())
    other.exec("CREATE TRIGGER broken BEFORE INSERT ON probes BEGIN SELECT raise(ABORT, 'broken'); END")
    expect(await system.health()).toMatchObject({ status: 'unhealthy', details: { checks: { database: 'failed' } } })
    other.exec('DROP TRIGGER broken')
    clock.shift(1001)
    expect((await system.health()).status).toBe('healthy')
  })

  it('is unhealthy when the database stays locked, and says so within some seconds', async () => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ worker: false, dataDirectory })
    const other = new Database(join(dataDirectory, 'mavs.sqlite'))
    afterTest(() => void other.close())
    other.exec('BEGIN IMMEDIATE')
    const health = await system.health()
    other.exec('ROLLBACK')
    expect(health).toMatchObject({ status: 'unhealthy', details: { message: expect.stringContaining('no answer') } })
  })

  it('is unhealthy when the data directory went away', async () => {
    const dataDirectory = join(temporaryDirectory(), 'data')
    mkdirSync(dataDirectory)
    const system = await openSystem({ worker: false, dataDirectory })
    rmSync(dataDirectory, { recursive: true })
    writeFileSync(dataDirectory, 'in the way')
    expect(await system.health()).toMatchObject({
      status: 'unhealthy',
      details: { checks: { 'data directory': 'failed' } },
    })
    expect(existsSync(dataDirectory)).toBe(true)
  })

  it('is degraded, not unhealthy, when the queue is nearly full', async () => {
    const clock = shiftedClock()
    const system = await openSystem({ worker: false, queueLimit: 5, clock })
    for (let count = 0; count < 3; count += 1) await system.generate({ prompt })
    expect((await system.health()).status).toBe('healthy')
    await system.generate({ prompt })
    clock.shift(1001)
    expect(await system.health()).toMatchObject({
      status: 'degraded',
      details: { message: 'queue: 4 of at most 5 sessions wait', checks: { queue: 'warning' } },
    })
  })

  it('does not wait for slow probes: they are checked in the background', async () => {
    let answer = (_diagnoses: readonly Diagnosis[]): void => undefined
    const slow = new Promise<readonly Diagnosis[]>((resolve) => (answer = resolve))
    const clock = shiftedClock()
    const health = createHealth({ clock, quick: async () => [ok('disk')], slow: () => slow })
    const startedAt = performance.now()
    expect(await health()).toMatchObject({
      status: 'healthy',
      details: { checks: { disk: 'ok', providers: 'checking' } },
    })
    expect(performance.now() - startedAt).toBeLessThan(500)
    answer([{ name: 'ffmpeg', status: 'failed', message: 'not found' }])
    clock.shift(1001)
    expect(await health()).toMatchObject({ status: 'unhealthy', details: { checks: { ffmpeg: 'failed', disk: 'ok' } } })
  })

  it('is looked at anew when the clock was set back', async () => {
    const clock = shiftedClock()
    let asked = 0
    const health = createHealth({ clock, quick: async () => [ok(`disk ${(asked += 1)}`)], slow: async () => [] })
    await health()
    clock.shift(-3_600_000)
    expect((await health()).details.checks).toEqual({ 'disk 2': 'ok' })
  })

  it('asks each probe as seldom as it may, whoever calls how often', async () => {
    const asked = { quick: 0, slow: 0 }
    const clock = shiftedClock()
    const count = (what: 'quick' | 'slow') => async () => {
      asked[what] += 1
      await delay(5)
      return [ok(what)]
    }
    const health = createHealth({ clock, quick: count('quick'), slow: count('slow') })
    for (let second = 0; second < 3; second += 1) {
      await Promise.all(Array.from({ length: 50 }, health))
      clock.shift(1001)
    }
    expect(asked).toEqual({ quick: 3, slow: 1 })
    clock.shift(60_001)
    await health()
    await delay(20)
    expect(asked).toEqual({ quick: 4, slow: 2 })
  })

  it('keeps what slow probes said last while they are asked again', async () => {
    const clock = shiftedClock()
    let rounds = 0
    const slow = () => (rounds++ === 0 ? Promise.resolve([ok('ffmpeg')]) : new Promise<never>(() => undefined))
    const health = createHealth({ clock, quick: async () => [], slow })
    await health()
    clock.shift(60_001)
    expect((await health()).details.checks).toEqual({ ffmpeg: 'ok' })
  })

  it('survives a probe that throws', async () => {
    const health = createHealth({
      clock: systemClock,
      quick: () => Promise.reject(new Error('broken')),
      slow: () => Promise.reject(new Error('broken')),
    })
    expect((await health()).status).toBe('unhealthy')
  })

  it.each([
    [63, 'failed'],
    [200, 'warning'],
    [4000, 'ok'],
  ])('calls %i MiB of memory %s', (mebibytes, status) => {
    expect(probeMemory(mebibytes * MEBIBYTE)).toMatchObject({ status })
  })

  it('warns of an event loop that comes late', () => {
    expect([probeLoop(199).status, probeLoop(201).status]).toEqual(['ok', 'warning'])
  })

  it('measures how late the event loop comes', async () => {
    let now = 0
    const loop = watchLoopDelay(() => now)
    afterTest(() => loop.close())
    for (let turn = 0; turn < 4; turn += 1) {
      await delay(30)
      const until = performance.now() + 120
      while (performance.now() < until);
    }
    await delay(30)
    expect(loop.p99Ms()).toBe(0)
    now = 20_000
    expect(loop.p99Ms()).toBeGreaterThan(80)
  })
})

describe('available memory', () => {
  const group = (files: Readonly<Record<string, string>>) => {
    const directory = temporaryDirectory()
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
    return directory
  }

  it('is what the control group allows, of which cached files take nothing', () => {
    const directory = group({
      'memory.max': `${100 * MEBIBYTE}\n`,
      'memory.current': `${90 * MEBIBYTE}\n`,
      'memory.stat': `anon 1\ninactive_file ${40 * MEBIBYTE}\nactive_file ${20 * MEBIBYTE}\nslab 5\n`,
    })
    expect(availableMemoryBytes(directory)).toBe(70 * MEBIBYTE)
  })

  it('is what the machine has where nothing limits the process', () => {
    expect(availableMemoryBytes(group({ 'memory.max': 'max\n' }))).toBeGreaterThan(100 * MEBIBYTE)
    expect(availableMemoryBytes(group({}))).toBeGreaterThan(100 * MEBIBYTE)
  })
})

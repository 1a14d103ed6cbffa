import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { failureKindOf } from '@mavs/core'
import {
  FAILURE_KINDS,
  FAULTS,
  imageGenerationContract,
  videoGenerationContract,
  type Vendor,
} from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createOpenAiImages } from '../../../packages/agents/src/image-generation/openai-images.ts'
import { createVeo } from '../../../packages/agents/src/video-generation/veo.ts'
import { startOpenAiImages, startVeo } from '../../vendors/generation.ts'

const PICTURE = createCanvas(16, 9).encodeSync('jpeg')
const REQUEST = { prompt: 'A lighthouse', widthPx: 1920, heightPx: 1080 }
const { signal } = new AbortController()

function closing<Made extends { dispose?(): Promise<void> }>(vendor: Vendor, made: Made): Made {
  onTestFinished(async () => {
    await made.dispose?.()
    await vendor.close()
  })
  return made
}

async function openedImages(timeoutMs = 5000, apiKey = 'sk-test-key-0000') {
  const vendor = await startOpenAiImages(PICTURE)
  const options = { enabled: true, apiKey, baseUrl: `${vendor.baseUrl}/v1`, timeoutMs }
  return { vendor, maker: closing(vendor, createOpenAiImages(options, {})!) }
}

async function openedVeo(timeoutMs = 5000, apiKey = 'gemini-test-key') {
  const vendor = await startVeo()
  const options = { enabled: true, apiKey, baseUrl: vendor.baseUrl, timeoutMs }
  return { vendor, maker: closing(vendor, createVeo(options, {})!) }
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mavs-generation-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'file')
}

describe('pictures by OpenAI', () => {
  const contract = imageGenerationContract({ create: async () => (await openedImages()).maker })
  it.each(contract.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())

  it.each(FAULTS)('meet the fault %s with a failure of its kind', async (fault) => {
    const { vendor, maker } = await openedImages(fault === 'slow' ? 300 : 5000)
    vendor.fail(fault, { retryAfter: '5' })
    const failure = await maker.generate({ ...REQUEST, seed: 1 }, temporaryFile(), { signal }).catch((error) => error)
    expect(failureKindOf(failure)).toBe(FAILURE_KINDS[fault])
  })

  it('say what the vendor does not draw, and never the key', async () => {
    const { maker } = await openedImages()
    const refused = maker.generate({ ...REQUEST, prompt: 'forbidden', seed: 1 }, temporaryFile(), { signal })
    await expect(refused).rejects.toMatchObject({ details: { failure: 'refused-content' } })
    const wrong = (await openedImages(5000, 'sk-test-key-9999')).maker
    const failure = await wrong.generate({ ...REQUEST, seed: 1 }, temporaryFile(), { signal }).catch((error) => error)
    expect(failureKindOf(failure)).toBe('key-refused')
    expect(String(failure)).not.toMatch(/sk-test-key/)
  })
})

describe('clips by Veo', () => {
  const contract = videoGenerationContract({ create: async () => (await openedVeo()).maker })
  it.each(contract.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())

  it.each(FAULTS)('meet the fault %s with a failure of its kind', async (fault) => {
    const { vendor, maker } = await openedVeo(fault === 'slow' ? 300 : 5000)
    vendor.fail(fault, { retryAfter: '5' })
    const failure = await maker.start({ ...REQUEST, seconds: 4 }, { signal }).catch((error: unknown) => error)
    expect(failureKindOf(failure)).toBe(FAILURE_KINDS[fault])
  })

  it('say why the vendor made none, and never the key', async () => {
    const { maker } = await openedVeo()
    const { jobId } = await maker.start({ ...REQUEST, prompt: 'forbidden', seconds: 4 }, { signal })
    const states = [maker.status(jobId, { signal }), maker.status(jobId, { signal }), maker.status(jobId, { signal })]
    expect((await Promise.all(states)).map(({ state }) => state)).toEqual(['working', 'working', 'failed'])
    const { maker: wrong } = await openedVeo(5000, 'gemini-wrong-key')
    const failure = await wrong.start({ ...REQUEST, seconds: 4 }, { signal }).catch((error: unknown) => error)
    expect(failureKindOf(failure)).toBe('key-refused')
    expect(String(failure)).not.toContain('gemini-wrong-key')
  })
})

it.each([createOpenAiImages, createVeo])('nothing that costs is made unless it is asked for', (create) => {
  const keys = { OPENAI_API_KEY: 'sk-test', GEMINI_API_KEY: 'test' }
  expect(create({}, keys)).toBeUndefined()
  expect(create({}, { MAVS_GENERATE_IMAGES: 'true', MAVS_GENERATE_VIDEOS: 'true' })).toBeUndefined()
  expect(create({}, { ...keys, MAVS_GENERATE_IMAGES: 'true', MAVS_GENERATE_VIDEOS: 'true' })).toBeDefined()
})

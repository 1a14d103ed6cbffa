import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { failureKindOf, type SpeechProvider, type SpeechRequest } from '@mavs/core'
import { speechContract } from '@mavs/core/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import plugin, { createKokoro, type KokoroOptions } from '../src/index.ts'
import { findLibrary } from '../src/library.ts'
import { writeToyModel } from './toy-model.ts'

const { signal } = new AbortController()
const HELLO: SpeechRequest = { text: 'Hello, dear world.', voice: 'af_heart', rate: 1, language: 'en' }

/** Whether the library itself is there: then it cannot be missed. */
const isInstalled = findLibrary(tmpdir()) !== undefined

/** An application with the library's stand-in among its packages, and a model's files. */
let application: string
let modelPath: string
beforeAll(() => {
  application = mkdtempSync(join(tmpdir(), 'mavs-kokoro-'))
  modelPath = join(application, 'models', 'kokoro')
  mkdirSync(join(modelPath, 'onnx'), { recursive: true })
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx']) {
    writeFileSync(join(modelPath, file), '{}')
  }
  install('kokoro-js', 'kokoro-js.cjs')
  install('@huggingface/transformers', 'transformers.cjs')
})
afterAll(() => rmSync(application, { recursive: true }))

function install(name: string, file: string): void {
  const folder = join(application, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  copyFileSync(fileURLToPath(new URL(`stand-in/${file}`, import.meta.url)), join(folder, file))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.1', main: file }))
}

function create(options: KokoroOptions = {}): SpeechProvider {
  const surroundings = { environment: { KOKORO_MODEL_PATH: modelPath }, applicationDirectory: application }
  const speech = createKokoro(options, surroundings)
  onTestFinished(() => speech.dispose?.())
  return speech
}

const say = (speech: SpeechProvider, changes: Partial<SpeechRequest> = {}, { signal: own = signal } = {}) =>
  speech.synthesize({ ...HELLO, ...changes }, { signal: own })

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('Kokoro, by a stand-in with the interface of kokoro-js', () => {
  for (const check of speechContract({ create: () => create() })) it(check.name, () => check.run())

  it.each([
    ['a long text', 'The river carries sand and silt for many miles before it meets the sea. '.repeat(30)],
    ['a sentence without an end', 'and the river runs on '.repeat(60)],
    ['a text of numbers', '1234567890 '.repeat(40)],
    ['a word that is too long', 'W'.repeat(300)],
  ])('speaks all of %s, of which the model would leave out the end', async (_, text) => {
    const { samples, sampleRateHz } = await say(create(), { text })
    const phonemes = text.trim().replace(/\d/g, 'seven, ').replace(/W/g, 'double-u ').length
    expect(samples.length / sampleRateHz / (phonemes * 0.06)).toBeCloseTo(1, 1)
  })

  it('leaves the event loop free while it speaks', async () => {
    let turns = 0
    const done = new AbortController()
    const spoken = say(create(), { text: 'Take long.' }).finally(() => done.abort())
    for (; !done.signal.aborted; turns++) await nextTurn()
    await spoken
    expect(turns).toBeGreaterThan(1000)
  })

  it('is done with an abort at once, even in the middle of a piece', async () => {
    const speech = create()
    await say(speech)
    const controller = new AbortController()
    const call = say(speech, { text: 'Take long.' }, controller)
    await nextTurn()
    const start = performance.now()
    controller.abort(new Error('called off'))
    await expect(call).rejects.toThrow('called off')
    expect(performance.now() - start).toBeLessThan(300)
    expect((await say(speech)).samples.length).toBeGreaterThan(10_000)
  })

  it('goes on speaking for others when one aborts', async () => {
    const speech = create()
    const controller = new AbortController()
    const call = thrownBy(say(speech, { text: 'Take long.' }, controller))
    const other = say(speech)
    await nextTurn()
    controller.abort(new Error('called off'))
    expect(await call).toMatchObject({ message: 'called off' })
    expect((await other).samples.length).toBeGreaterThan(10_000)
  })

  it.each([
    ['the library fails', 'Break down.', 'out of order'],
    ['its process ends', 'End the process.', 'ended with code 3'],
  ])('ends in a failure when %s, and starts afresh', async (_, text, reason) => {
    const speech = create()
    const error = await thrownBy(say(speech, { text }))
    expect(failureKindOf(error)).toBe('unavailable')
    expect((error as Error).message).toMatch(/^kokoro: /)
    expect((error as Error).message).toContain(reason)
    expect((await say(speech)).samples.length).toBeGreaterThan(10_000)
  })

  it('ends what it speaks when it is disposed', async () => {
    const speech = create()
    const call = thrownBy(say(speech, { text: 'Take long.' }))
    await nextTurn()
    await speech.dispose?.()
    expect(await call).toMatchObject({ message: 'kokoro: the speech provider was closed' })
  })

  it.each([
    [{ voice: 'nobody' }, 'VOICE_UNKNOWN'],
    [{ language: 'de' }, 'LANGUAGE_UNSUPPORTED'],
    [{ rate: 9 }, 'REQUEST_INVALID'],
  ])('refuses %j', async (wrong, code) => {
    expect(await thrownBy(say(create(), wrong))).toMatchObject({ code })
  })
})

describe.skipIf(!isInstalled)(
  'Kokoro, by kokoro-js itself and a toy model (needs the package: npm install kokoro-js)',
  () => {
    const createReal = () => {
      const speech = createKokoro({ modelPath: join(application, 'models', 'toy') }, { environment: {} })
      onTestFinished(() => speech.dispose?.())
      return speech
    }
    beforeAll(() => writeToyModel(join(application, 'models', 'toy')))

    for (const check of speechContract({ create: createReal })) it(check.name, () => check.run())

    it('speaks all of a text that has more phonemes than letters', async () => {
      const speech = createReal()
      const seconds = async (text: string) => {
        const { samples, sampleRateHz } = await say(speech, { text })
        return samples.length / sampleRateHz
      }
      const few = await seconds('WWW URL HTTP '.repeat(4))
      expect((await seconds('WWW URL HTTP '.repeat(40))) / (10 * few)).toBeCloseTo(1, 1)
    })
  },
)

describe('Kokoro’s readiness', () => {
  it('is told with the library’s version and the model’s folder, which needs no network', async () => {
    const speech = create()
    expect(speech.isRemote).toBe(false)
    const message = `kokoro-js 1.2.1, q8 model: ${modelPath}`
    expect(await speech.diagnose?.()).toEqual([{ name: 'speech: kokoro', status: 'ok', message }])
  })

  it('without a folder means a download, which counts as the network', async () => {
    const speech = createKokoro({}, { environment: {}, applicationDirectory: application })
    expect(speech.isRemote).toBe(true)
    expect((await speech.diagnose!())[0]!.message).toContain('downloaded at the first use')
    const error = await thrownBy(say(speech))
    expect((error as Error).message).toBe('kokoro: fetch failed')
    await speech.dispose?.()
  })

  it.each<[string, KokoroOptions, string, string]>([
    ['the package', {}, 'kokoro-js is not installed', 'npm install kokoro-js'],
    ['weights of a dtype', { dtype: 'fp32' }, join('onnx', 'model.onnx'), 'another dtype'],
    ['a model', { modelPath: '/nowhere' }, 'lacks config.json', 'KOKORO_MODEL_PATH'],
  ])('names what is missing and the remedy: %s', async (what, options, message, remedy) => {
    if (what === 'the package' && isInstalled) return
    const applicationDirectory = what === 'the package' ? tmpdir() : application
    const speech = createKokoro(options, { environment: { KOKORO_MODEL_PATH: modelPath }, applicationDirectory })
    expect(await thrownBy(speech.voices())).toMatchObject({ message: expect.stringContaining(remedy) })
    expect(await speech.diagnose?.()).toMatchObject([
      { status: 'warning', message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) },
    ])
    expect(await thrownBy(say(speech))).toMatchObject({
      code: 'PROVIDER_FAILED',
      message: expect.stringContaining(remedy),
    })
  })

  it('takes no options but its own', () => {
    expect(plugin.options.safeParse({ dtype: 'int8' }).success).toBe(false)
    expect(plugin.options.safeParse({ program: 'kokoro' }).success).toBe(false)
  })
})

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { failureKindOf, type SpeechRequest } from '@mavs/core'
import { speechContract } from '@mavs/core/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import plugin, { createPiper, type PiperOptions } from '../src/index.ts'

const { signal } = new AbortController()
const STAND_IN = fileURLToPath(new URL('stand-in.mjs', import.meta.url))
const LESSAC = 'en_US-lessac-medium'
const HELLO: SpeechRequest = { text: 'Hello, dear world.', voice: LESSAC, rate: 1, language: 'en' }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mavs-piper-'))
  model(LESSAC, { language: { code: 'en_US' } })
  model('de/de_DE/thorsten-low', { language: { code: 'de_DE' }, inference: { length_scale: 2 } })
  model('fr_FR-upmc-medium', { espeak: { voice: 'fr' }, speaker_id_map: { jessica: 0, pierre: 1 } })
  writeFileSync(join(folder, 'half.onnx'), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A model's two files; nothing reads the first one here. */
function model(name: string, config: object): void {
  const path = join(folder, `${name}.onnx`)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'weights')
  const common = {
    audio: { sample_rate: 22_050, quality: 'medium' },
    inference: { noise_scale: 0.667, length_scale: 1 },
  }
  writeFileSync(`${path}.json`, JSON.stringify({ ...common, num_speakers: 1, speaker_id_map: {}, ...config }))
}

const create = (dialect: string, options: PiperOptions = {}) =>
  createPiper({ command: [process.execPath, STAND_IN, dialect], voicesDirectory: folder, ...options }, process.env)

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe.each(['fork', 'binary'])('Piper, by a stand-in with the command line of the %s', (dialect) => {
  for (const check of speechContract({ create: () => create(dialect) })) it(check.name, () => check.run())

  it('speaks all of a text as one, with silence between its sentences', async () => {
    const text = 'One two three.\nFour five six. [[ Seven ]]\u0000 “eight” – 九'
    const { samples, sampleRateHz, words } = await create(dialect).synthesize({ ...HELLO, text }, { signal })
    expect(sampleRateHz).toBe(22_050)
    expect(words).toBeUndefined()
    const silences = dialect === 'fork' ? 2 : 3
    expect(samples.length / sampleRateHz).toBeCloseTo(
      'One two three.Four five six.[ [ Seven ]] “eight” – 九'.length * 0.06 + silences * 0.2,
      2,
    )
  })

  it('speaks at the model’s own length, against which the rate counts', async () => {
    const speech = create(dialect, { sentenceSilenceSeconds: 0 })
    const seconds = async (rate: number) => {
      const request = { ...HELLO, voice: 'thorsten-low', rate }
      const { samples, sampleRateHz } = await speech.synthesize(request, { signal })
      return samples.length / sampleRateHz
    }
    expect(await seconds(1)).toBeCloseTo(HELLO.text.length * 0.12, 2)
    expect(await seconds(1.5)).toBeCloseTo(HELLO.text.length * 0.08, 2)
  })

  it.each([
    ['break down', 'unavailable', 'out of order'],
    ['be silent', 'invalid-reply', 'without sound'],
    ['take long', 'timeout', '0.3 s'],
  ])('ends in a failure of its kind when the program is to %s', async (text, kind, reason) => {
    const speech = create(dialect, { timeoutMs: kind === 'timeout' ? 300 : 20_000 })
    const error = await thrownBy(speech.synthesize({ ...HELLO, text }, { signal }))
    expect(failureKindOf(error)).toBe(kind)
    expect((error as Error).message).toContain(reason)
  })

  it('is killed when the signal aborts', async () => {
    const file = join(folder, `${LESSAC}.onnx.pid`)
    rmSync(file, { force: true })
    const controller = new AbortController()
    const call = thrownBy(create(dialect).synthesize({ ...HELLO, text: 'take long' }, { signal: controller.signal }))
    const pid = await vi.waitFor(() => z.coerce.number().positive().parse(readFileSync(file, 'utf8')), 10_000)
    controller.abort(new Error('called off'))
    expect(await call).toMatchObject({ message: 'called off' })
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})

describe('Piper’s voices', () => {
  it('are the models of a folder and below, each with its language, one for every speaker', async () => {
    const speech = create('fork', { genders: { 'fr_FR-upmc-medium#pierre': 'male' } })
    const voices = await speech.voices()
    expect(voices.map(({ id, languages, gender }) => [id, languages, gender])).toEqual([
      ['thorsten-low', ['de-DE'], 'neutral'],
      [LESSAC, ['en-US'], 'neutral'],
      ['fr_FR-upmc-medium#jessica', ['fr'], 'neutral'],
      ['fr_FR-upmc-medium#pierre', ['fr'], 'male'],
    ])
    expect(voices[1]!.description).toBe('Piper, en US lessac medium, medium quality')
    expect(speech.defaults.male).toBe('fr_FR-upmc-medium#pierre')
    const pierre = await speech.synthesize({ ...HELLO, voice: speech.defaults.male }, { signal })
    const jessica = await speech.synthesize({ ...HELLO, voice: 'fr_FR-upmc-medium#jessica' }, { signal })
    expect([crossings(jessica.samples), crossings(pierre.samples)]).toEqual([150, 200])
  })

  it('are those that the operator chose, where they are there', async () => {
    const speech = create('fork', { voices: { neutral: LESSAC, female: 'gone' } })
    await speech.voices()
    expect(speech.defaults).toEqual({ neutral: LESSAC, male: LESSAC, female: LESSAC })
  })

  it.each([
    [{ voice: 'nobody' }, 'VOICE_UNKNOWN'],
    [{ rate: 9 }, 'REQUEST_INVALID'],
  ])('refuse %j', async (wrong, code) => {
    expect(await thrownBy(create('fork').synthesize({ ...HELLO, ...wrong }, { signal }))).toMatchObject({ code })
  })
})

describe('Piper’s diagnosis', () => {
  it.each<[string, PiperOptions, RegExp, RegExp | undefined]>([
    ['a missing program', { command: ['/nowhere/piper'] }, /^Piper is not installed$/, /pip install piper-tts/],
    ['a program that does not run', { command: [process.execPath, 'gone.mjs'] }, /does not run \(piper: /, /piper-tts/],
    [
      'another program of that name',
      { command: [process.execPath, '--version'] },
      /not the one that speaks/,
      /piper-tts/,
    ],
    ['no folder', { voicesDirectory: '/nowhere' }, /cannot be read: ENOENT/, /PIPER_VOICES_DIR/],
    ['a folder without voices', { voicesDirectory: join(STAND_IN, '..') }, /there is no voice/, /download_voices/],
    ['a model without its configuration', {}, /^4 voices; cannot be used: half.onnx: ENOENT/, undefined],
  ])('tells %s', async (_, options, message, remedy) => {
    const speech = create('fork', options)
    const [diagnosis] = await speech.diagnose!()
    expect(diagnosis).toMatchObject({ status: 'warning', message: expect.stringMatching(message) })
    if (remedy) {
      expect(diagnosis!.remedy).toMatch(remedy)
      expect(await thrownBy(speech.voices())).toMatchObject({ message: expect.stringMatching(remedy) })
    } else expect(await speech.voices()).toHaveLength(4)
  })

  it('finds program and voices by the environment', async () => {
    const speech = createPiper({}, { PIPER_PATH: '/nowhere/piper', PIPER_VOICES_DIR: folder })
    expect((await speech.diagnose!())[0]!.message).toBe('Piper is not installed')
    const command: [string, ...string[]] = [process.execPath, STAND_IN, 'fork']
    const found = createPiper({ command }, { PIPER_VOICES_DIR: folder })
    expect(await found.voices()).toHaveLength(4)
    expect(plugin.options.safeParse({ program: 'piper' }).success).toBe(false)
  })
})

/** How often a second a sound goes from below to above: its pitch in Hz. */
function crossings(samples: Float32Array): number {
  let count = 0
  for (let at = 1; at < 22_050; at++) if (samples[at - 1]! < 0 && samples[at]! >= 0) count++
  return Math.round(count / 10) * 10
}

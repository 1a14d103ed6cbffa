import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failureKindOf, type SpeechRequest } from '@mavs/core'
import { speechContract } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import plugin, { createEspeak, type EspeakOptions } from '../src/index.ts'

const { signal } = new AbortController()
const HELLO: SpeechRequest = { text: 'Hello, dear world.', voice: 'en-us', rate: 1, language: 'en' }
const isInstalled = spawnSync('espeak-ng', ['--version']).status === 0

const create = (options: EspeakOptions = {}) => createEspeak(options, process.env)

/** A program that does what a test needs, in place of the real one. */
function program(lines: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mavs-espeak-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'program')
  writeFileSync(path, `#!/bin/sh\n${lines}\n`)
  chmodSync(path, 0o755)
  return path
}

const ROW = ' 2  en-us  --/M  English  gmw/en-US  (en 3)'
const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe.skipIf(!isInstalled)('eSpeak NG (needs the program: apt-get install espeak-ng)', () => {
  for (const check of speechContract({ create: () => create() })) it(check.name, () => check.run())

  it('speaks other languages and writings, and text that looks like its own commands', async () => {
    const speech = create()
    const texts: readonly [string, string][] = [
      ['de', 'Der Fluss trägt Sand – „weit“ hinaus.'],
      ['cmn', '今天天气很好。'],
      ['ar', 'مرحبا بالعالم'],
      ['en-us', '--help $(rm -rf /) `ls` ; -v nobody \u0000 "quoted" <b>'],
    ]
    for (const [voice, text] of texts) {
      const { samples, sampleRateHz } = await speech.synthesize({ ...HELLO, voice, text }, { signal })
      expect(samples.length / sampleRateHz, text).toBeGreaterThan(0.5)
    }
  })

  it('reads two brackets as brackets, not as the phonemes that they would start', async () => {
    const speech = create()
    const seconds = async (text: string) => (await speech.synthesize({ ...HELLO, text }, { signal })).samples.length
    expect(await seconds('A [[note]] here.')).toBe(await seconds('A [ [note]] here.'))
  })

  it('offers each language’s main voice first, as a man’s and as a woman’s', async () => {
    const voices = await create().voices()
    const of = (language: string) => voices.filter(({ languages }) => languages.includes(language)).map(({ id }) => id)
    expect(of('fr').slice(0, 2)).toEqual(['fr-fr', 'fr-fr+f3'])
    expect(of('pt').slice(0, 2)).toEqual(['pt', 'pt+f3'])
    expect(of('zh')[0]).toBe('cmn')
    expect(of('no')[0]).toBe('nb')
    expect(new Set(voices.flatMap(({ languages }) => languages.map((tag) => tag.split('-')[0]))).size).toBeGreaterThan(
      90,
    )
  })

  it('speaks with the variants that it was told', async () => {
    const speech = create({ variants: { male: 'klatt4', female: 'Annie' } })
    const voice = speech.defaults.female
    expect([speech.defaults.male, voice]).toEqual(['en-us+klatt4', 'en-us+Annie'])
    expect((await speech.synthesize({ ...HELLO, voice }, { signal })).samples.length).toBeGreaterThan(10_000)
  })

  it('says that it is ready', async () => {
    expect(await create().diagnose?.()).toMatchObject([
      { status: 'ok', message: expect.stringMatching(/\d\.\d+, \d{3} v/) },
    ])
  })
})

describe('an eSpeak NG that is not as it should be', () => {
  it('says what to install where there is no program', async () => {
    const speech = createEspeak({}, { ESPEAK_PATH: '/nowhere/espeak-ng' })
    expect(await thrownBy(speech.voices())).toMatchObject({ message: expect.stringContaining('apt-get install') })
    const [diagnosis] = await speech.diagnose!()
    expect(diagnosis).toMatchObject({ status: 'warning', remedy: expect.stringContaining('apt-get install espeak-ng') })
    const error = await thrownBy(speech.synthesize(HELLO, { signal }))
    expect(error).toMatchObject({ code: 'PROVIDER_FAILED', message: expect.stringContaining('"/nowhere/espeak-ng"') })
  })

  it.each([
    ['breaks down', 'echo "out of order" >&2; exit 3', 'unavailable', 'out of order'],
    ['answers without sound', 'echo "no device" >&2', 'invalid-reply', 'no device'],
    ['answers with something else', 'echo "<html>"', 'invalid-reply', 'without sound'],
    [
      'answers with another kind of WAV',
      `printf 'RIFF____WAVEfmt \\020\\000\\000\\000\\003\\000'`,
      'invalid-reply',
      '',
    ],
    ['does not answer', 'exec sleep 60', 'timeout', '0.5 s'],
  ])('ends in a failure of its kind when it %s', async (_, then, kind, reason) => {
    const path = program(`if [ "$1" = --voices ]; then echo '${ROW}'; exit; fi\n${then}`)
    const error = await thrownBy(create({ program: path, timeoutMs: 500 }).synthesize(HELLO, { signal }))
    expect(failureKindOf(error)).toBe(kind)
    expect((error as Error).message).toContain(reason)
  })

  it('is killed when the signal aborts', async () => {
    const path = program(`if [ "$1" = --voices ]; then echo '${ROW}'; exit; fi\necho $$ > "$0.pid"\nexec sleep 60`)
    const controller = new AbortController()
    const call = thrownBy(create({ program: path }).synthesize(HELLO, { signal: controller.signal }))
    const pid = await vi.waitFor(
      () =>
        z.coerce
          .number()
          .positive()
          .parse(readFileSync(`${path}.pid`, 'utf8')),
      10_000,
    )
    controller.abort(new Error('called off'))
    expect(await call).toMatchObject({ message: 'called off' })
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it.each([
    [{ voice: 'nobody' }, 'VOICE_UNKNOWN'],
    [{ rate: 9 }, 'REQUEST_INVALID'],
  ])('refuses %j', async (wrong, code) => {
    const speech = create({ program: program(`echo '${ROW}'`) })
    expect(await thrownBy(speech.synthesize({ ...HELLO, ...wrong }, { signal }))).toMatchObject({ code })
  })

  it('takes no options but its own', () => {
    expect(plugin.options.safeParse({ wordsPerMinute: 10 }).success).toBe(false)
    expect(plugin.options.safeParse({ speed: 1 }).success).toBe(false)
  })
})

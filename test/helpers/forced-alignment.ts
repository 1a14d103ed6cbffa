import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeWav } from '../../packages/render/src/audio/wav.ts'
import { createFliteEngine } from '../../packages/agents/src/speech/flite-engine.ts'
import { normalise } from '../../packages/agents/src/speech/normalise.ts'
import { createPronunciations } from '../../packages/agents/src/speech/pronunciations.ts'

const run = promisify(execFile)

const MODEL = '/usr/share/pocketsphinx/model/en-us'
const RECOGNISER = 'pocketsphinx_continuous'

/** What the alignment works on: mono, 16 kHz. */
const SAMPLE_RATE_HZ = 16_000

/** A word of a text with the seconds between which an independent recogniser hears it. */
export interface AlignedWord {
  readonly text: string
  readonly startSeconds: number
  readonly endSeconds: number
}

/** Whether Debian's pocketsphinx and its English model are there. */
export const hasPocketsphinx: boolean = isInstalled()

function isInstalled(): boolean {
  try {
    execFileSync('which', [RECOGNISER], { stdio: 'ignore' })
    return existsSync(join(MODEL, 'cmudict-en-us.dict'))
  } catch {
    return false
  }
}

/**
 * Finds when each word of a text is heard in a recording of it, without anything that made the recording: pocketsphinx
 * may recognise nothing but these words in this order. Words without sound are left out. `samples` are mono at 16 kHz.
 * Undefined when the recogniser does not find the text in the sound.
 */
export async function alignText(samples: Float32Array, text: string): Promise<AlignedWord[] | undefined> {
  const { words, spoken, spans } = normalise(text)
  const heard = await alignTokens(
    samples,
    spoken.map((word) => word.text),
  )
  if (!heard) return undefined
  return words.flatMap((word, index) => {
    const { start, end } = spans[index]!
    if (start === end) return []
    return [{ text: word, startSeconds: heard[start]!.startSeconds, endSeconds: heard[end - 1]!.endSeconds }]
  })
}

/** Absolute differences of the starts of the same words, in seconds, by two sources. */
export function startErrors(told: readonly AlignedWord[], heard: readonly AlignedWord[]): number[] {
  const sounding = told.filter((word) => word.endSeconds > word.startSeconds)
  if (sounding.length !== heard.length) {
    throw new Error(`${sounding.length} words were told, ${heard.length} were heard`)
  }
  return sounding.map((word, index) => Math.abs(word.startSeconds - heard[index]!.startSeconds))
}

/** Mean, 95th percentile and maximum. */
export function summarise(values: readonly number[]): { mean: number; p95: number; max: number } {
  const sorted = values.toSorted((one, other) => one - other)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, p95: sorted[Math.ceil(sorted.length * 0.95) - 1]!, max: sorted.at(-1)! }
}

async function alignTokens(
  samples: Float32Array,
  tokens: readonly string[],
): Promise<{ startSeconds: number; endSeconds: number }[] | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'mavs-alignment-'))
  try {
    const names = nameTokens(tokens)
    const path = (name: string) => join(directory, name)
    await writeWav(path('speech.wav'), [samples], { sampleRateHz: SAMPLE_RATE_HZ, format: 'pcm16' })
    await writeFile(path('words.dict'), await dictionaryOf(names))
    const sequence = tokens.map((token) => names.get(token)!).join(' ')
    await writeFile(path('words.gram'), `#JSGF V1.0;\ngrammar words;\npublic <words> = ${sequence};\n`)
    const lines = await recognise(path('speech.wav'), path('words.gram'), path('words.dict'))
    return lines.length === tokens.length ? lines : undefined
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Each different token gets a name that a grammar accepts. */
function nameTokens(tokens: readonly string[]): Map<string, string> {
  return new Map([...new Set(tokens)].map((token, index) => [token, `w${index}`]))
}

async function recognise(wav: string, grammar: string, dictionary: string) {
  const options = ['-infile', wav, '-jsgf', grammar, '-dict', dictionary, '-hmm', join(MODEL, 'en-us')]
  const search = ['-time', 'yes', '-remove_silence', 'no', '-logfn', '/dev/null', '-beam', '1e-80', '-wbeam', '1e-60']
  const { stdout } = await run(RECOGNISER, [...options, ...search, '-pbeam', '1e-80', '-bestpath', 'no'])
  return [...stdout.matchAll(/^w\d+(?:\(\d+\))? ([\d.]+) ([\d.]+) /gm)].map((line) => ({
    startSeconds: Number(line[1]),
    endSeconds: Number(line[2]),
  }))
}

/** The tokens' pronunciations: from CMU's dictionary, else (names, letters) the phones that Flite's rules give. */
async function dictionaryOf(names: ReadonlyMap<string, string>): Promise<string> {
  const known = await readDictionary()
  const unknown = [...names.keys()].filter((token) => /^[A-Z]/.test(token) || !known.has(token))
  const spelt = await pronounce(unknown)
  const lines = [...names].flatMap(([token, name]) => {
    const variants = spelt.has(token) ? [spelt.get(token)!] : known.get(token)!
    return variants.map((phones, index) => `${name}${index === 0 ? '' : `(${index + 1})`} ${phones}`)
  })
  return `${lines.join('\n')}\n`
}

let dictionary: Promise<Map<string, string[]>> | undefined

function readDictionary(): Promise<Map<string, string[]>> {
  dictionary ??= readFile(join(MODEL, 'cmudict-en-us.dict'), 'utf8').then((text) => {
    const entries = new Map<string, string[]>()
    for (const [, word, phones] of text.matchAll(/^(\S+?)(?:\(\d+\))? (.+)$/gm)) {
      entries.set(word!, [...(entries.get(word!) ?? []), phones!])
    }
    return entries
  })
  return dictionary
}

async function pronounce(tokens: readonly string[]): Promise<Map<string, string>> {
  const engine = createFliteEngine()
  try {
    const phones = await createPronunciations(engine).of(tokens, new AbortController().signal)
    return new Map(tokens.map((token, index) => [token, phones[index]!.map(toArpabet).join(' ')]))
  } finally {
    await engine.dispose()
  }
}

/** Flite's reduced vowel is CMU's AH; the other names differ in case only. */
const toArpabet = (phone: string): string => (phone === 'ax' ? 'AH' : phone.toUpperCase())

import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Vendor } from '@mavs/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEY as SPEECH_KEY, startElevenLabs } from '../../plugins/elevenlabs/test/vendor.ts'
import { author } from '../agents/script/author.ts'
import { startChat, type ChatTurn } from '../vendors/chat.ts'
import { articlePage, startSite } from '../vendors/pages.ts'
import { startPixabay } from '../vendors/pictures.ts'
import { KEY as SEARCH_KEY, startTavily } from '../vendors/search.ts'
import { decode } from './decode.ts'
import { expectSoundVideo } from './expectations.ts'
import { openStudio, type Made } from './studio.ts'

const TIMEOUT_MS = 180_000
const MODEL_KEY = 'sk-model-secret-0123456789'
const STOCK_KEY = 'pixabay-test-key'
const REQUEST = { prompt: 'Create a video about how waves are made', duration_preference: 15, seed: 7 }

const QUOTES = [
  'Wind drives the waves of the sea over thousands of kilometres.',
  'A wave breaks when the water under it is shallow.',
  'Far from the land the water itself hardly travels: it moves in circles, which grow smaller with the depth.',
  'Long after a storm its waves arrive at beaches where nobody has felt the wind that made them, as a slow swell.',
]
const SCENES = [
  { headline: 'The sea', narration: 'What is it that never rests?', importance: 'extra' as const },
  {
    headline: 'Wind makes waves',
    narration: 'Wind drives the waves of the sea.',
    facts: ['claim-1'],
    pictures: { queries: ['waves'], language: 'en', shows: null, moving: true },
  },
  { headline: 'Where they end', narration: 'A wave breaks in shallow water.', facts: ['claim-2'] },
  { headline: 'Look', narration: 'Look at the next one.' },
]

const folder = mkdtempSync(join(tmpdir(), 'mavs-cassette-'))
const tape = join(folder, 'tape')
const vendors: Vendor[] = []
let options: ReturnType<typeof optionsFor>
let recorded: Made
let replayed: Made

/** Models, search, stock and speech as an operator with keys has them, at these addresses. */
const optionsFor = (model: string, search: string, stock: string, speech: string) => ({
  offline: false,
  plugins: [
    [
      '@mavs/agents',
      {
        languageModel: { apiKey: MODEL_KEY, baseUrl: model, model: 'small', maxRetries: 0 },
        search: { tavily: { apiKey: SEARCH_KEY, baseUrl: search } },
        pages: { allowPrivate: true },
        pixabay: { apiKey: STOCK_KEY, baseUrl: stock, allowPrivate: true },
      },
    ],
    ['@mavs/plugin-elevenlabs', { apiKey: SPEECH_KEY, baseUrl: speech }],
  ] as const,
})

/** Makes the video in a data directory of its own. */
async function run(mode: 'record' | 'replay'): Promise<Made> {
  const { PATH, HOME, FFMPEG_PATH } = process.env
  const cassette = {
    MAVS_CASSETTE: tape,
    MAVS_CASSETTE_MODE: mode,
    OPENAI_API_KEY: MODEL_KEY,
    TAVILY_API_KEY: SEARCH_KEY,
  }
  const studio = await openStudio({ ...options, environment: { PATH, HOME, FFMPEG_PATH, ...cassette } })
  try {
    const made = await studio.make(REQUEST)
    return { ...made, ...hashed(made) }
  } finally {
    await studio.close()
  }
}

const hashed = ({ file }: Made) => ({ file: copyOf(file) })

/** The studio's folder is gone with it. */
function copyOf(file: string): string {
  const copy = join(folder, `${createHash('sha256').update(file).digest('hex').slice(0, 8)}.mp4`)
  writeFileSync(copy, readFileSync(file))
  return copy
}

beforeAll(async () => {
  const site = await startSite({ '/waves': articlePage('Waves', QUOTES) })
  const page = `${site.baseUrl}/waves`
  const search = await startTavily([{ title: 'Waves', url: page, text: QUOTES[0]! }])
  const stock = await startPixabay([
    { id: 'waves', title: 'Waves', tags: ['sea'], seconds: 5, file: readFileSync('examples/render/assets/waves.mp4') },
    {
      id: 'more',
      title: 'More waves',
      tags: ['sea'],
      seconds: 5,
      file: readFileSync('examples/render/assets/clouds.mp4'),
    },
  ])
  const facts = QUOTES.map((quote) => ({ claim: quote, page: 'page-1', quote }))
  const research: ChatTurn[] = [
    { calls: [{ name: 'web_search', args: { query: 'how waves are made' } }] },
    { calls: [{ name: 'read_page', args: { result: 'result-1' } }] },
    { calls: [{ name: 'report_findings', args: { summary: 'Wind makes waves.', facts } }] },
  ]
  const write = author({ title: 'Waves', scenes: SCENES })
  const chat = await startChat((body, count) => research[count - 1] ?? write(body))
  const speech = await startElevenLabs()
  vendors.push(site, search, stock, chat, speech)
  options = optionsFor(chat.baseUrl, search.baseUrl, stock.baseUrl, speech.baseUrl)
  recorded = await run('record')
  // From here on nobody answers.
  await Promise.all(vendors.map((vendor) => vendor.close()))
  replayed = await run('replay')
}, TIMEOUT_MS)

afterAll(() => rmSync(folder, { recursive: true }))

describe('a video with a model’s script, stock footage and a cloud’s voice', { timeout: TIMEOUT_MS }, () => {
  it('is made, and tells who made what and what it took', async () => {
    expectSoundVideo(recorded, await decode(recorded.file))
    const { session, manifest } = recorded
    expect(manifest.basis.label).toBe('Written by small from 1 web page')
    expect(manifest.claims.map(({ text }) => text)).toEqual(QUOTES.slice(0, 2))
    expect(manifest.assets).toMatchObject([{ kind: 'footage', provider: 'pixabay', author: 'Ann Example' }])
    const made = Object.fromEntries(session.providers.map(({ port, provider }) => [port, provider]))
    expect(made).toMatchObject({
      search: 'tavily',
      'language-model': 'openai/small',
      'media-search': 'pixabay',
      speech: 'elevenlabs',
    })
    const products = session.usage.entries.map(({ product }) => product)
    expect(products).toEqual(
      expect.arrayContaining(['openai/small', 'tavily/search', 'elevenlabs/eleven_multilingual_v2']),
    )
    expect(session.usage.cost_usd).toBeGreaterThan(0)
  })

  it('is made again from the recording, byte for byte, while nobody answers', () => {
    expect(readFileSync(replayed.file).equals(readFileSync(recorded.file))).toBe(true)
    const { choices: _, usage, ...rest } = replayed.manifest
    const { choices: _choices, usage: _usage, ...expected } = recorded.manifest
    expect(rest).toEqual(expected)
    expect(usage.filter(({ costUsd }) => costUsd !== 0)).toEqual([])
  })

  it('leaves no key in the recording', () => {
    const calls = readdirSync(join(tape, 'calls')).map((name) => readFileSync(join(tape, 'calls', name), 'utf8'))
    expect(calls.length).toBeGreaterThan(8)
    for (const key of [MODEL_KEY, STOCK_KEY, SEARCH_KEY, SPEECH_KEY]) expect(calls.join('')).not.toContain(key)
  })
})

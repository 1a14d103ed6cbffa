import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SessionEvent, type VideoRequestInput } from '@mavs/core'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const CHILD = fileURLToPath(new URL('./session-child.ts', import.meta.url))
const REQUEST: VideoRequestInput = {
  prompt: 'A short talk about four people',
  script: {
    name: 'talk.md',
    text: '# Four people\n\n## Talking\n\nFour people can talk in six ways.\n\n## Growing\n\n- Twice the people\n- Four times the talk\n\n## Ending\n\nSo keep the table small.\n',
  },
  duration_preference: 12,
  quality: 'low',
  seed: 7,
}

const directory = mkdtempSync(join(tmpdir(), 'mavs-survival-'))
let whole: string

beforeAll(async () => {
  await work('whole')
  whole = checksum('whole')
}, 120_000)
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** When the process dies: at the first event of its kind. */
const MOMENTS: readonly (readonly [title: string, isNow: (event: SessionEvent) => boolean])[] = [
  ['researching', (event) => event.type === 'stage-start' && event.stage === 'researching'],
  ['scripting', (event) => event.type === 'stage-start' && event.stage === 'scripting'],
  ['speaking', (event) => event.type === 'stage-progress' && event.stage === 'audio_generation'],
  [
    'drawing',
    (event) => event.type === 'stage-progress' && event.stage === 'video_assembly' && event.stageProgress > 0.3,
  ],
  ['finalizing', (event) => event.type === 'stage-start' && event.stage === 'finalizing'],
]

describe('survival', () => {
  it.each(MOMENTS)(
    'ends as the same video when killed while %s, repeating nothing that had finished',
    async (title, isNow) => {
      expect(await work(title, isNow)).toBe('SIGKILL')
      expect(await work(title)).toBe(undefined)
      expect(checksum(title)).toBe(whole)
      expect(repeatedCalls(title)).toEqual([])
      expect(leftovers(title)).toEqual([])
    },
    120_000,
  )
})

/** Runs a process over a data directory until it ends, or kills it at a moment; answers with the signal that ended it. */
async function work(name: string, isNow?: (event: SessionEvent) => boolean): Promise<string | undefined> {
  const child = execa(process.execPath, [...process.execArgv, CHILD, join(directory, name), JSON.stringify(REQUEST)], {
    env: { MAVS_COUNT_FILE: join(directory, `${name}.calls`) },
    stderr: 'inherit',
    reject: false,
  })
  for await (const line of child.iterable()) {
    if (isNow?.(JSON.parse(line) as SessionEvent)) child.kill('SIGKILL')
  }
  const { signal, exitCode } = await child
  if (signal === undefined) expect(exitCode).toBe(0)
  return signal
}

const sessionDirectory = (name: string): string => {
  const sessions = join(directory, name, 'sessions')
  return join(sessions, readdirSync(sessions)[0]!)
}

const checksum = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(join(sessionDirectory(name), 'video.mp4')))
    .digest('hex')

/** Calls of providers that were started again although they had come to their end. */
function repeatedCalls(name: string): string[] {
  const lines = readFileSync(join(directory, `${name}.calls`), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.filter((line, index) => {
    const end = lines.indexOf(line.replace(/^start/, 'end'))
    return line.startsWith('start ') && end !== -1 && end < index
  })
}

/** Files that were begun and never finished. */
const leftovers = (name: string): string[] =>
  readdirSync(sessionDirectory(name), { recursive: true })
    .map(String)
    .filter((path) => /\.(tmp|part)/.test(path))

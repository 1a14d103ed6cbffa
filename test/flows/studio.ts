import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createVideoSystem,
  Manifest,
  Narration,
  Script,
  Timeline,
  type SessionDocument,
  type VideoRequestInput,
  type VideoSystem,
  type VideoSystemOptions,
} from '@mavs/core'
import { parseSrt, type TextCue } from '@mavs/render'

/** Everything that one run has left behind. */
export interface Made {
  readonly session: SessionDocument
  /** Path of the MP4. */
  readonly file: string
  readonly manifest: Manifest
  readonly timeline: Timeline
  readonly script: Script
  readonly narration: Narration
  readonly srt: readonly TextCue[]
  text(artifact: string): Promise<string>
}

export interface Studio {
  readonly system: VideoSystem
  make(request: Partial<VideoRequestInput>): Promise<Made>
  close(): Promise<void>
}

/** A system without network in a directory of its own, with everything that is built in. */
export async function openStudio(options: VideoSystemOptions = {}): Promise<Studio> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mavs-flow-'))
  const system = await createVideoSystem({ dataDirectory, offline: true, environment: toolsOnly(), ...options })
  return {
    system,
    make: (request) => make(system, request),
    async close() {
      await system.close()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** The environment without keys, so that a run says nothing about whoever's machine it is. */
function toolsOnly(): Record<string, string | undefined> {
  const { PATH, HOME, FFMPEG_PATH } = process.env
  return { PATH, HOME, FFMPEG_PATH }
}

async function make(system: VideoSystem, request: Partial<VideoRequestInput>): Promise<Made> {
  const { session_id: id } = await system.generate({
    prompt: 'Create a video about artificial intelligence',
    duration_preference: 10,
    quality: 'low',
    ...request,
  })
  const session = await system.wait(id)
  const path = async (artifact: string) => (await system.open(id, artifact)).path
  const text = async (artifact: string) => readFile(await path(artifact), 'utf8')
  const json = async (artifact: string): Promise<unknown> => JSON.parse(await text(artifact))
  return {
    session,
    file: await path('video'),
    manifest: Manifest.parse(await json('manifest')),
    timeline: Timeline.parse(await json('timeline.json')),
    script: Script.parse(await json('script.json')),
    narration: Narration.parse(await json('narration.json')),
    srt: parseSrt(await text('srt')),
    text,
  }
}

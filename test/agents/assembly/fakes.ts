import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createUsageAccount,
  silentLogger,
  type AgentContext,
  type Ledger,
  type Measurement,
  type Renderer,
  type RenderRequest,
  type Timeline,
  type Warning,
} from '@mavs/core'
import { onTestFinished } from 'vitest'
import { createArtifacts } from '../../../packages/core/src/sessions/artifacts.ts'

export interface RecordingContext extends AgentContext {
  readonly directory: string
  readonly reports: number[]
  readonly warnings: Warning[]
}

/** A context over a temporary directory; its ledger remembers calls by their JSON. */
export async function createContext(): Promise<RecordingContext> {
  const directory = await mkdtemp(join(tmpdir(), 'mavs-agent-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const reports: number[] = []
  const warnings: Warning[] = []
  return {
    directory,
    reports,
    warnings,
    sessionId: 'session',
    signal: new AbortController().signal,
    seed: 7,
    offline: true,
    logger: silentLogger,
    artifacts: createArtifacts(directory),
    ledger: createMemoryLedger(directory),
    usage: createUsageAccount().recorder('video_assembly'),
    report: (progress) => void reports.push(progress),
    warn: (warning) => void warnings.push(warning),
  }
}

function createMemoryLedger(directory: string): Ledger {
  const values = new Map<string, unknown>()
  const file = (name: string) => join(directory, `ledger-${name}`)
  return {
    async once<Value>(call: object, make: Parameters<Ledger['once']>[1]) {
      const key = JSON.stringify(call)
      const reused = values.has(key)
      if (!reused) values.set(key, await make({ path: file, write: (name, data) => writeFile(file(name), data) }))
      return { value: values.get(key) as Value, files: [], file, reused }
    },
  }
}

export interface FakeRenderer extends Renderer {
  readonly requests: RenderRequest[]
  readonly stills: { readonly timeline: Timeline; readonly atSeconds: number }[]
}

/** A renderer that writes a placeholder and answers with a flawless measurement, changed by `measured`. */
export function createFakeRenderer(
  measured: (measurement: Measurement, measureCount: number) => Measurement = (measurement) => measurement,
): FakeRenderer {
  const requests: RenderRequest[] = []
  const stills: FakeRenderer['stills'] = []
  let measureCount = 0
  return {
    id: 'fake',
    version: '1',
    styles: ['professional'],
    checkVisual: async (visual) => visual,
    requests,
    stills,
    async render(request, { report }) {
      requests.push(request)
      report?.(0.5)
      await writeFile(request.output, `video ${requests.length}`)
      return {
        durationSeconds: request.timeline.durationSeconds,
        sizeBytes: 7,
        segments: { rendered: 1, reused: 0 },
        warnings: [{ reason: 'text-shortened', message: 'A headline was shortened.' }],
      }
    },
    still(timeline, atSeconds) {
      stills.push({ timeline, atSeconds })
      return Promise.resolve(Buffer.from('png'))
    },
    measure() {
      measureCount += 1
      const timeline = requests.at(-1)!.timeline
      return Promise.resolve(measured(flawless(timeline), measureCount))
    },
    diagnose: () => Promise.reject(new Error('not implemented')),
  }
}

/** What a perfect file of a timeline measures. */
export function flawless({ durationSeconds, format }: Timeline): Measurement {
  return {
    container: 'mp4',
    faststart: true,
    sizeBytes: 7,
    durationSeconds,
    video: {
      codec: 'h264',
      profile: 'High',
      pixelFormat: 'yuv420p',
      colour: 'bt709',
      ...format,
      frames: Math.round(durationSeconds * format.frameRate),
      endSeconds: durationSeconds,
    },
    audio: {
      codec: 'aac',
      sampleRateHz: 48_000,
      channels: 2,
      endSeconds: durationSeconds,
      loudnessLufs: -16,
      truePeakDbtp: -2,
    },
    black: [],
    frozen: [],
    silent: [],
  }
}

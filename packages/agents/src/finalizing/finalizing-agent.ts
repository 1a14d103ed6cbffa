import { dirname } from 'node:path'
import type { AgentContext, Delivery, FinalizingAgent, FinalizingInput, Renderer, Warning } from '@mavs/core'
import { captionText, formatAss, formatSrt, formatVtt } from '@mavs/render'
import { checksum, checksumOfFile } from '../shared/checksum.ts'
import { formatChapters } from './chapters.ts'
import { describeMiss, type Verdict } from './contract.ts'
import { formatCredits } from './credits-text.ts'
import { inspectVideo } from './inspect.ts'
import { buildManifest } from './manifest.ts'
import { thumbnailSeconds, withoutCaptions } from './thumbnail.ts'

const KEYS = {
  srt: 'captions.srt',
  vtt: 'captions.vtt',
  ass: 'captions.ass',
  thumbnail: 'thumbnail.png',
  chapters: 'chapters.vtt',
  credits: 'credits.txt',
  manifest: 'manifest.json',
} as const

/** Measures the video, holds it against the delivery contract, and writes what goes with it. */
export function createFinalizingAgent(options: { readonly renderer: Renderer }): FinalizingAgent {
  const { renderer } = options
  return {
    name: 'quality-gate',
    async finalize(input, context) {
      const { measurement, verdicts } = await inspectVideo(input, renderer, context)
      const misses = warningsOf(verdicts)
      for (const warning of misses) context.warn(warning)
      const checksums = await writeFiles(input, renderer, context)
      const manifest = buildManifest(input, {
        renderer,
        measurement,
        checks: verdicts.map(({ check }) => check),
        warnings: [...input.warnings, ...misses],
        checksums,
      })
      await context.artifacts.writeJson(KEYS.manifest, manifest)
      context.report(1)
      return deliveryOf(input, measurement.durationSeconds, verdicts)
    },
  }
}

/** Writes captions, chapters, credits and thumbnail; answers with the checksum of every delivered file. */
async function writeFiles(
  input: FinalizingInput,
  renderer: Renderer,
  { artifacts, signal }: AgentContext,
): Promise<Record<string, string>> {
  const { timeline, script, video } = input
  const cues = captionText(timeline.tracks.captions, timeline.language)
  const directory = dirname(artifacts.path(video.artifact))
  const files: readonly (readonly [key: string, content: Uint8Array | string])[] = [
    [KEYS.srt, formatSrt(cues)],
    [KEYS.vtt, formatVtt(cues)],
    [KEYS.ass, formatAss(timeline)],
    [KEYS.chapters, formatChapters(timeline, script)],
    [KEYS.credits, formatCredits(input)],
    [KEYS.thumbnail, await renderer.still(withoutCaptions(timeline), thumbnailSeconds(timeline), { directory })],
  ]
  await Promise.all(files.map(([key, content]) => artifacts.write(key, content)))
  const sums = files.map(([key, content]) => [key, checksum(content)] as const)
  return Object.fromEntries([[video.artifact, await checksumOfFile(artifacts.path(video.artifact), signal)], ...sums])
}

function warningsOf(verdicts: readonly Verdict[]): Warning[] {
  return verdicts
    .filter(({ check }) => !check.passed)
    .map(({ check }) => ({
      reason: 'quality-miss',
      message: `The video was delivered, but missed its contract: ${describeMiss(check)}.`,
      stage: 'finalizing',
    }))
}

function deliveryOf({ video }: FinalizingInput, durationSeconds: number, verdicts: readonly Verdict[]): Delivery {
  const passed = verdicts.every(({ check }) => check.passed)
  return { video: video.artifact, ...KEYS, durationSeconds, passed }
}

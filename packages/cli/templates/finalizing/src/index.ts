import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import {
  definePlugin,
  seedOfRequest,
  TOKENS,
  type FinalizingAgent,
  type FinalizingInput,
  type Manifest,
  type Measurement,
  type QualityCheck,
  type Renderer,
} from '@mavs/core'
import { captionsOf, chaptersOf, creditsOf, styledCaptionsOf } from './texts.js'

const KEYS = {
  srt: 'captions.srt',
  vtt: 'captions.vtt',
  ass: 'captions.ass',
  thumbnail: 'thumbnail.png',
  chapters: 'chapters.vtt',
  credits: 'credits.txt',
  manifest: 'manifest.json',
} as const
/** How far the video's length may be from its timeline's. */
const TOLERANCE_SECONDS = 0.1

/** Measures the video's length and streams, and writes what goes with it. */
export function createFinisher(renderer: Renderer): FinalizingAgent {
  return {
    name: 'template-id',
    async finalize(input, context) {
      const { artifacts, signal } = context
      const file = artifacts.path(input.video.artifact)
      const measurement = await renderer.measure(file, { signal, report: (done) => context.report(done * 0.8) })
      const checks = checksOf(measurement, input)
      for (const { name, expected, measured } of checks.filter(({ passed }) => !passed)) {
        const message = `${name}: expected ${expected}, measured ${measured}.`
        context.warn({ reason: 'quality-miss', message, stage: 'finalizing' })
      }
      const directory = dirname(file)
      await artifacts.write(KEYS.srt, captionsOf(input.timeline, 'srt'))
      await artifacts.write(KEYS.vtt, captionsOf(input.timeline, 'vtt'))
      await artifacts.write(KEYS.ass, styledCaptionsOf(input.timeline))
      await artifacts.write(KEYS.chapters, chaptersOf(input.timeline, input.script))
      await artifacts.write(KEYS.credits, creditsOf(input))
      await artifacts.write(KEYS.thumbnail, await renderer.still(input.timeline, 1, { directory }))
      const checksums: Record<string, string> = {}
      for (const key of [
        input.video.artifact,
        KEYS.srt,
        KEYS.vtt,
        KEYS.ass,
        KEYS.chapters,
        KEYS.credits,
        KEYS.thumbnail,
      ]) {
        signal.throwIfAborted()
        checksums[key] = createHash('sha256')
          .update(await artifacts.read(key))
          .digest('hex')
      }
      await artifacts.writeJson(KEYS.manifest, manifestOf(input, renderer, measurement, checks, checksums))
      context.report(1)
      const { durationSeconds } = measurement
      return { video: input.video.artifact, ...KEYS, durationSeconds, passed: checks.every(({ passed }) => passed) }
    },
  }
}

function checksOf({ durationSeconds, video, audio }: Measurement, { timeline }: FinalizingInput): QualityCheck[] {
  const planned = timeline.durationSeconds
  return [
    {
      name: 'length',
      expected: `${planned.toFixed(2)} s`,
      measured: `${durationSeconds.toFixed(2)} s`,
      passed: Math.abs(durationSeconds - planned) <= TOLERANCE_SECONDS,
    },
    {
      name: 'streams',
      expected: 'h264, aac',
      measured: `${video.codec}, ${audio.codec}`,
      passed: video.codec === 'h264' && audio.codec === 'aac',
    },
  ]
}

/** How the video was made: no clock, path or session in it, so that the same video has the same manifest. */
function manifestOf(
  { request, research, script, assets, narration, timeline, warnings, versions, choices, usage }: FinalizingInput,
  renderer: Renderer,
  measurement: Measurement,
  checks: QualityCheck[],
  checksums: Record<string, string>,
): Manifest {
  const { user_id: _user, script: _script, sources: _sources, ...asked } = request
  return {
    version: 1,
    title: script.title,
    request: asked,
    seed: seedOfRequest(request),
    basis: script.basis,
    versions: { ...versions, [renderer.id]: renderer.version },
    providers: { speech: narration.provider, renderer: renderer.id },
    choices: [...choices],
    usage: [...usage],
    scenes: timeline.tracks.scenes.map(({ id, startSeconds, endSeconds }, index) => {
      const { headline = id, claimIds = [] } = script.scenes[index] ?? {}
      return { id, headline, startSeconds, endSeconds, claimIds }
    }),
    claims: research.claims,
    sources: research.sources,
    assets: [...assets],
    checksums,
    measurement,
    checks,
    warnings: [...warnings],
  }
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) =>
    registry.provide(TOKENS.finalizingAgent, (resolver) => createFinisher(resolver.get(TOKENS.renderer))),
})

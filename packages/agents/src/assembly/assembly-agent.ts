import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AgentContext, AssemblyAgent, Renderer, RenderResult, Timeline, Video } from '@mavs/core'
import { checksumOfFile } from '../shared/checksum.ts'
import { buildTimeline } from './timeline.ts'

export const TIMELINE_KEY = 'timeline.json'
export const VIDEO_KEY = 'video.mp4'

/**
 * Lays script and narration on a timeline and renders it. The finished file is recorded in the ledger; on the way
 * there the renderer's segments are kept beside the session, so that a run that was killed goes on where it stood.
 */
export function createAssemblyAgent(options: { readonly renderer: Renderer }): AssemblyAgent {
  return {
    name: 'timeline',
    async assemble(input, context) {
      const timeline = buildTimeline(input, context.seed)
      await context.artifacts.writeJson(TIMELINE_KEY, timeline)
      const shown = input.assets.map(({ artifact }) => artifact)
      return { timeline, video: await renderVideo(timeline, shown, options.renderer, context) }
    },
  }
}

async function renderVideo(
  timeline: Timeline,
  shown: readonly string[],
  renderer: Renderer,
  context: AgentContext,
): Promise<Video> {
  const { artifacts, ledger, signal } = context
  const directory = dirname(artifacts.path(TIMELINE_KEY))
  const cacheDirectory = dirname(artifacts.path('segments/segment'))
  const call = {
    provider: `${renderer.id}@${renderer.version}`,
    operation: 'render',
    input: { timeline, files: await checksums(timeline, shown, context) },
  }
  const entry = await ledger.once<RenderResult>(call, (files) =>
    renderer.render(
      { timeline, directory, output: files.path(VIDEO_KEY), cacheDirectory },
      { signal, report: (progress) => context.report(progress * 0.99) },
    ),
  )
  await artifacts.adopt(VIDEO_KEY, entry.file(VIDEO_KEY))
  await rm(cacheDirectory, { recursive: true, force: true })
  for (const warning of entry.value.warnings) context.warn({ stage: 'video_assembly', ...warning })
  const { durationSeconds, sizeBytes } = entry.value
  return { artifact: VIDEO_KEY, renderer: renderer.id, ...timeline.format, durationSeconds, sizeBytes }
}

/** What the timeline's sounds and pictures contain: the same names with another voice are another video. */
async function checksums(
  { tracks }: Timeline,
  shown: readonly string[],
  { artifacts, signal }: AgentContext,
): Promise<Record<string, string>> {
  const heard = [...tracks.narration, ...tracks.music].map(({ file }) => file)
  const pairs = [...heard, ...shown].map(
    async (file) => [file, await checksumOfFile(artifacts.path(file), signal)] as const,
  )
  return Object.fromEntries(await Promise.all(pairs))
}

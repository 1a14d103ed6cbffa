import {
  silentLogger,
  type Logger,
  type Renderer,
  type RenderOptions,
  type SceneKindModule,
  type Visual,
} from '@mavs/core/essentials'
import { footageOf } from './footage/references.ts'
import { diagnose } from './media/diagnose.ts'
import { resolveFfmpeg, type Ffmpeg } from './media/ffmpeg.ts'
import { rendererVersion } from './process/fingerprint.ts'
import { runTask } from './process/parent.ts'
import { loadSceneKinds } from './scenes/load-kinds.ts'
import { kindOf } from './scenes/registry.ts'
import { STYLES } from './styles/catalogue.ts'
import { checkTimelineFiles } from './validation/files.ts'
import { validateTimeline } from './validation/timeline.ts'

/** How a renderer is set up; every field has a default. */
export interface RendererOptions {
  /** Where ffmpeg is looked for, and what the render process gets. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly logger?: Logger
  /** Further kinds of scene. */
  readonly sceneKinds?: readonly SceneKindModule[]
}

/**
 * Makes the renderer: Skia draws, x264 encodes, each rendering in a process of its own. Its methods throw
 * `TIMELINE_INVALID`, `FFMPEG_MISSING`, `RENDER_FAILED`, `DISK_FULL`, or the signal's reason after an abort.
 */
export function createRenderer({
  environment = process.env,
  logger = silentLogger,
  sceneKinds: kinds = [],
}: RendererOptions = {}): Renderer {
  const disposed = new AbortController()
  const tool = rememberedFfmpeg(environment, logger)
  const running = new Set<Promise<unknown>>()
  const inProcess = async <Result>(
    work: (options: { signal: AbortSignal }) => Promise<Result>,
    signal?: AbortSignal,
  ) => {
    const promise = work({ signal: AbortSignal.any([disposed.signal, ...(signal ? [signal] : [])]) })
    running.add(promise)
    return promise.finally(() => running.delete(promise))
  }
  return {
    id: 'skia-x264',
    version: rendererVersion(),
    styles: [...STYLES.keys()],
    checkVisual: async (visual): Promise<Visual> => kindOf(visual, 'The visual', await loadSceneKinds(kinds)).visual,
    render: (request, options: RenderOptions) =>
      inProcess(async ({ signal }) => {
        const known = { kinds: await loadSceneKinds(kinds) }
        const timeline = validateTimeline(request.timeline, known)
        await checkTimelineFiles(timeline, request.directory, known)
        const ffmpeg = await tool()
        const task = { operation: 'render', request: { ...request, timeline }, ffmpeg, kinds } as const
        return runTask<'render'>(task, { signal, report: options.report, environment })
      }, options.signal),
    still: (timeline, atSeconds, { directory = '.' } = {}) =>
      inProcess(async ({ signal }) => {
        const known = await loadSceneKinds(kinds)
        const valid = validateTimeline(timeline, { kinds: known })
        const frame = frameAt(valid, atSeconds)
        const ffmpeg = footageOf(valid, known).length > 0 ? await tool() : undefined
        const task = { operation: 'still', timeline: valid, directory, frame, ffmpeg, kinds } as const
        return Buffer.from(await runTask<'still'>(task, { signal, environment }))
      }),
    measure: (file, options) =>
      inProcess(async ({ signal }) => {
        const task = { operation: 'measure', file, ffmpeg: await tool() } as const
        return runTask<'measure'>(task, { signal, report: options.report, environment })
      }, options.signal),
    diagnose: () => diagnose(environment),
    async dispose() {
      disposed.abort()
      await Promise.allSettled(running)
    },
  }
}

/** The frame that is on screen at a time; the nearest one for times outside the video. */
function frameAt(
  { durationSeconds, format }: { durationSeconds: number; format: { frameRate: number } },
  seconds: number,
): number {
  const last = Math.round(durationSeconds * format.frameRate) - 1
  return Math.min(last, Math.max(0, Math.floor(seconds * format.frameRate + 1e-6)))
}

/** Looks for ffmpeg on first use; a search in vain is done again the next time. */
function rememberedFfmpeg(
  environment: Readonly<Record<string, string | undefined>>,
  logger: Logger,
): () => Promise<Ffmpeg> {
  let found: Promise<Ffmpeg> | undefined
  const search = async () => {
    const ffmpeg = await resolveFfmpeg({ environment })
    for (const rejected of ffmpeg.rejected) logger.warn({ ...rejected }, 'An ffmpeg was passed over')
    logger.debug({ path: ffmpeg.path, version: ffmpeg.version, source: ffmpeg.source }, 'Using ffmpeg')
    return ffmpeg
  }
  return async () => {
    found ??= search()
    try {
      return await found
    } catch (error) {
      found = undefined
      throw error
    }
  }
}

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RenderOptions, RenderRequest, RenderResult, Timeline } from '@mavs/core'
import { asVideoError } from '../media/failure.ts'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { encodeSegments } from './encode-segments.ts'
import type { FrameSource } from './frames.ts'
import { joinSegments } from './join.ts'
import { writeWhole } from './output.ts'
import { openSegmentStore } from './segment-store.ts'
import { encodeSound, type SoundEncoding } from './sound.ts'

/** What a rendering is made with. */
export interface RenderParts {
  readonly ffmpeg: Ffmpeg
  /** Digest of the drawing code: other code, other segments. */
  readonly fingerprint: string
  /** Clips are made ready in the given folder, which is removed with all else. */
  createDrawer(timeline: Timeline, workDirectory: string, signal: AbortSignal): Promise<FrameSource>
  /** Absent: digital silence. */
  readonly mixAudio?: SoundEncoding['mixAudio'] | undefined
}

/** The share of progress that drawing and encoding take; joining is the rest. */
const ENCODING_SHARE = 0.97

/**
 * Renders a timeline in this process: draws and encodes the segments that the cache does not hold, mixes the sound
 * beside it, joins both. Throws `RENDER_FAILED`, `DISK_FULL`, or the signal's reason.
 */
export async function renderTimeline(
  request: RenderRequest,
  options: RenderOptions,
  parts: RenderParts,
): Promise<RenderResult> {
  try {
    return await writeWhole(request.output, (draft, workDirectory) =>
      renderInto({ ...request, output: draft }, workDirectory, options, parts),
    )
  } catch (error) {
    options.signal.throwIfAborted()
    throw asVideoError(error, `Rendering ${request.output}`)
  }
}

async function renderInto(
  request: RenderRequest,
  workDirectory: string,
  options: RenderOptions,
  parts: RenderParts,
): Promise<RenderResult> {
  const { timeline, output } = request
  const store = await openSegmentStore(request.cacheDirectory ?? join(workDirectory, 'segments'))
  // The first failure of picture or sound ends the other, and nothing is left running behind.
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  const running: Promise<unknown>[] = []
  let drawer: FrameSource | undefined
  try {
    const { mixAudio } = parts
    const { directory } = request
    const sound = mixAudio && encodeSound({ ...parts, mixAudio, timeline, directory, store, workDirectory, signal })
    sound?.catch((error: unknown) => failed.abort(error))
    running.push(Promise.resolve(sound))
    drawer = await parts.createDrawer(timeline, workDirectory, signal)
    const report = (share: number) => options.report?.(share * ENCODING_SHARE)
    const { segments, rendered } = await encodeSegments({ ...parts, timeline, drawer, store, signal, running, report })
    await joinSegments(parts.ffmpeg, { timeline, segments, audio: await sound, workDirectory, output }, signal)
    options.report?.(1)
    return {
      durationSeconds: timeline.durationSeconds,
      sizeBytes: (await stat(output)).size,
      segments: { rendered, reused: segments.length - rendered },
      warnings: [...drawer.warnings],
    }
  } catch (error) {
    failed.abort(error)
    await Promise.allSettled(running)
    throw error
  } finally {
    drawer?.close?.()
    await store.close()
  }
}

import { basename } from 'node:path'
import { VideoError } from '@mavs/core/essentials'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { runFfmpeg } from '../media/run.ts'
import type { ClipFacts } from './clip.ts'
import { notAClip } from './conform.ts'

/** Longer clips are not taken: a scene shows seconds of them. */
const MOST_SECONDS = 600
/** So much of both ends is decoded: a file that breaks off lacks its end. */
const END_SECONDS = 1

/**
 * Reads a clip's index and decodes its beginning and its end; throws `TIMELINE_INVALID` for one that a rendering would
 * refuse or could show in part only.
 */
export async function checkClip(file: string, ffmpeg: Ffmpeg, signal: AbortSignal): Promise<ClipFacts> {
  const reference = { path: 'file', file: basename(file) }
  try {
    const { readClip } = await import('./clip.ts')
    const facts = await readClip(file)
    if (!(facts.durationSeconds > 0)) throw new Error('it has no length')
    if (facts.durationSeconds > MOST_SECONDS) throw new Error(`it is longer than ${MOST_SECONDS} s`)
    await decode(['-t', `${END_SECONDS}`], file, ffmpeg, signal)
    const last = Math.max(0, facts.durationSeconds - END_SECONDS)
    if (last > 0) await decode(['-ss', last.toFixed(3)], file, ffmpeg, signal)
    return facts
  } catch (error) {
    signal.throwIfAborted()
    if (VideoError.isInstance(error) && error.code === 'DISK_FULL') throw error
    throw notAClip(reference, error)
  }
}

/** Decodes a part of the picture; any error in it is one. Only this file is read, whatever it may name. */
async function decode(part: readonly string[], file: string, ffmpeg: Ffmpeg, signal: AbortSignal): Promise<void> {
  const input = ['-v', 'error', '-xerror', '-err_detect', 'explode', '-protocol_whitelist', 'file', ...part, '-i', file]
  const output = ['-map', '0:v:0', '-frames:v', '90', '-f', 'null', '-']
  const said = await runFfmpeg(ffmpeg, { arguments: [...input, ...output], what: 'Reading a clip', signal })
  if (said.trim() !== '') throw new Error(said.trim().split('\n')[0])
}

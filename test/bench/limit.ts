import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import { mixAudio } from '../../packages/render/src/audio/mix.ts'
import { segmentArguments } from '../../packages/render/src/encoding/encoder.ts'
import { soundArguments } from '../../packages/render/src/encoding/sound.ts'
import { resolveFfmpeg } from '../../packages/render/src/media/ffmpeg.ts'
import { runFfmpeg } from '../../packages/render/src/media/run.ts'
import { dumpFrames } from './material.ts'

const { signal } = new AbortController()

/** What ffmpeg alone is given: the very frames and, where there is one, the very sound of a timeline. */
export interface Limit {
  readonly changedShare: number
  /** One ffmpeg encodes it all with the renderer's settings. */
  encode(): Promise<void>
}

/** Draws and mixes a timeline into raw files, for ffmpeg to encode. */
export async function prepareLimit(timeline: Timeline, folder: string): Promise<Limit> {
  const [frames, mix, output] = ['frames.yuv', 'mix.wav', 'limit.mp4'].map((name) => join(folder, name)) as Three
  const changedShare = await dumpFrames(timeline, folder, frames)
  const hasSound = timeline.tracks.narration.length > 0
  if (hasSound) await mixAudio(timeline, folder, { signal, output: mix })
  const ffmpeg = await resolveFfmpeg()
  const picture = segmentArguments(timeline, output).map((argument) => (argument === 'pipe:0' ? frames : argument))
  const given = hasSound ? withSound(picture, timeline, mix) : picture
  return {
    changedShare,
    encode: async () => void (await runFfmpeg(ffmpeg, { arguments: given, what: 'Limit', signal })),
  }
}

type Three = [string, string, string]

/** The picture's arguments with the sound as a second input, encoded as the renderer encodes it. */
function withSound(picture: readonly string[], timeline: Timeline, mix: string): string[] {
  const coded = soundArguments(timeline, mix)
  const codec = coded.slice(coded.indexOf('-c:a'), coded.indexOf('-fflags'))
  const start = picture.indexOf('-c:v')
  const rest = picture.slice(start).flatMap((argument) => (argument === '-an' ? codec : [argument]))
  return [...picture.slice(0, start), '-i', mix, '-map', '0:v', '-map', '1:a', ...rest]
}

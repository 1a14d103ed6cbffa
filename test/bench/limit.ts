import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import { mixAudio } from '../../packages/render/src/audio/mix.ts'
import { segmentArguments } from '../../packages/render/src/encoding/encoder.ts'
import { soundArguments } from '../../packages/render/src/encoding/sound.ts'
import { resolveFfmpeg } from '../../packages/render/src/media/ffmpeg.ts'
import { runFfmpeg, startFfmpeg } from '../../packages/render/src/media/run.ts'
import { dumpFrames } from './material.ts'
import { measured, median, type Usage } from './usage.ts'

const { signal } = new AbortController()

/** What ffmpeg alone is given: the very frames and, where there is one, the very sound of a timeline. */
export interface Limit {
  readonly changedShare: number
  /** One ffmpeg encodes it all with the renderer's settings. */
  encode(): Promise<void>
  /** Puts all frames into memory; the function that it answers with gives them to that ffmpeg through a pipe. */
  readyPipe(): Promise<() => Promise<void>>
}

/** The least that a renderer outside ffmpeg costs: the very frames are there, and only handed over. */
export async function benchPipe(
  timeline: Timeline,
  runs: number,
  folder: string,
): Promise<{ piped: Usage; limit: Usage }> {
  const { encode, readyPipe } = await prepareLimit(timeline, folder)
  const handOver = await readyPipe()
  const [piped, limits]: [Usage[], Usage[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    limits.push(await measured(encode))
    piped.push(await measured(handOver))
  }
  return { piped: median(piped), limit: median(limits) }
}

/** Draws and mixes a timeline into raw files, for ffmpeg to encode. */
export async function prepareLimit(timeline: Timeline, folder: string): Promise<Limit> {
  const [frames, mix, output] = ['frames.yuv', 'mix.wav', 'limit.mp4'].map((name) => join(folder, name)) as Three
  const changedShare = await dumpFrames(timeline, folder, frames)
  const hasSound = timeline.tracks.narration.length > 0
  if (hasSound) await mixAudio(timeline, folder, { signal, output: mix })
  const ffmpeg = await resolveFfmpeg()
  const picture = segmentArguments(timeline, output)
  const piped = hasSound ? withSound(picture, timeline, mix) : picture
  const given = piped.map((argument) => (argument === 'pipe:0' ? frames : argument))
  return {
    changedShare,
    encode: async () => void (await runFfmpeg(ffmpeg, { arguments: given, what: 'Limit', signal })),
    readyPipe: async () => {
      const bytes = await readFile(frames)
      const { widthPx, heightPx } = timeline.format
      const frameBytes = (widthPx * heightPx * 3) / 2
      return async () => {
        const { stdin, stdout, ended } = startFfmpeg(ffmpeg, { arguments: piped, what: 'Pipe', signal })
        stdout.resume()
        for (let at = 0; at < bytes.length; at += frameBytes) {
          await new Promise((resolve) => stdin.write(bytes.subarray(at, at + frameBytes), resolve))
        }
        stdin.end()
        await ended
      }
    },
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

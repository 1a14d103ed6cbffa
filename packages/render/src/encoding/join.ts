import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { runFfmpeg } from '../media/run.ts'
import { timescale } from './encoder.ts'
import { aacArguments } from './sound.ts'
import type { EncodedSegment } from './segments.ts'

/** What is put together: the picture in pieces, the sound in one, both encoded. */
export interface JoinInput {
  readonly timeline: Timeline
  readonly segments: readonly EncodedSegment[]
  /** Without one the video gets digital silence. */
  readonly audio: string | undefined
  /** For the list of pieces. */
  readonly workDirectory: string
  readonly output: string
}

/** Joins the segments and the sound without encoding them again and puts the index in front. */
export async function joinSegments(ffmpeg: Ffmpeg, input: JoinInput, signal: AbortSignal): Promise<void> {
  const { timeline, output } = input
  const list = join(input.workDirectory, 'segments.txt')
  await writeFile(list, concatList(input.segments, timeline.format.frameRate))
  const streams = '-map 0:v:0 -map 1:a:0 -c:v copy'
  const exact = '-fflags +bitexact -map_metadata -1 -map_chapters -1'
  const file = `-video_track_timescale ${timescale(timeline.format.frameRate)} -movflags +faststart+write_colr -f mp4`
  await runFfmpeg(ffmpeg, {
    arguments: [
      ...'-v error -f concat -safe 0 -i'.split(' '),
      list,
      ...soundInput(input),
      ...streams.split(' '),
      ...(input.audio === undefined ? aacArguments(timeline.audioBitrateKbps) : ['-c:a', 'copy']),
      ...`${exact} ${file}`.split(' '),
      output,
    ],
    what: 'Joining the segments',
    signal,
  })
}

/** Silence costs less than a file of it: no mix, no ffmpeg of its own. */
function soundInput({ audio, timeline }: JoinInput): string[] {
  if (audio !== undefined) return ['-i', audio]
  return `-f lavfi -t ${timeline.durationSeconds} -i anullsrc=r=48000:cl=stereo`.split(' ')
}

/**
 * The list for ffmpeg's concat demuxer. Without the `duration` lines it takes each file's own, whose rounding adds up to
 * a drift; here they are differences of rounded times, so that nothing adds up.
 */
export function concatList(segments: readonly EncodedSegment[], frameRate: number): string {
  const microseconds = (frame: number) => Math.round((frame * 1e6) / frameRate)
  const lines = segments.map(({ file, startFrame, endFrame }) => {
    const duration = (microseconds(endFrame) - microseconds(startFrame)) / 1e6
    return `file '${file.replaceAll("'", String.raw`'\''`)}'\nduration ${duration.toFixed(6)}\n`
  })
  return `ffconcat version 1.0\n${lines.join('')}`
}

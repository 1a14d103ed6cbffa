import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Timeline, type TimelineInput } from '@mavs/core'
import { z } from 'zod'
import { createFrameDrawer } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { mixAudio } from '../../../packages/render/src/audio/mix.ts'
import { writeWav } from '../../../packages/render/src/audio/wav.ts'
import { renderTimeline } from '../../../packages/render/src/encoding/render-timeline.ts'
import { resolveFfmpeg, type Ffmpeg } from '../../../packages/render/src/media/ffmpeg.ts'
import { defineScene } from '../../../packages/render/src/scenes/scene-kind.ts'

export const FRAME_RATE = 30
const SAMPLE_RATE_HZ = 48_000
const BEEP_SECONDS = 0.08

/** A dark picture that is white for one frame at each of its times, in frames from the scene's start. */
const flashes = defineScene({
  kind: 'test:flashes',
  about: 'Frames of white at given numbers.',
  schema: z.strictObject({ kind: z.literal('test:flashes'), frames: z.array(z.int()), length: z.int() }),
  bare: true,
  layout: ({ frames, length }, { frame, durationSeconds }) => {
    // Scenes are given a head start, so that their first frame is not empty.
    const headStart = durationSeconds - length / FRAME_RATE
    const isWhite = (seconds: number) => frames.includes(Math.round((seconds - headStart) * FRAME_RATE))
    const box = { x: 0, y: 0, width: frame.width, height: frame.height }
    return [
      {
        box,
        state: (seconds) => Number(isWhite(seconds)),
        draw: (context, seconds) => {
          context.fillStyle = isWhite(seconds) ? '#ffffff' : '#101010'
          context.fillRect(0, 0, frame.width, frame.height)
        },
      },
    ]
  },
})

/** Lengths of scenes in frames, over and over, and how they come in; none is a round number of seconds. */
const LENGTHS = [97, 121, 82, 47, 113, 64, 151] as const
const TRANSITIONS = ['cut', 'push', 'crossfade', 'cut', 'whip', 'wipe', 'cut'] as const
const TRANSITION_FRAMES = 15

/**
 * A timeline with a flash and a beep every second, and at every join: in the first frame of a scene that is cut to, in
 * the frame after any other transition. `flashFrames` holds them all in order, `joinFrames` those at joins.
 */
export function syncTimeline(seconds: number): {
  readonly timeline: Timeline
  readonly flashFrames: readonly number[]
  readonly joinFrames: readonly number[]
} {
  const total = seconds * FRAME_RATE
  const scenes: TimelineInput['tracks']['scenes'] = []
  const flashFrames: number[] = []
  const joinFrames: number[] = []
  for (let start = 0, index = 0; start < total; index++) {
    const length = LENGTHS[index % LENGTHS.length] as number
    const end = start + length > total - 30 ? total : start + length
    const kind = index === 0 ? 'cut' : (TRANSITIONS[index % TRANSITIONS.length] as (typeof TRANSITIONS)[number])
    const whole = start + (kind === 'cut' ? 0 : TRANSITION_FRAMES)
    const everySecond = Array.from({ length: seconds }, (_, second) => second * FRAME_RATE)
    // A flash keeps away from the next one, and from the next scene's transition.
    const between = everySecond.filter((frame) => frame >= whole + 12 && frame < end - 12)
    scenes.push({
      id: `scene-${index}`,
      startSeconds: start / FRAME_RATE,
      endSeconds: end / FRAME_RATE,
      visual: {
        kind: 'test:flashes',
        frames: [whole, ...between].map((frame) => frame - start),
        length: end - start,
      } as never,
      transition: { kind, durationSeconds: kind === 'cut' ? 0 : TRANSITION_FRAMES / FRAME_RATE },
    })
    flashFrames.push(whole, ...between)
    joinFrames.push(whole)
    start = end
  }
  const narration = flashFrames.map((frame) => ({
    startSeconds: frame / FRAME_RATE,
    durationSeconds: BEEP_SECONDS,
    file: 'beep.wav',
  }))
  const timeline = Timeline.parse({
    version: 1,
    title: 'Flash and beep',
    format: { widthPx: 160, heightPx: 90, frameRate: FRAME_RATE },
    durationSeconds: seconds,
    style: 'professional',
    seed: 1,
    crf: 30,
    tracks: { scenes, narration },
  })
  return { timeline, flashFrames, joinFrames }
}

/** Renders a timeline of flashes in a folder; gives the video's path. */
export async function renderSync(timeline: Timeline, directory: string): Promise<{ file: string; ffmpeg: Ffmpeg }> {
  const tone = Float32Array.from(
    { length: BEEP_SECONDS * SAMPLE_RATE_HZ },
    (_, index) => 0.2 * Math.sin((2 * Math.PI * 1000 * index) / SAMPLE_RATE_HZ),
  )
  await writeWav(join(directory, 'beep.wav'), [tone], { sampleRateHz: SAMPLE_RATE_HZ, format: 'pcm16' })
  const ffmpeg = await resolveFfmpeg()
  const file = join(directory, 'sync.mp4')
  await renderTimeline(
    { timeline, directory, output: file },
    { signal: new AbortController().signal },
    {
      ffmpeg,
      fingerprint: 'test',
      createDrawer: (checked) => createFrameDrawer(checked, { kinds: [flashes] }),
      mixAudio,
    },
  )
  return { file, ffmpeg }
}

/** The frames that are white, by their place in the decoded video, and how many frames there are. */
export async function findFlashes(ffmpeg: Ffmpeg, file: string): Promise<{ white: number[]; frames: number }> {
  const white: number[] = []
  let frames = 0
  const filter = 'scale=4:4:flags=area,format=gray'
  for await (const picture of chunksOf(
    ffmpeg,
    ['-i', file, '-vf', filter, '-vsync', '0', '-f', 'rawvideo', 'pipe:1'],
    16,
  )) {
    if (picture.every((value) => value > 200)) white.push(frames)
    frames++
  }
  return { white, frames }
}

/** Seconds at which beeps begin in the decoded sound: where it rises over a fifth of its peak after some silence. */
export async function findBeeps(ffmpeg: Ffmpeg, file: string): Promise<number[]> {
  const format = ['-map', '0:a:0', '-ac', '1', '-ar', `${SAMPLE_RATE_HZ}`, '-f', 'f32le', 'pipe:1']
  const beeps: number[] = []
  let position = 0
  let loudAt = -Infinity
  for await (const bytes of chunksOf(ffmpeg, ['-i', file, ...format], 4 * 480)) {
    const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
    for (const [index, sample] of samples.entries()) {
      if (Math.abs(sample) < 0.08) continue
      const at = position + index
      if (at - loudAt > 0.15 * SAMPLE_RATE_HZ) beeps.push(at / SAMPLE_RATE_HZ)
      loudAt = at
    }
    position += samples.length
  }
  return beeps
}

/** What ffmpeg writes, in pieces of one size but for the last. */
async function* chunksOf(ffmpeg: Ffmpeg, options: readonly string[], size: number): AsyncGenerator<Uint8Array> {
  const decoder = spawn(ffmpeg.path, ['-v', 'error', ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  let rest = new Uint8Array(0)
  for await (const data of decoder.stdout as AsyncIterable<Buffer>) {
    const bytes = new Uint8Array(rest.length + data.length)
    bytes.set(rest)
    bytes.set(data, rest.length)
    let at = 0
    for (; at + size <= bytes.length; at += size) yield bytes.slice(at, at + size)
    rest = bytes.slice(at)
  }
  if (rest.length >= 4) yield rest.slice(0, rest.length - (rest.length % 4))
}

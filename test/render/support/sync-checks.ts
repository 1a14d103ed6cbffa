import { expect } from 'vitest'
import { readContainer } from '../../../packages/render/src/probing/container.ts'
import { findBeeps, findFlashes, FRAME_RATE, renderSync, syncTimeline } from './sync.ts'
import { videoPackets } from './video-file.ts'

/** Renders flashes and beeps for so many seconds, and holds each against where it belongs and against each other. */
export async function expectSync(seconds: number, directory: string): Promise<void> {
  const { timeline, flashFrames, joinFrames } = syncTimeline(seconds)
  const { file, ffmpeg } = await renderSync(timeline, directory)

  const { white, frames } = await findFlashes(ffmpeg, file)
  expect(frames).toBe(seconds * FRAME_RATE)
  expect(white).toEqual(flashFrames)

  const beeps = await findBeeps(ffmpeg, file)
  expect(beeps.length).toBe(flashFrames.length)
  const late = beeps.map((beep, index) => beep - (white[index] as number) / FRAME_RATE)
  expect(Math.max(...late)).toBeLessThan(0.01)
  expect(Math.min(...late)).toBeGreaterThan(-0.01)
  // The last joins as the first ones: nothing drifts.
  const atJoins = joinFrames.map((frame) => late[flashFrames.indexOf(frame)] as number)
  expect(Math.abs((atJoins.at(-1) as number) - (atJoins[0] as number))).toBeLessThan(0.004)

  const packets = await videoPackets(file)
  expect(packets.filter(({ timestamp }, index) => Math.abs(timestamp - index / FRAME_RATE) > 1e-9)).toEqual([])
  expect(packets.filter(({ duration }) => Math.abs(duration - 1 / FRAME_RATE) > 1e-9)).toEqual([])
  const { video, audio } = await readContainer(file)
  expect(Math.abs(video.endSeconds - seconds)).toBeLessThan(1e-6)
  expect(Math.abs(video.endSeconds - audio.endSeconds)).toBeLessThanOrEqual(1 / FRAME_RATE)
}

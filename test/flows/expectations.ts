import { expect } from 'vitest'
import type { Decoded, Span } from './decode.ts'
import type { Made } from './studio.ts'

const MARGIN_SECONDS = 0.35

/** What every delivered video must stand up to, whatever it is about. */
export function expectSoundVideo(made: Made, decoded: Decoded): void {
  const { format, durationSeconds, declared } = made.timeline
  expect(decoded.errors).toBe('')
  expect(decoded.videoLine).toMatch(/^h264 \(High\).*yuv420p\(tv, bt709/)
  expect(decoded.videoLine).toContain(`${format.widthPx}x${format.heightPx}`)
  expect(decoded.videoLine).toContain(`${format.frameRate} fps`)
  expect(decoded.audioLine).toMatch(/^aac \(LC\).*48000 Hz, stereo/)
  expect(decoded.frames).toBe(Math.round(durationSeconds * format.frameRate))
  expect(Math.abs(decoded.frames / format.frameRate - decoded.audioSeconds)).toBeLessThanOrEqual(0.04)
  expect(decoded.loudnessLufs).toBeGreaterThanOrEqual(-17)
  expect(decoded.loudnessLufs).toBeLessThanOrEqual(-15)
  expect(decoded.truePeakDbtp).toBeLessThanOrEqual(-1.5)
  expect(decoded.black).toEqual([])
  expect(decoded.silent.filter((span) => !isCovered(span, declared.rests))).toEqual([])
  expect(made.manifest.checks.filter((check) => !check.passed)).toEqual([])
}

/** The SRT file holds the script's words, each once and in order, when they are spoken. */
export function expectCaptionsOfScript(made: Made): void {
  const spoken = made.script.scenes.flatMap((scene) => scene.narration.split(/\s+/).filter((word) => word !== ''))
  const shown = made.srt.flatMap((cue) => cue.lines.join(' ').split(' '))
  expect(shown).toEqual(spoken)
  const times = made.srt.flatMap((cue) => [cue.startSeconds, cue.endSeconds])
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  for (const { lines } of made.srt) {
    expect(lines.length).toBeLessThanOrEqual(2)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(37)
  }
}

export function expectDuration(made: Made, askedSeconds: number): void {
  expect(made.manifest.measurement.durationSeconds).toBeGreaterThanOrEqual(askedSeconds * 0.95)
  expect(made.manifest.measurement.durationSeconds).toBeLessThanOrEqual(askedSeconds * 1.05)
}

function isCovered(span: Span, declared: readonly Span[]): boolean {
  return declared.some(
    ({ startSeconds, endSeconds }) =>
      span.startSeconds >= startSeconds - MARGIN_SECONDS && span.endSeconds <= endSeconds + MARGIN_SECONDS,
  )
}

import { DURATION_SECONDS } from '@mavs/core'
import type { Clause, Subject } from './clause.ts'
import { describeSpans, undeclared, type Span } from './spans.ts'

const LOUDNESS = { targetLufs: -16, toleranceLu: 1 }
const TRUE_PEAK_DBTP = -1.5
const END_TOGETHER_SECONDS = 0.04
/** A picture may stand still this long without having been declared. */
const STILL_SECONDS = 4
const SILENT_SECONDS = 0.5
const BLACK_SECONDS = 0.1
/** Measured in windows: a span's ends are not exact. */
const SPAN_MARGIN_SECONDS = 0.3
const DURATION_TOLERANCE = 0.05

/** What is promised about the file itself. */
export const MEDIA_CLAUSES: readonly Clause[] = [
  {
    name: 'container',
    severity: 'critical',
    repair: 'render',
    check: ({ measurement: { container, faststart } }) =>
      same('mp4, index first', `${container}, index ${faststart ? 'first' : 'last'}`),
  },
  {
    name: 'picture stream',
    severity: 'critical',
    repair: 'render',
    check: ({ timeline: { format }, measurement: { video } }) =>
      same(
        pictureLine({ codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', colour: 'bt709', ...format }),
        pictureLine({ ...video, frameRate: Number(video.frameRate.toFixed(3)) }),
      ),
  },
  {
    name: 'sound stream',
    severity: 'critical',
    repair: 'render',
    check: ({ measurement: { audio } }) =>
      same('aac, 48000 Hz, 2 channels', `${audio.codec}, ${audio.sampleRateHz} Hz, ${audio.channels} channels`),
  },
  {
    name: 'decodes fully',
    severity: 'critical',
    repair: 'render',
    check: ({ timeline: { durationSeconds, format }, measurement: { video } }) =>
      same(`${Math.round(durationSeconds * format.frameRate)} frames`, `${video.frames} frames`),
  },
  {
    name: 'duration as planned',
    severity: 'critical',
    repair: 'render',
    check: ({ timeline: { durationSeconds, format }, measurement }) =>
      near(measurement.durationSeconds, durationSeconds, 1 / format.frameRate + END_TOGETHER_SECONDS, 's'),
  },
  { name: 'duration as asked', severity: 'warning', check: durationAsAsked },
  {
    name: 'picture and sound end together',
    severity: 'critical',
    repair: 'render',
    check: ({ timeline: { format }, measurement: { video, audio } }) =>
      atMost(
        Math.abs(video.endSeconds - audio.endSeconds) * 1000,
        Math.max(END_TOGETHER_SECONDS, 1 / format.frameRate) * 1000,
        'ms apart',
      ),
  },
  {
    name: 'loudness',
    severity: 'warning',
    check: (subject) =>
      isMute(subject)
        ? { expected: 'no sound', measured: 'no sound', passed: true }
        : near(subject.measurement.audio.loudnessLufs, LOUDNESS.targetLufs, LOUDNESS.toleranceLu, 'LUFS'),
  },
  {
    name: 'true peak',
    severity: 'warning',
    check: ({ measurement: { audio } }) => atMost(audio.truePeakDbtp, TRUE_PEAK_DBTP, 'dBTP'),
  },
  {
    name: 'no black picture',
    severity: 'critical',
    check: ({ measurement }) => none(undeclared(measurement.black, [], limits(BLACK_SECONDS))),
  },
  {
    name: 'no frozen picture',
    severity: 'warning',
    check: ({ measurement, timeline }) =>
      none(undeclared(measurement.frozen, timeline.declared.holds, limits(STILL_SECONDS))),
  },
  {
    name: 'no silent stretch',
    severity: 'critical',
    check: ({ measurement, timeline }) =>
      none(undeclared(measurement.silent, timeline.declared.rests, limits(SILENT_SECONDS))),
  },
]

/** Within 5 % of what was asked for, unless the session says already why not. */
function durationAsAsked({ request, measurement, warnings }: Subject) {
  const asked = request.duration_preference ?? DURATION_SECONDS.default
  const check = near(measurement.durationSeconds, asked, asked * DURATION_TOLERANCE, 's')
  const isLabelled = warnings.some(({ reason }) => reason === 'shorter-than-asked' || reason === 'longer-than-asked')
  return isLabelled ? { ...check, measured: `${check.measured}, labelled in the warnings`, passed: true } : check
}

function isMute({ timeline: { tracks } }: Subject): boolean {
  return tracks.narration.length + tracks.music.length === 0
}

interface PictureFacts {
  readonly codec: string
  readonly profile: string
  readonly pixelFormat: string
  readonly colour: string
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRate: number
}

function pictureLine({ codec, profile, pixelFormat, colour, widthPx, heightPx, frameRate }: PictureFacts): string {
  return `${codec} ${profile}, ${pixelFormat}, ${colour}, ${widthPx}×${heightPx}, ${frameRate} frames a second`
}

function limits(longestSeconds: number): { marginSeconds: number; longestSeconds: number } {
  return { marginSeconds: SPAN_MARGIN_SECONDS, longestSeconds }
}

function same(expected: string, measured: string): { expected: string; measured: string; passed: boolean } {
  return { expected, measured, passed: expected === measured }
}

function near(measured: number, expected: number, tolerance: number, unit: string) {
  return {
    expected: `${round(expected)} ${unit} ± ${round(tolerance)}`,
    measured: `${round(measured)} ${unit}`,
    passed: Math.abs(measured - expected) <= tolerance + 1e-6,
  }
}

function atMost(measured: number, limit: number, unit: string) {
  return {
    expected: `at most ${round(limit)} ${unit}`,
    measured: `${round(measured)} ${unit}`,
    passed: measured <= limit + 1e-6,
  }
}

function none(spans: readonly Span[]) {
  return { expected: 'none', measured: describeSpans(spans), passed: spans.length === 0 }
}

function round(value: number): string {
  return String(Number(value.toFixed(3)))
}

import type { CaptionCue, Measurement, Timeline, Warning } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { buildTimeline } from '../../../packages/agents/src/assembly/timeline.ts'
import type { Subject } from '../../../packages/agents/src/finalizing/clause.ts'
import { holdAgainstContract } from '../../../packages/agents/src/finalizing/contract.ts'
import { undeclared } from '../../../packages/agents/src/finalizing/spans.ts'
import { exampleInput, exampleRequest, exampleResearch, exampleScript } from '../assembly/example.ts'
import { flawless } from '../assembly/fakes.ts'

const timeline = buildTimeline(exampleInput(), 7)
const perfect = flawless(timeline)
const input = exampleInput()
const subject: Subject = {
  ...input,
  request: exampleRequest({ duration_preference: Math.round(timeline.durationSeconds) }),
  research: exampleResearch,
  timeline,
  video: { artifact: 'video.mp4', renderer: 'fake', ...timeline.format, durationSeconds: 1, sizeBytes: 1 },
  warnings: [],
  versions: {},
  usage: [],
  choices: [],
  measurement: perfect,
}

const misses = (changes: Partial<Subject>) =>
  holdAgainstContract({ ...subject, ...changes })
    .filter(({ check }) => !check.passed)
    .map(({ check }) => check.name)
const missesOf = (measurement: Partial<Measurement>) => misses({ measurement: { ...perfect, ...measurement } })
const withCaptions = (captions: CaptionCue[]): Timeline => ({ ...timeline, tracks: { ...timeline.tracks, captions } })

describe('the delivery contract', () => {
  it('has nothing to say against a flawless video', () => {
    expect(misses({})).toEqual([])
  })

  it.each<[string, Partial<Measurement>]>([
    ['container', { faststart: false }],
    ['container', { container: 'matroska' }],
    ['picture stream', { video: { ...perfect.video, codec: 'hevc' } }],
    ['picture stream', { video: { ...perfect.video, profile: 'Baseline' } }],
    ['picture stream', { video: { ...perfect.video, pixelFormat: 'yuv444p' } }],
    ['picture stream', { video: { ...perfect.video, widthPx: 852 } }],
    ['picture stream', { video: { ...perfect.video, frameRate: 23.976 } }],
    ['sound stream', { audio: { ...perfect.audio, channels: 1 } }],
    ['decodes fully', { video: { ...perfect.video, frames: perfect.video.frames - 1 } }],
    ['loudness', { audio: { ...perfect.audio, loudnessLufs: -17.1 } }],
    ['true peak', { audio: { ...perfect.audio, truePeakDbtp: -1.4 } }],
    ['no black picture', { black: [{ startSeconds: 1, endSeconds: 1.5 }] }],
    ['no frozen picture', { frozen: [{ startSeconds: 0, endSeconds: 4.1 }] }],
    ['no silent stretch', { silent: [{ startSeconds: 1, endSeconds: 2 }] }],
    ['picture and sound end together', { audio: { ...perfect.audio, endSeconds: perfect.audio.endSeconds - 0.05 } }],
  ])('sees a fault: %s', (name, measurement) => {
    expect(missesOf(measurement)).toEqual([name])
  })

  it('allows loudness within one unit, and one frame between the ends of picture and sound', () => {
    const audio = { ...perfect.audio, loudnessLufs: -16.95, endSeconds: perfect.audio.endSeconds - 1 / 24 }
    expect(missesOf({ audio })).toEqual([])
  })

  it('lets a declared hold stand still and a declared rest be silent', () => {
    const { startSeconds, endSeconds } = timeline.declared.holds[0]!
    const [rest] = timeline.declared.rests
    expect(missesOf({ frozen: [{ startSeconds: startSeconds - 0.2, endSeconds }], silent: [rest!] })).toEqual([])
  })

  it('expects no loudness of a video without sound', () => {
    const mute = { ...timeline, tracks: { ...timeline.tracks, narration: [], music: [] } }
    const measurement = { ...perfect, audio: { ...perfect.audio, loudnessLufs: -Infinity, truePeakDbtp: -Infinity } }
    expect(misses({ timeline: mute, measurement })).toEqual([])
  })

  it('wants the duration that was asked for, unless the warnings say why not', () => {
    const request = exampleRequest({ duration_preference: 30 })
    const label: Warning = { reason: 'shorter-than-asked', message: 'There was no more to say.' }
    expect(misses({ request })).toEqual(['duration as asked'])
    expect(misses({ request, warnings: [label] })).toEqual([])
  })

  it('wants each narrated word in the captions, once and in order', () => {
    const cues = timeline.tracks.captions
    expect(misses({ timeline: withCaptions(cues.slice(1)) })).toContain('every narrated word is captioned once')
    expect(misses({ timeline: withCaptions(cues.toReversed()) })).toContain('every narrated word is captioned once')
  })

  it('accepts a long word that is shown shortened', () => {
    const long = 'x'.repeat(50)
    const rename = (text: string) => (text === 'Every' ? `${'x'.repeat(36)}…` : text)
    const captions = timeline.tracks.captions.map((cue) => ({
      ...cue,
      lines: cue.lines.map((line) => line.map((word) => ({ ...word, text: rename(word.text) }))),
    }))
    const scenes = input.narration.scenes.map((scene) => ({
      ...scene,
      words: scene.words.map((word) => (word.text === 'Every' ? { ...word, text: long } : word)),
    }))
    const changes = { timeline: withCaptions(captions), narration: { ...input.narration, scenes } }
    expect(misses(changes)).not.toContain('every narrated word is captioned once')
  })

  it('reads captions with a watch: too long a line, too short a stay, too fast', () => {
    const [first, ...rest] = timeline.tracks.captions
    const hurried = { ...first!, endSeconds: first!.startSeconds + 0.5 }
    expect(misses({ timeline: withCaptions([hurried, ...rest]) })).toEqual(['caption lengths', 'reading speed'])
    const wide = { ...first!, lines: [[...first!.lines.flat(), ...rest[0]!.lines.flat()]] }
    expect(misses({ timeline: withCaptions([wide, ...rest.slice(1)]) })).toContain('caption lines')
  })

  it('wants a source for each claim, and licence and origin for each picture, each used once', () => {
    const research = { ...exampleResearch, claims: [] }
    expect(misses({ research })).toEqual(['every claim has its source'])
    const asset = { sceneId: 'inputs', kind: 'image' as const, artifact: 'a', widthPx: 1, heightPx: 1, provider: 'p' }
    expect(misses({ assets: [asset] })).toEqual(['every picture has its source'])
    const sourced = { ...asset, licence: 'CC0', page: 'https://example.org/a' }
    expect(misses({ assets: [sourced, { ...sourced, artifact: 'b' }] })).toEqual(['no picture is used twice'])
  })

  it('only promises what it names once', () => {
    const names = holdAgainstContract(subject).map(({ clause }) => clause.name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('speaks of a script that rests on nothing without complaint', () => {
    const scenes = exampleScript.scenes.map((scene) => ({ ...scene, claimIds: [] }))
    expect(misses({ script: { ...exampleScript, scenes } })).toEqual([])
  })
})

describe('undeclared', () => {
  it('takes declared spans off, also from the middle, and drops what is too short to matter', () => {
    const measured = [{ startSeconds: 0, endSeconds: 10 }]
    const declared = [{ startSeconds: 2, endSeconds: 9.8 }]
    const limits = { marginSeconds: 0.5, longestSeconds: 1 }
    expect(undeclared(measured, declared, limits)).toEqual([{ startSeconds: 0, endSeconds: 1.5 }])
    expect(undeclared(measured, [{ startSeconds: 4, endSeconds: 5 }], limits)).toEqual([
      { startSeconds: 0, endSeconds: 3.5 },
      { startSeconds: 5.5, endSeconds: 10 },
    ])
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Timeline } from '@mavs/core'
import { checkTimelineFiles } from '../../../packages/render/src/validation/files.ts'
import { validateTimeline } from '../../../packages/render/src/validation/timeline.ts'
import { halves, hugePng } from '../images/pictures.ts'
import { temporaryFolder } from '../support/folder.ts'
import { timelineOf } from '../support/timelines.ts'

type Change = (timeline: Timeline) => void

describe('a timeline', () => {
  it('is accepted when its scenes follow each other on whole frames', () => {
    const timeline = timelineOf([1.1, 2.3, 0.7, 1 / 30], { crossfadeSeconds: 0 })
    expect(validateTimeline(timeline)).toEqual(timeline)
  })

  it.each<[string, Change, RegExp]>([
    [
      'a gap',
      ({ tracks }) => void (tracks.scenes[1]!.startSeconds = 1.5),
      /tracks\.scenes\.1 \("scene-2"\)\.startSeconds must be 1, where "scene-1" ends \(got 1\.5\)/,
    ],
    ['an overlap', ({ tracks }) => void (tracks.scenes[1]!.startSeconds = 0.5), /tracks\.scenes\.1 .*\(got 0\.5\)/],
    [
      'a late start',
      ({ tracks }) => void (tracks.scenes[0]!.startSeconds = 0.5),
      /tracks\.scenes\.0 .* must be 0, the start of the video/,
    ],
    [
      'scenes out of order',
      ({ tracks }) => void tracks.scenes.unshift(tracks.scenes.pop()!),
      /tracks\.scenes\.0 \("scene-3"\)/,
    ],
    [
      'a time between frames',
      ({ tracks }) => {
        tracks.scenes[0]!.endSeconds = 1.01
        tracks.scenes[1]!.startSeconds = 1.01
      },
      /scenes\.1 .*whole frame \(got 1\.01\)/,
    ],
    [
      'an early end',
      (timeline) => void (timeline.durationSeconds = 7),
      /tracks\.scenes\.2 \("scene-3"\)\.endSeconds must be durationSeconds, 7 \(got 6\)/,
    ],
    [
      'an empty scene',
      ({ tracks }) => {
        tracks.scenes[0]!.endSeconds = 0
        tracks.scenes[1]!.startSeconds = 0
      },
      /scenes\.0 .*at least one frame/,
    ],
    [
      'a transition longer than its scene',
      ({ tracks }) => void (tracks.scenes[0]!.transition = { kind: 'crossfade', durationSeconds: 2 }),
      /scenes\.0 .*transition\.durationSeconds must be at most/,
    ],
    [
      'two scenes of one name',
      ({ tracks }) => void (tracks.scenes[2]!.id = 'scene-1'),
      /scenes\.2 \("scene-1"\)\.id must be unique/,
    ],
    [
      'an unknown style',
      (timeline) => void (timeline.style = 'baroque'),
      /style must be one of professional, .*\(got "baroque"\)/,
    ],
    [
      'a late caption',
      ({ tracks }) => void tracks.captions.push(cue(5, 7)),
      /tracks\.captions\.0\.endSeconds must be at most 6 \(got 7\)/,
    ],
    [
      'captions out of order',
      ({ tracks }) => void tracks.captions.push(cue(3, 4), cue(1, 2)),
      /tracks\.captions\.0 must not start after/,
    ],
    [
      'captions that overlap',
      ({ tracks }) => void tracks.captions.push(cue(1, 3), cue(2, 4)),
      /tracks\.captions\.0\.endSeconds must be at most 2, where the next cue starts \(got 3\)/,
    ],
    [
      'two voices at a time',
      ({ tracks }) => void tracks.narration.push(voice(2, 2), voice(0, 2.5)),
      /tracks\.narration\.0\.startSeconds must be at least 2\.500, where tracks\.narration\.1 ends \(got 2\)/,
    ],
    [
      'a kind of scene that nobody knows',
      ({ tracks }) => void (tracks.scenes[2]!.visual = { kind: 'hologram' }),
      /tracks\.scenes\.2\.visual: no kind of scene is named “hologram”; known are title, /,
    ],
    [
      'a picture without a file',
      ({ tracks }) => void (tracks.scenes[1]!.visual = { kind: 'image', alt: 'A test' }),
      /tracks\.scenes\.1\.visual\.file: /,
    ],
    [
      'a focus outside of its picture',
      ({ tracks }) =>
        void (tracks.scenes[1]!.visual = { kind: 'image', file: 'a.png', alt: 'A test', focus: { x: 2, y: 0 } }),
      /tracks\.scenes\.1\.visual\.focus\.x: .*\(got 2\)/,
    ],
    [
      'a gallery of one picture',
      ({ tracks }) => void (tracks.scenes[1]!.visual = { kind: 'gallery', items: [{ file: 'a.png', alt: 'A test' }] }),
      /tracks\.scenes\.1\.visual\.items: /,
    ],
    [
      'a time that is no number',
      ({ tracks }) => void (tracks.scenes[1]!.startSeconds = Number.NaN),
      /tracks\.scenes\.1\.startSeconds: .*NaN/,
    ],
    [
      'a time before the video',
      ({ tracks }) => void (tracks.scenes[0]!.startSeconds = -1),
      /tracks\.scenes\.0\.startSeconds: .*\(got -1\)/,
    ],
    [
      'a sound of no length',
      ({ tracks }) => void tracks.narration.push(voice(0, 0)),
      /tracks\.narration\.0\.durationSeconds: /,
    ],
    [
      'a sound that outlasts the video',
      ({ tracks }) => void tracks.music.push({ startSeconds: 1, durationSeconds: 6, file: 'm.wav' }),
      /tracks\.music\.0 must end with the video at 6 s \(ends at 7\.000\)/,
    ],
    [
      'a wrong type',
      (timeline) => void Object.assign(timeline.tracks.scenes[1]!, { endSeconds: 'late' }),
      /tracks\.scenes\.1\.endSeconds: .*\(got "late"\)/,
    ],
  ])('is refused with %s, naming the place', (_, change, message) => {
    const timeline = timelineOf([1, 2, 3])
    change(timeline)
    const refused = () => validateTimeline(timeline)
    expect(refused).toThrow(message)
    expect(refused).toThrow(expect.objectContaining({ code: 'TIMELINE_INVALID' }))
  })

  it('is refused when a sound is not there, naming the file', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'there.wav'), '')
    const clip = (file: string) => ({ startSeconds: 0, durationSeconds: 1, file })
    const timeline = timelineOf([2])
    timeline.tracks.narration.push(clip('there.wav'), clip('lost.wav'), clip('.'))
    await expect(checkTimelineFiles(timeline, folder)).rejects.toMatchObject({
      code: 'TIMELINE_INVALID',
      message: expect.stringMatching(/narration\.1\.file .*lost\.wav": ENOENT.*narration\.2\.file .*not a file/),
    })
  })

  it('is refused with every picture that can’t be drawn, naming the places and what was found', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'good.png'), await halves('png'))
    await writeFile(join(folder, 'huge.png'), hugePng(30_000, 30_000))
    const timeline = timelineOf([1, 1, 1])
    const image = (file: string) => ({ kind: 'image', file, alt: 'A test' })
    timeline.tracks.scenes[0]!.visual = image('good.png')
    timeline.tracks.scenes[1]!.visual = image('huge.png')
    timeline.tracks.scenes[2]!.visual = {
      kind: 'gallery',
      items: [
        { file: 'good.png', alt: 'A test' },
        { file: 'lost.png', alt: 'A test' },
      ],
    }
    const branded = { ...timeline, brand: { name: 'Atlas', logo: { file: 'no.svg' } } }
    const refusal: unknown = await checkTimelineFiles(branded, folder).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'TIMELINE_INVALID' })
    expect((refusal as { details: { errors: string[] } }).details.errors).toEqual([
      expect.stringMatching(/^brand\.logo\.file must be .*no such file/),
      expect.stringMatching(/^tracks\.scenes\.1\.visual\.file must be .*30000 × 30000 pixels/),
      expect.stringMatching(/^tracks\.scenes\.2\.visual\.items\.1\.file must be .*"lost\.png": no such file/),
    ])
  })
})

const voice = (startSeconds: number, durationSeconds: number) => ({ startSeconds, durationSeconds, file: 'voice.wav' })

const cue = (startSeconds: number, endSeconds: number) => ({
  startSeconds,
  endSeconds,
  lines: [[{ text: 'word', startSeconds, endSeconds }]],
})

import { describe, expect, it } from 'vitest'
import type { Timeline } from '@mavs/core'
import { concatList } from '../../../packages/render/src/encoding/join.ts'
import { segmentKey } from '../../../packages/render/src/encoding/segment-key.ts'
import { planSegments } from '../../../packages/render/src/encoding/segments.ts'
import { timelineOf } from '../support/timelines.ts'

const makers = { renderer: 'r', ffmpeg: 'f' }
const keysOf = (timeline: Timeline) => planSegments(timeline).map((segment) => segmentKey(timeline, segment, makers))

/** Which segments of three get another key by a change. */
function changedBy(change: (timeline: Timeline) => void, crossfadeSeconds = 0): number[] {
  const before = timelineOf([2, 3, 4], { crossfadeSeconds })
  const after = structuredClone(before)
  change(after)
  const [old, now] = [keysOf(before), keysOf(after)]
  return now.flatMap((key, index) => (key === old[index] ? [] : [index]))
}

describe('the segments of a timeline', () => {
  it('begin where scenes begin', () => {
    expect(planSegments(timelineOf([2, 3.1, 4]))).toEqual([
      { startFrame: 0, endFrame: 60 },
      { startFrame: 60, endFrame: 153 },
      { startFrame: 153, endFrame: 273 },
    ])
  })

  it('end after a transition when the scene goes on for long, so that the scene before can change alone', () => {
    const timeline = timelineOf([2, 6, 3], { crossfadeSeconds: 0.5 })
    expect(planSegments(timeline).map(({ startFrame }) => startFrame)).toEqual([0, 60, 90, 240])
    const other = structuredClone(timeline)
    other.tracks.scenes[0]!.visual = { kind: 'statement', text: 'New' }
    const [old, now] = [keysOf(timeline), keysOf(other)]
    expect(now.map((key, index) => key !== old[index])).toEqual([true, true, false, false])
  })

  it('are never shorter than a second, and cover every frame once', () => {
    const segments = planSegments(timelineOf([0.1, 0.2, 3, 0.5, 0.4, 2, 0.3]))
    expect(segments.every(({ startFrame, endFrame }) => endFrame - startFrame >= 30)).toBe(true)
    expect(segments.map((segment) => segment.startFrame)).toEqual([
      0,
      ...segments.slice(0, -1).map((segment) => segment.endFrame),
    ])
    expect(segments.at(-1)?.endFrame).toBe(195)
    expect(planSegments(timelineOf([0.2]))).toEqual([{ startFrame: 0, endFrame: 6 }])
  })

  it('are listed with durations whose sum does not drift', () => {
    const segments = Array.from({ length: 400 }, (_, index) => ({
      startFrame: index * 31,
      endFrame: index * 31 + 31,
      file: "/a'b",
    }))
    const list = concatList(segments, 30)
    const sum = [...list.matchAll(/duration ([\d.]+)/g)].reduce(
      (total, [, seconds]) => total + Math.round(Number(seconds) * 1e6),
      0,
    )
    expect(sum).toBe(Math.round((400 * 31 * 1e6) / 30))
    expect(list).toContain(String.raw`file '/a'\''b'`)
  })
})

describe('the key of a segment', () => {
  it('changes with its scene only', () => {
    expect(changedBy(({ tracks }) => void (tracks.scenes[1]!.visual = { kind: 'statement', text: 'New' }))).toEqual([1])
  })

  it('changes with the scene before when it comes in over that', () => {
    const change = ({ tracks }: Timeline) => void (tracks.scenes[1]!.visual = { kind: 'statement', text: 'New' })
    expect(changedBy(change, 0.5)).toEqual([1, 2])
  })

  it('changes with how the next scene comes in, because that decides how this one leaves', () => {
    const change = ({ tracks }: Timeline) =>
      void (tracks.scenes[2]!.transition = { kind: 'crossfade', durationSeconds: 0.4 })
    expect(changedBy(change)).toEqual([1, 2, 3])
  })

  it('stays when the scene moves in time with its captions', () => {
    const timeline = withCaption(timelineOf([2, 3, 4]), 2.5)
    const moved = withCaption(timelineOf([2.4, 3, 4]), 2.9)
    expect(keysOf(moved).slice(1)).toEqual(keysOf(timeline).slice(1))
    expect(keysOf(moved)[0]).not.toBe(keysOf(timeline)[0])
  })

  it('changes with a caption over it, unless captions are not drawn', () => {
    expect(changedBy((timeline) => withCaption(timeline, 2.5))).toEqual([1])
    expect(changedBy((timeline) => withCaption(timeline, 4.8))).toEqual([1, 2])
    const silent = timelineOf([2, 3], { burnCaptions: false })
    expect(keysOf(withCaption(structuredClone(silent), 1))).toEqual(keysOf(silent))
  })

  it.each<[string, (timeline: Timeline) => void]>([
    ['style', (timeline) => void (timeline.style = 'casual')],
    ['seed', (timeline) => void timeline.seed++],
    ['rate factor', (timeline) => void timeline.crf++],
    ['title', (timeline) => void (timeline.title = 'Another')],
    ['width', (timeline) => void (timeline.format.widthPx = 640)],
    ['language', (timeline) => void (timeline.language = 'de')],
    ['brand', (timeline) => void (timeline.brand = { name: 'Atlas' })],
  ])('changes everywhere with the %s', (_, change) => {
    expect(changedBy(change)).toEqual([0, 1, 2])
  })

  it('changes with the look of the captions, which all segments share', () => {
    expect(changedBy((timeline) => void (timeline.captionLook = 'karaoke'))).toEqual([0, 1, 2])
  })

  it('changes where a file is shown whose content is another', () => {
    const timeline = timelineOf([2, 2, 2])
    const keysWith = (digest: string) =>
      planSegments(timeline).map((segment) =>
        segmentKey(timeline, segment, makers, (sceneId) => (sceneId === 'scene-2' ? [digest] : [])),
      )
    const [before, after] = [keysWith('a'), keysWith('b')]
    expect(before.map((key, index) => key !== after[index])).toEqual([false, true, false])
  })

  it('does not change with the sound, and does with the makers', () => {
    expect(changedBy((timeline) => void (timeline.audioBitrateKbps = 96))).toEqual([])
    const timeline = timelineOf([2])
    const [segment] = planSegments(timeline)
    const keys = [makers, { ...makers, renderer: 's' }, { ...makers, ffmpeg: 'g' }].map((by) =>
      segmentKey(timeline, segment!, by),
    )
    expect(new Set(keys).size).toBe(3)
  })
})

function withCaption(timeline: Timeline, startSeconds: number): Timeline {
  const word = { text: 'word', startSeconds, endSeconds: startSeconds + 0.3 }
  timeline.tracks.captions.push({ startSeconds, endSeconds: startSeconds + 0.3, lines: [[word]] })
  return timeline
}

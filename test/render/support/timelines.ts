import { Timeline, type TimelineInput } from '@mavs/core'

/** Scenes of the given lengths in seconds, one after the other; from the second on they may come in by a crossfade. */
export function timelineOf(
  lengths: readonly number[],
  options: Partial<TimelineInput> & { readonly crossfadeSeconds?: number } = {},
): Timeline {
  const { crossfadeSeconds = 0, ...rest } = options
  let startSeconds = 0
  const scenes = lengths.map((length, index) => {
    const scene = {
      id: `scene-${index + 1}`,
      startSeconds,
      endSeconds: startSeconds + length,
      visual: { kind: 'statement' as const, text: `Scene number ${index + 1}` },
      transition:
        index > 0 && crossfadeSeconds > 0
          ? { kind: 'crossfade' as const, durationSeconds: crossfadeSeconds }
          : { kind: 'cut' as const, durationSeconds: 0 },
    }
    startSeconds += length
    return scene
  })
  return Timeline.parse({
    version: 1,
    title: 'A test',
    format: { widthPx: 320, heightPx: 180, frameRate: 30 },
    durationSeconds: startSeconds,
    style: 'professional',
    seed: 1,
    tracks: { scenes },
    ...rest,
  } satisfies TimelineInput)
}

import type { Script, Timeline } from '@mavs/core'
import { formatVtt } from '@mavs/render'

/** A WebVTT chapters file: one chapter a scene, titled with the scene's headline. */
export function formatChapters(timeline: Timeline, script: Script): string {
  const headlines = new Map(script.scenes.map((scene) => [scene.id, scene.headline]))
  return formatVtt(
    timeline.tracks.scenes.map(({ id, startSeconds, endSeconds }) => ({
      startSeconds,
      endSeconds,
      lines: [headlines.get(id) ?? id],
    })),
  )
}

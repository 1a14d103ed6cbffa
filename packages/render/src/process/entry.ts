import type { Timeline } from '@mavs/core'
import { mixAudio } from '../audio/mix.ts'
import { createFrameDrawer } from '../drawing/frame-drawer.ts'
import { renderTimeline } from '../encoding/render-timeline.ts'
import { measureVideo } from '../probing/measure.ts'
import { loadSceneKinds } from '../scenes/load-kinds.ts'
import { serveOneTask } from './child.ts'
import { rendererFingerprint } from './fingerprint.ts'

// The program of the render process.
serveOneTask(async (task, options) => {
  switch (task.operation) {
    case 'render': {
      const kinds = await loadSceneKinds(task.kinds)
      const parts = {
        ffmpeg: task.ffmpeg,
        fingerprint: rendererFingerprint(task.kinds.map(({ module }) => module)),
        createDrawer: (timeline: Timeline) => createFrameDrawer(timeline, { kinds }),
        mixAudio,
      }
      return renderTimeline(task.request, options, parts)
    }
    case 'measure':
      return measureVideo(task.ffmpeg, task.file, options)
    case 'still': {
      const drawer = await createFrameDrawer(task.timeline, { kinds: await loadSceneKinds(task.kinds) })
      drawer.draw(task.frame)
      return drawer.png()
    }
  }
})

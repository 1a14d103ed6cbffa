import { mixAudio } from '../audio/mix.ts'
import { createFrameDrawer } from '../drawing/frame-drawer.ts'
import { renderTimeline } from '../encoding/render-timeline.ts'
import { measureVideo } from '../probing/measure.ts'
import { serveOneTask } from './child.ts'
import { rendererFingerprint } from './fingerprint.ts'

// The program of the render process.
serveOneTask(async (task, options) => {
  switch (task.operation) {
    case 'render': {
      const parts = {
        ffmpeg: task.ffmpeg,
        fingerprint: rendererFingerprint(),
        createDrawer: createFrameDrawer,
        mixAudio,
      }
      return renderTimeline(task.request, options, parts)
    }
    case 'measure':
      return measureVideo(task.ffmpeg, task.file, options)
    case 'still': {
      const drawer = await createFrameDrawer(task.timeline)
      drawer.draw(task.frame)
      return drawer.png()
    }
  }
})

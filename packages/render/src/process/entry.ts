import module from 'node:module'
import type { Timeline } from '@mavs/core'
import { serveOneTask, type TaskHandler } from './child.ts'

// The program of the render process. Each task loads what it needs and nothing else, from the machine's cache of compiled
// code where Node.js has one: this is most of its start.
module.enableCompileCache?.()
serveOneTask(async (task, options) => {
  switch (task.operation) {
    case 'render':
      return render(task, options)
    case 'measure': {
      const { measureVideo } = await import('../probing/measure.ts')
      return measureVideo(task.ffmpeg, task.file, options)
    }
    case 'still': {
      spareSystemFonts(task.timeline)
      const { createDrawer } = await loadDrawing(task.kinds, task.directory)
      const drawer = await createDrawer(task.timeline)
      drawer.draw(task.frame)
      return drawer.png()
    }
  }
})

type TaskFor<Operation> = Extract<Parameters<TaskHandler>[0], { readonly operation: Operation }>

async function render(task: TaskFor<'render'>, options: Parameters<TaskHandler>[1]) {
  spareSystemFonts(task.request.timeline)
  const { narration, music } = task.request.timeline.tracks
  const isHeard = narration.length + music.length > 0
  const [mix, { renderTimeline }, { rendererFingerprint }, { createDrawer }] = await Promise.all([
    isHeard ? import('../audio/mix.ts') : undefined,
    import('../encoding/render-timeline.ts'),
    import('./fingerprint.ts'),
    loadDrawing(task.kinds, task.request.directory),
  ])
  const fingerprint = rendererFingerprint(task.kinds.map(({ module }) => module))
  return renderTimeline(task.request, options, {
    ffmpeg: task.ffmpeg,
    fingerprint,
    createDrawer,
    mixAudio: mix?.mixAudio,
  })
}

async function loadDrawing(modules: TaskFor<'render'>['kinds'], directory: string) {
  const [{ createFrameDrawer }, { loadSceneKinds }] = await Promise.all([
    import('../drawing/frame-drawer.ts'),
    import('../scenes/load-kinds.ts'),
  ])
  const kinds = await loadSceneKinds(modules)
  return { createDrawer: (timeline: Timeline) => createFrameDrawer(timeline, { kinds, directory }) }
}

/** Looking through the machine's fonts is a third of the start, and no text in Latin letters needs them. */
function spareSystemFonts(timeline: Timeline): void {
  if (/[^\u0020-\u024F\u2010-\u2026]/u.test(JSON.stringify(timeline))) return
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1'
}

import module from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import type { Ffmpeg } from '../media/ffmpeg.ts'
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
      return withFolder(async (workDirectory) => {
        const drawer = await createDrawer(task.timeline, workDirectory, options.signal, task.ffmpeg)
        await drawer.prepare(task.frame, task.frame + 1)
        drawer.draw(task.frame)
        return drawer.png().finally(() => drawer.close())
      })
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
    createDrawer: (timeline, workDirectory, signal) => createDrawer(timeline, workDirectory, signal, task.ffmpeg),
    mixAudio: mix?.mixAudio,
  })
}

async function loadDrawing(modules: TaskFor<'render'>['kinds'], directory: string) {
  const [{ createFrameDrawer }, { loadSceneKinds }] = await Promise.all([
    import('../drawing/frame-drawer.ts'),
    import('../scenes/load-kinds.ts'),
  ])
  const kinds = await loadSceneKinds(modules)
  return {
    createDrawer: (timeline: Timeline, workDirectory: string, signal: AbortSignal, ffmpeg: Ffmpeg | undefined) =>
      createFrameDrawer(timeline, {
        kinds,
        directory,
        ...(ffmpeg && { footageTools: { ffmpeg, workDirectory, signal } }),
      }),
  }
}

/** A folder that is gone afterwards. */
async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'mavs-still-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Looking through the machine's fonts is a third of the start, and no text in Latin letters needs them. */
function spareSystemFonts(timeline: Timeline): void {
  if (/[^\u0020-\u024F\u2010-\u2026]/u.test(JSON.stringify(timeline))) return
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1'
}

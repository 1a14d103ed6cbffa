import { serveOneTask } from '../../../packages/render/src/process/child.ts'
import { renderTimeline } from '../../../packages/render/src/encoding/render-timeline.ts'
import { testParts } from './parts.ts'

// A render process that draws the tests' pictures; the title of the timeline says how it misbehaves.
serveOneTask(async (task, options) => {
  if (task.operation !== 'render') throw new Error('not implemented')
  const { title } = task.request.timeline
  if (title === 'crashes') process.abort()
  if (title === 'throws outside') setImmediate(() => JSON.parse('{'))
  if (title === 'blocks') for (;;) Math.random()
  return renderTimeline(task.request, options, await testParts({ ffmpeg: task.ffmpeg }))
})

import { STAGES, type SessionDocument, type SessionEvent, type SessionStage, type Stage } from '@mavs/core'
import { MultiBar } from 'cli-progress'
import { printable, wrap } from './text.ts'

/** Shows how a session comes along. */
export interface Display {
  event(event: SessionEvent): void
  /** A sentence about the way to the session. */
  notice(text: string): void
  /** Called about once a second with the newest status. */
  tick(document: SessionDocument): void
  end(): void
}

const LABELS: Readonly<Record<SessionStage, string>> = {
  initializing: 'waiting to start',
  researching: 'researching',
  scripting: 'writing the script',
  asset_sourcing: 'finding pictures',
  audio_generation: 'speaking and composing',
  video_assembly: 'drawing and encoding',
  finalizing: 'checking the result',
  completed: 'done',
}

/** A progress bar on a terminal: stage, percent, elapsed time and what is left; warnings stand above it. */
export function createBar(stream: NodeJS.WritableStream, columns: number, startedAt: number): Display {
  // Only with several bars can the library print lines above them.
  const bars = new MultiBar({
    stream,
    barsize: Math.max(8, Math.min(32, columns - 66)),
    format: ' {bar} {percentage}%  {stage}  {elapsed} elapsed{left}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    gracefulExit: false,
    emptyOnZero: true,
    forceRedraw: true,
  })
  const bar = bars.create(100, 0, { stage: LABELS.initializing, elapsed: '0s', left: '' })
  const stages = createStages()
  let percent = 0
  // A status may be older than the newest event.
  const rise = (progress: number) => (percent = Math.max(percent, Math.floor(progress * 100)))
  return {
    event(event) {
      stages.event(event)
      if (event.type === 'stage-progress')
        bar.update(rise(event.progress), { stage: LABELS[stages.earliest() ?? event.stage] })
      if (event.type === 'warning') bars.log(noteLines(event.warning.message, columns))
    },
    notice: (text) => bars.log(noteLines(text, columns)),
    tick(document) {
      bar.update(rise(document.progress), {
        stage: LABELS[stages.earliest() ?? document.stage],
        elapsed: duration((Date.now() - startedAt) / 1000),
        left: remaining(document),
      })
    },
    end() {
      bars.update()
      bars.stop()
    },
  }
}

const noteLines = (message: string, columns: number): string =>
  wrap(printable(message), columns - 4)
    .map((line, index) => `${index === 0 ? ' ! ' : '   '}${line}\n`)
    .join('')

/** Which stages run; a session is said to be in the earliest. */
function createStages() {
  const running = new Set<Stage>()
  return {
    event(event: SessionEvent): void {
      if (event.type === 'stage-start' || event.type === 'stage-progress') running.add(event.stage)
      if (event.type === 'stage-end') running.delete(event.stage)
    },
    earliest: (): Stage | undefined => STAGES.find((stage) => running.has(stage)),
  }
}

/** Plain lines for pipes and logs: one when a stage starts and ends, and one for each warning. */
export function createLines(stream: NodeJS.WritableStream, startedAt: number): Display {
  const line = (text: string) => stream.write(`[${duration((Date.now() - startedAt) / 1000)}] ${text}\n`)
  return {
    event(event) {
      if (event.type === 'stage-start') line(`${event.stage}: started`)
      if (event.type === 'stage-end') line(`${event.stage}: done (${Math.floor(event.progress * 100)}%)`)
      if (event.type === 'warning') line(`warning: ${printable(event.warning.message)}`)
    },
    notice: line,
    tick() {},
    end() {},
  }
}

/** A display that shows nothing, for `--json`. */
export const silentDisplay: Display = { event() {}, notice() {}, tick() {}, end() {} }

function remaining(document: SessionDocument): string {
  if (document.estimated_completion === null) return ''
  const seconds = (Date.parse(document.estimated_completion) - Date.now()) / 1000
  return seconds > 0 ? `, about ${duration(seconds)} left` : ''
}

/** "1m 05s", "42s". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const minutes = Math.floor(whole / 60)
  return minutes === 0 ? `${whole}s` : `${minutes}m ${String(whole % 60).padStart(2, '0')}s`
}

import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ERROR_CODES, VideoError, type ErrorCode } from '@mavs/core/essentials'
import { removeLeftovers } from '../encoding/output.ts'
import type { Task, TaskResults, ToChild, ToParent } from './messages.ts'

/** How a task is watched, stopped and surrounded. */
export interface ProcessOptions {
  readonly signal: AbortSignal
  readonly report?: ((progress: number) => void) | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The program that is run. */
  readonly entry?: URL
}

/** After an abort the process may clean up for this long; then it is killed with everything that it started. */
const GRACE_MS = 600
const STDERR_BYTES = 4000
/** Room for young objects: drawing makes few that live on, and the default of 16 only fills memory. */
const YOUNG_MEGABYTES = 2
/**
 * Skia's allocator keeps what was freed. By default it gives pixels back to the system after each frame, which then has
 * to clear the same eight megabytes for the next one.
 */
const ALLOCATOR = { MIMALLOC_PURGE_DELAY: '-1' }

/**
 * Runs a task in a process of its own and resolves when that process is gone. Throws what the task threw, the signal's
 * reason after an abort, or `RENDER_FAILED` when the process ended without an answer.
 */
export async function runTask<Operation extends Task['operation']>(
  given: Extract<Task, { operation: Operation }>,
  options: ProcessOptions,
): Promise<TaskResults[Operation]> {
  options.signal.throwIfAborted()
  const task: Task = given
  const child = start(options)
  const answer = await untilGone(child, task, options)
  if (answer?.kind !== 'done' && task.operation === 'render') await removeLeftovers(task.request, child.pid)
  options.signal.throwIfAborted()
  if (answer?.kind === 'done') return answer.result as TaskResults[Operation]
  throw answer?.kind === 'failed' ? revive(answer.error) : crashed(child, task)
}

const ownEntry = (): URL => new URL(import.meta.url.endsWith('.ts') ? './entry.ts' : './entry.js', import.meta.url)

function start({ environment, entry = ownEntry() }: ProcessOptions): ChildProcess {
  return fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...ALLOCATOR, ...environment },
    // A group of its own, so that it can be ended with all its children, and Ctrl-C reaches the parent only.
    detached: process.platform !== 'win32',
    execArgv: [...inherited(), `--max-semi-space-size=${YOUNG_MEGABYTES}`],
  })
}

/** A debugger's port would be taken. */
const inherited = (): string[] => process.execArgv.filter((argument) => !argument.startsWith('--inspect'))

/** Hands the task over and waits for the process's end; answers with its last word, if it had one. */
async function untilGone(
  child: ChildProcess,
  task: Task,
  { signal, report }: ProcessOptions,
): Promise<Exclude<ToParent, { kind: 'progress' }> | undefined> {
  let answer: Exclude<ToParent, { kind: 'progress' }> | undefined
  let killing: NodeJS.Timeout | undefined
  const tell = (message: ToChild) => child.connected && child.send(message, () => {})
  const abort = () => {
    tell({ kind: 'abort' })
    killing ??= setTimeout(() => killGroup(child), GRACE_MS)
  }
  signal.addEventListener('abort', abort)
  child.on('message', (message: ToParent) => {
    if (message.kind !== 'progress') answer = message
    else if (!signal.aborted) report?.(message.share)
  })
  tell({ kind: 'start', task })
  await ended(child)
  clearTimeout(killing)
  signal.removeEventListener('abort', abort)
  // The process may have been killed from outside; what it started goes with it.
  if (!answer) killGroup(child)
  return answer
}

const lastWords = new WeakMap<ChildProcess, string>()

async function ended(child: ChildProcess): Promise<void> {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-STDERR_BYTES)
    lastWords.set(child, text)
  })
  await new Promise<void>((resolve) => {
    child.once('error', (error) => {
      lastWords.set(child, error.message)
      if (child.pid === undefined) resolve()
    })
    child.once('exit', () => resolve())
  })
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

function revive({ code, message, details }: { code: string; message: string; details: object }): VideoError {
  const known = code in ERROR_CODES ? (code as ErrorCode) : 'RENDER_FAILED'
  return new VideoError(known, message, { details: { ...details } })
}

function crashed(child: ChildProcess, task: Task): VideoError {
  const how = child.signalCode ? `was ended by ${child.signalCode}` : `ended with exit code ${child.exitCode}`
  const memory = child.signalCode === 'SIGKILL' ? ' (is the machine out of memory?)' : ''
  const said = reasonIn(lastWords.get(child) ?? '')
  const message = `Operation ${task.operation}: the render process ${how}${memory}${said ? `: ${said}` : ''}`
  return new VideoError('RENDER_FAILED', message, { details: { signal: child.signalCode, exitCode: child.exitCode } })
}

/** The line that names the error, or else the last ones. */
function reasonIn(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.find((line) => /error\b.*:/i.test(line)) ?? lines.slice(-3).join(' ')
}

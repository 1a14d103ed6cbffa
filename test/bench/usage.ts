import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What a piece of work took. */
export interface Usage {
  readonly wallSeconds: number
  /** Of this process and of all its children that have ended; undefined where the system does not tell. */
  readonly cpuSeconds: number | undefined
  /** The highest resident memory of a watched child, in bytes. */
  readonly peakBytes: number | undefined
}

const CLOCK_TICKS_PER_SECOND = 100
const POLL_MS = 50

/** Does the work and measures it. `watched` picks the child whose memory counts, by its command line. */
export async function measured(work: () => Promise<unknown>, watched?: RegExp): Promise<Usage> {
  let peakBytes: number | undefined
  let child: string | undefined
  const poll = () => {
    child ??= watched && childWith(watched)
    peakBytes = Math.max(peakBytes ?? 0, child === undefined ? 0 : peakOf(child)) || undefined
  }
  const polling = setInterval(poll, POLL_MS)
  const [cpu, started] = [cpuSeconds(), performance.now()]
  try {
    await work()
  } finally {
    clearInterval(polling)
  }
  const now = cpuSeconds()
  const wallSeconds = (performance.now() - started) / 1000
  return { wallSeconds, cpuSeconds: cpu === undefined || now === undefined ? undefined : now - cpu, peakBytes }
}

/** The middle of some usages, each figure by itself. */
export function median(usages: readonly Usage[]): Usage {
  const middle = (values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined).toSorted((a, b) => a - b)
    return known[Math.floor(known.length / 2)]
  }
  return {
    wallSeconds: middle(usages.map((usage) => usage.wallSeconds))!,
    cpuSeconds: middle(usages.map((usage) => usage.cpuSeconds)),
    peakBytes: middle(usages.map((usage) => usage.peakBytes)),
  }
}

/** Time on processors: user and system, own and waited-for children's (proc(5), /proc/pid/stat, fields 14 to 17). */
function cpuSeconds(): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  const text = readFileSync('/proc/self/stat', 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / CLOCK_TICKS_PER_SECOND
}

/**
 * The process id of this process's child with a matching command line. It is looked for once: to read all of /proc twenty
 * times a second takes a tenth of a second or more, which would count as rendering.
 */
function childWith(commandLine: RegExp): string | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      const parent = /^PPid:\s+(\d+)/m.exec(textOf(`/proc/${name}/status`))?.[1]
      return Number(parent) === process.pid && commandLine.test(textOf(`/proc/${name}/cmdline`))
    })
}

/** The high-water mark of a process's memory, in bytes; 0 when it is gone. */
const peakOf = (child: string): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(textOf(`/proc/${child}/status`))?.[1] ?? 0) * 1024

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

import { readFileSync } from 'node:fs'
import { freemem } from 'node:os'

/**
 * Bytes that this process may still use: what the machine has, or its control group (version 2) allows. What a control
 * group keeps of files in memory counts as free, for it is given up when needed.
 */
export function availableMemoryBytes(groupDirectory = '/sys/fs/cgroup'): number {
  return Math.min(freemem(), groupHeadroomBytes(groupDirectory) ?? Number.POSITIVE_INFINITY)
}

function groupHeadroomBytes(directory: string): number | undefined {
  try {
    const read = (name: string) => readFileSync(`${directory}/${name}`, 'utf8')
    const limit = Number(read('memory.max'))
    if (!Number.isFinite(limit)) return undefined
    const files = [...read('memory.stat').matchAll(/^(?:in)?active_file (\d+)$/gm)].map(([, bytes]) => Number(bytes))
    const used = Number(read('memory.current')) - files.reduce((sum, bytes) => sum + bytes, 0)
    return Math.max(0, limit - used)
  } catch {
    return undefined
  }
}

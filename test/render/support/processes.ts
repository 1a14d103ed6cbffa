import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** A process of this machine (Linux). */
export interface FoundProcess {
  readonly id: number
  readonly parentId: number
  readonly command: string
}

/** All processes. */
export function processes(): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        const parentId = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
        return [{ id: Number(name), parentId, command }]
      } catch {
        return []
      }
    })
}

/** Waits until something is found; throws after ten seconds. */
export async function eventually<Value>(find: () => Value | undefined | false, what: string): Promise<Value> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const found = find()
    if (found) return found
    await wait(50)
  }
  throw new Error(`Waited in vain for ${what}`)
}

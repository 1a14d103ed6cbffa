import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createVideoSystem, type Plugin } from '@mavs/core'
import { countedAgentsPlugin } from '../counted-agents.ts'

/* Works on the sessions of a data directory; after a given call its agents wait until they are aborted. */
const [dataDirectory = '', log = '', pauseAfter = ''] = process.argv.slice(2)

const onFinished = async (name: string, signal: AbortSignal) => {
  if (name !== pauseAfter) return
  // The call is over and recorded: whoever takes over must not repeat it.
  process.stdout.write('waiting\n')
  const ids = readdirSync(join(dataDirectory, 'sessions'))
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  appendFileSync(log, 'aborted\n')
  // A tool that was just writing when it was stopped.
  await delay(300)
  for (const id of ids) {
    mkdirSync(join(dataDirectory, 'sessions', id), { recursive: true })
    writeFileSync(join(dataDirectory, 'sessions', id, 'late.wav'), 'late')
  }
  throw signal.reason
}
const plugin: Plugin = countedAgentsPlugin({ log, onFinished })
const system = await createVideoSystem({ dataDirectory, plugins: [plugin], environment: {}, leaseMs: 300 })
await system.idle()
await system.close()

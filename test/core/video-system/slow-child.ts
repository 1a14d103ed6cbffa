import { appendFileSync } from 'node:fs'
import { createVideoSystem, type Plugin } from '@mavs/core'
import { countedAgentsPlugin } from '../counted-agents.ts'

/* Works on the sessions of a data directory; after a given call its agents wait until they are aborted. */
const [dataDirectory = '', log = '', pauseAfter = ''] = process.argv.slice(2)

const onFinished = async (name: string, signal: AbortSignal) => {
  if (name !== pauseAfter) return
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  appendFileSync(log, 'aborted\n')
  throw signal.reason
}
const plugin: Plugin = countedAgentsPlugin({ log, onFinished })
const system = await createVideoSystem({ dataDirectory, plugins: [plugin], environment: {}, leaseMs: 300 })
await system.idle()
await system.close()

import { createVideoSystem } from '@mavs/core'
import { countedAgentsPlugin } from '../counted-agents.ts'

/* Works on the sessions of a data directory and kills itself in the instant in which a given call has finished. */
const [dataDirectory = '', log = '', killAfter = ''] = process.argv.slice(2)

const onFinished = (name: string) => {
  if (name === killAfter) process.kill(process.pid, 'SIGKILL')
}
const system = await createVideoSystem({
  dataDirectory,
  plugins: [countedAgentsPlugin({ log, onFinished })],
  environment: {},
  leaseMs: 300,
})
await system.idle()
await system.close()

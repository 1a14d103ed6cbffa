import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createVideoSystem } from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { createServer } from '@mavs/server'

/*
 * A server over the data directory in its argument, whose agents take a moment, so that there is something to kill.
 * Prints its address.
 */
const samples = sampleAgents()
const system = await createVideoSystem({
  dataDirectory: process.argv[2]!,
  leaseMs: 600,
  concurrency: 2,
  privateWebhooks: true,
  plugins: [
    sampleAgentsPlugin({
      script: {
        name: 'slow-script',
        async write(input, context) {
          await delay(400, undefined, { signal: context.signal })
          return samples.script.write(input, context)
        },
      },
    }),
  ],
})
const http = createHttpServer(createServer(system, { version: '1.2.3' }).callback())
http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}`))

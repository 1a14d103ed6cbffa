import { createServer as createHttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Router } from '@koa/router'
import { createVideoSystem } from '@mavs/core'
import { createServer } from '@mavs/server'
import Koa from 'koa'
import send from 'send'

/*
 * A server over a data directory, and beside it in the same process a bare Koa application that answers the given paths
 * with the same bytes. Tells its parent both addresses; answers its questions about memory and the event loop.
 */
const [dataDirectory, session, ...paths] = process.argv.slice(2) as [string, string, ...string[]]
const system = await createVideoSystem({ dataDirectory, offline: true })
const served = await listen(createServer(system, { version: '1.0.0', rateLimits: false }).callback())
const bare = await listen(await bareApplication(served))
const delays = monitorEventLoopDelay({ resolution: 5 })
process.on('message', (question: 'memory' | 'reset' | 'delay') => {
  if (question === 'reset') delays.reset()
  globalThis.gc?.()
  process.send!({ memoryBytes: process.memoryUsage().rss, delayMs: delays.percentile(99) / 1e6 })
})
delays.enable()
process.send!({ served, bare })

async function listen(listener: RequestListener): Promise<string> {
  const server = createHttpServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The least that Koa with its router can do: bytes that are there already, and a file by `send`. */
async function bareApplication(address: string): Promise<RequestListener> {
  const router = new Router()
  for (const path of paths) {
    const body = Buffer.from(await (await fetch(`${address}${path}`)).arrayBuffer())
    const handler: Parameters<typeof router.get>[1] = (context) => {
      context.type = 'application/json; charset=utf-8'
      context.body = body
    }
    router.get(path.split('?')[0]!.replace(session, ':session_id'), handler)
  }
  const { path: file } = await system.open(session, 'video')
  router.get('/videos/:session_id/download', (context) => {
    context.respond = false
    send(context.req, file).pipe(context.res)
  })
  const app = new Koa()
  app.use(router.routes())
  return app.callback()
}

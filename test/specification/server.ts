import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVideoSystem, type VideoSystem } from '@mavs/core'
import { createServer } from '@mavs/server'
import { createConformance } from '../server/conformance.ts'

/** A whole server on a port of its own, with a directory for what clients write. */
export interface RunningServer {
  readonly system: VideoSystem
  /** As clients know it, without a slash at its end. */
  readonly address: string
  readonly directory: string
  /** Stops it; throws when an answer was not as the OpenAPI document says. */
  close(): Promise<void>
}

/** Starts a server with everything that is built in. `createId` decides how sessions are called. */
export async function startServer(options: { readonly createId?: () => string } = {}): Promise<RunningServer> {
  const directory = mkdtempSync(join(tmpdir(), 'mavs-clients-'))
  const { PATH, HOME, FFMPEG_PATH } = process.env
  const environment = { PATH, HOME, FFMPEG_PATH }
  const system = await createVideoSystem({
    dataDirectory: join(directory, 'data'),
    offline: true,
    environment,
    privateWebhooks: true,
    ...options,
  })
  const { watch, violations } = createConformance()
  const http = createHttpServer(watch(createServer(system, { version: '1.2.3' }).callback()))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    system,
    address: `http://localhost:${(http.address() as AddressInfo).port}`,
    directory,
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await system.close()
      rmSync(directory, { recursive: true, force: true })
      if (violations.length > 0) throw new Error(`Answers differ from the document:\n${violations.join('\n')}`)
    },
  }
}

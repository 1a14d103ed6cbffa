import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVideoSystem, type VideoSystem } from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'
import { listen, type Listening, type ListenOptions } from '@mavs/server'
import { onTestFinished } from 'vitest'

type Agents = NonNullable<Parameters<typeof sampleAgentsPlugin>[0]>

/** A server that listens on a free port over a real system with quick agents; both close when the test has finished. */
export async function startListening(
  options: Partial<ListenOptions> & { readonly agents?: Agents; readonly worker?: boolean } = {},
): Promise<Listening & { readonly system: VideoSystem; readonly port: number }> {
  const { agents, worker = false, ...rest } = options
  const directory = mkdtempSync(join(tmpdir(), 'mavs-listening-'))
  const plugins = [sampleAgentsPlugin(agents)]
  const system = await createVideoSystem({ dataDirectory: directory, plugins, environment: {}, worker })
  const server = await listen(system, { version: '1.2.3', port: 0, ...rest })
  onTestFinished(async () => {
    await server.close()
    await system.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return { ...server, system, port: Number(new URL(server.address).port) }
}

/** A bare connection, and all that came over it until it was closed. */
export function openSocket(port: number): { readonly socket: Socket; readonly all: Promise<string> } {
  const socket = connect(port, '127.0.0.1')
  const all = new Promise<string>((resolve) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    socket.on('error', () => {}).on('close', () => resolve(text))
  })
  onTestFinished(() => void socket.destroy())
  return { socket, all }
}

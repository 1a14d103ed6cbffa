import { fileURLToPath } from 'node:url'
import { createVideoSystem, isTerminal, type VideoRequestInput } from '@mavs/core'

/*
 * A process that works on one session: files the request in its arguments, unless one is there already, prints the
 * session's events as JSON lines, and ends with it. The tests kill it.
 */
const [dataDirectory, request] = process.argv.slice(2) as [string, string]
const system = await createVideoSystem({
  dataDirectory,
  offline: true,
  leaseMs: 1500,
  extraPlugins: [fileURLToPath(new URL('./counting-plugin.ts', import.meta.url))],
})
const [before] = (await system.list()).sessions
const session = before ?? (await system.generate(JSON.parse(request) as VideoRequestInput))
for await (const event of system.events(session.session_id)) process.stdout.write(`${JSON.stringify(event)}\n`)
const { status } = await system.status(session.session_id)
await system.close()
process.exitCode = isTerminal(status) ? 0 : 1

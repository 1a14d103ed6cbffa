import type { Server } from 'node:http'

const IDLE_CHECK_MS = 25

/** Stops listening, lets answers finish for a while, then cuts what is left. Resolves when no connection is open. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Connections fall idle one by one as their answers end.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(idle)
  clearTimeout(cut)
}

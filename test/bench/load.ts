import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVideoSystem } from '@mavs/core'
import autocannon from 'autocannon'
import { fillStore, timeStore, type StoreTimes } from './load-store.ts'

/** How the server does under load, each as a ratio to a bare application in the same process. */
export interface LoadResult {
  /** Requests a second of the server and of the bare application, by endpoint. */
  readonly throughput: Readonly<Record<string, { readonly served: number; readonly bare: number }>>
  /** Bytes a second of downloads. */
  readonly download: { readonly served: number; readonly bare: number }
  readonly store: { readonly small: StoreTimes; readonly large: StoreTimes }
  /** Resident memory before and after many requests, in bytes. */
  readonly memory: { readonly before: number; readonly after: number; readonly requests: number }
  /** The event loop's delay while a video renders: 99th percentile, in milliseconds. */
  readonly renderingDelayMs: number
  /** From an event to the last of its listeners, in milliseconds. */
  readonly fanOut: { readonly listeners: number; readonly lastMs: number }
}

const CHILD = fileURLToPath(new URL('./load-child.ts', import.meta.url))
const SMALL = 1000
const LARGE = 100_000
const SECONDS = 3
const TURNS = 3
const MEMORY_REQUESTS = 100_000
const LISTENERS = 500
const REQUEST = {
  prompt: 'Create a video about how bees find their way',
  duration_preference: 10,
  quality: 'low',
} as const

/** Measures the server over a store of a hundred thousand sessions. */
export async function benchLoad(folder: string): Promise<LoadResult> {
  const dataDirectory = join(folder, 'load')
  const session = await makeOne(dataDirectory)
  fillStore(dataDirectory, SMALL)
  const small = await timeStore(dataDirectory)
  fillStore(dataDirectory, LARGE)
  const large = await timeStore(dataDirectory)
  const paths = { status: `/videos/${session}/status`, list: '/videos?page=1&page_size=20', health: '/health' }
  const child = fork(CHILD, [dataDirectory, session, ...Object.values(paths)], { execArgv: ['--expose-gc'] })
  try {
    const [{ served, bare }] = (await once(child, 'message')) as [{ served: string; bare: string }]
    const throughput: Record<string, { served: number; bare: number }> = {}
    for (const [name, path] of Object.entries(paths)) {
      throughput[name] = await alternately((address) => requestsPerSecond(address + path), served, bare)
    }
    const path = `/videos/${session}/download`
    return {
      throughput,
      download: await alternately((address) => bytesPerSecond(address + path), served, bare),
      store: { small, large },
      memory: await memoryOver(child, served + paths.status),
      ...(await whileRendering(child, served)),
    }
  } finally {
    child.kill('SIGKILL')
  }
}

async function makeOne(dataDirectory: string): Promise<string> {
  const system = await createVideoSystem({ dataDirectory, offline: true })
  const { session_id: id } = await system.generate(REQUEST)
  await system.wait(id)
  await system.close()
  return id
}

/** The medians of a measurement taken in turn at both addresses. */
async function alternately(
  measure: (address: string) => Promise<number>,
  served: string,
  bare: string,
): Promise<{ served: number; bare: number }> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(await measure(served))
    theirs.push(await measure(bare))
  }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
  return { served: middle(ours), bare: middle(theirs) }
}

async function requestsPerSecond(url: string): Promise<number> {
  // Pipelined: otherwise a client that waits is woken for each answer, which costs the server more than the answer.
  const result = await autocannon({ url, connections: 20, pipelining: 10, duration: SECONDS })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return result.requests.average
}

async function bytesPerSecond(url: string): Promise<number> {
  return (await autocannon({ url, connections: 4, duration: SECONDS })).throughput.average
}

async function memoryOver(child: ChildProcess, url: string): Promise<LoadResult['memory']> {
  await autocannon({ url, connections: 16, amount: MEMORY_REQUESTS / 10 })
  const before = (await ask(child, 'memory')).memoryBytes
  await autocannon({ url, connections: 16, amount: MEMORY_REQUESTS })
  return { before, after: (await ask(child, 'memory')).memoryBytes, requests: MEMORY_REQUESTS }
}

async function ask(child: ChildProcess, question: string): Promise<{ memoryBytes: number; delayMs: number }> {
  child.send(question)
  const [answer] = (await once(child, 'message')) as [{ memoryBytes: number; delayMs: number }]
  return answer
}

/** Renders a video with many listeners to its events. */
async function whileRendering(
  child: ChildProcess,
  address: string,
): Promise<Pick<LoadResult, 'renderingDelayMs' | 'fanOut'>> {
  const answer = await fetch(`${address}/videos/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...REQUEST, duration_preference: 30, quality: 'high' }),
  })
  const { session_id: id } = (await answer.json()) as { session_id: string }
  const listening = Array.from({ length: LISTENERS }, () => endSeen(`${address}/videos/${id}/events`))
  await ask(child, 'reset')
  const delays = await Promise.all(listening)
  return {
    renderingDelayMs: (await ask(child, 'delay')).delayMs,
    fanOut: { listeners: LISTENERS, lastMs: Math.max(...delays) },
  }
}

/** How long after it happened a listener hears of a session's end, in milliseconds. */
function endSeen(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text = (text + chunk).slice(-4000)
        const at = /event: session-end[\s\S]*?"at":"([^"]+)"/.exec(text)?.[1]
        if (at !== undefined) resolve(Date.now() - Date.parse(at))
      })
      response.on('end', () => reject(new Error('The stream ended before the session.')))
    }).on('error', reject)
  })
}

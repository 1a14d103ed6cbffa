import { parentPort, workerData } from 'node:worker_threads'
import type { MusicRequest } from '@mavs/core'
import { compose } from './compose.ts'

/* Runs in a thread of its own: for every message it gets it hands over the next block of the piece, at last nothing. */
const blocks = compose(workerData as MusicRequest)[Symbol.iterator]()
parentPort?.on('message', () => {
  const { value } = blocks.next()
  parentPort?.postMessage(value, value ? [value.left.buffer as ArrayBuffer, value.right.buffer as ArrayBuffer] : [])
})

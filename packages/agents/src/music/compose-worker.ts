import { parentPort, workerData } from 'node:worker_threads'
import type { MusicRequest } from '@mavs/core'
import { compose } from './compose.ts'

/* Runs in a thread of its own: composes what it was started with, hands the samples over, and ends. */
const music = compose(workerData as MusicRequest)
parentPort?.postMessage(music, [music.left.buffer as ArrayBuffer, music.right.buffer as ArrayBuffer])

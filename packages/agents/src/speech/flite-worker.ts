import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { runProgram, type ProgramResult } from './flite-wasi.ts'
import { webAssembly, type WebAssemblyModule } from './webassembly.ts'

/** What the worker is started with. */
export interface FliteWorkerData {
  /** Path of flite.wasm. */
  readonly program: string
}

/** One command line for Flite, without the program's name. */
export interface FliteCommand {
  readonly id: number
  readonly arguments: readonly string[]
}

/** The answer to the command with the same id: what came of it, or why it could not be run. */
export type FliteReply =
  | { readonly id: number; readonly result: ProgramResult }
  | { readonly id: number; readonly error: string }

const { program } = workerData as FliteWorkerData
let compiled: Promise<WebAssemblyModule> | undefined

parentPort?.on('message', async (command: FliteCommand) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  parentPort?.postMessage(await answer(command))
})

async function answer(command: FliteCommand): Promise<FliteReply> {
  try {
    compiled ??= readFile(program).then((bytes) => webAssembly.compile(bytes))
    return { id: command.id, result: await runProgram(await compiled, ['flite', ...command.arguments]) }
  } catch (error) {
    compiled = undefined
    return { id: command.id, error: error instanceof Error ? error.message : String(error) }
  }
}

import { appendTo, contentsOf, createMemoryFile, type MemoryFile } from './memory-file.ts'
import { webAssembly, type WebAssemblyModule } from './webassembly.ts'

/** What one run of the program came to. */
export interface ProgramResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** Contents of the files it wrote, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** The program's memory; its buffer is replaced when it grows. */
interface ProgramMemory {
  readonly buffer: ArrayBuffer
}

/** WASI error numbers that the shim answers with (wasi_snapshot_preview1). */
const SUCCESS = 0
const BAD_DESCRIPTOR = 8
const NO_ENTRY = 44
const NOT_SEEKABLE = 70

/** The directory that paths are relative to; 0 to 2 are the standard streams. */
const ROOT_DESCRIPTOR = 3
const ALL_RIGHTS = 0x1fff_ffffn

class ProgramExit extends Error {
  readonly exitCode: number

  constructor(exitCode: number) {
    super(`exit ${exitCode}`)
    this.exitCode = exitCode
  }
}

/**
 * Runs a WASI program once, with a file system in memory and no standard input. Only the calls that Flite makes are
 * there. Node's own `node:wasi` is not used: it is experimental, and one of Flite's voices crashed the process with it.
 */
export async function runProgram(
  module: WebAssemblyModule,
  programArguments: readonly string[],
): Promise<ProgramResult> {
  const system = new MemorySystem(programArguments)
  const instance = await webAssembly.instantiate(module, { wasi_snapshot_preview1: system.calls() })
  system.memory = instance.exports['memory'] as ProgramMemory
  const start = instance.exports['_start'] as () => void
  let exitCode = 0
  try {
    start()
  } catch (error) {
    if (!(error instanceof ProgramExit)) throw error
    exitCode = error.exitCode
  }
  return { exitCode, ...system.output() }
}

/** One program's view of the world: arguments, clock, files in memory, and two streams that are kept. */
class MemorySystem {
  memory!: ProgramMemory
  readonly #arguments: readonly Uint8Array[]
  readonly #files = new Map<string, MemoryFile>()
  readonly #open = new Map<number, MemoryFile>()
  readonly #streams: { readonly 1: Uint8Array[]; readonly 2: Uint8Array[] } = { 1: [], 2: [] }
  #nextDescriptor = ROOT_DESCRIPTOR + 1

  constructor(programArguments: readonly string[]) {
    const encoder = new TextEncoder()
    this.#arguments = programArguments.map((argument) => encoder.encode(`${argument}\0`))
  }

  output(): Omit<ProgramResult, 'exitCode'> {
    const text = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('utf8')
    const files = [...this.#files].map(([name, file]) => [name, contentsOf(file)] as const)
    return { stdout: text(this.#streams[1]), stderr: text(this.#streams[2]), files: new Map(files) }
  }

  /** The imports that the program is linked with; names and signatures are WASI's. */
  calls(): Record<string, (...call: never[]) => number> {
    return {
      args_sizes_get: (count: number, size: number) => this.#argumentSizes(count, size),
      args_get: (pointers: number, buffer: number) => this.#copyArguments(pointers, buffer),
      clock_time_get: (_id: number, _precision: bigint, result: number) => this.#clock(result),
      fd_close: (descriptor: number) => (this.#open.delete(descriptor) ? SUCCESS : BAD_DESCRIPTOR),
      fd_fdstat_get: (descriptor: number, result: number) => this.#describe(descriptor, result),
      fd_fdstat_set_flags: () => SUCCESS,
      fd_prestat_get: (descriptor: number, result: number) => this.#describeRoot(descriptor, result),
      fd_prestat_dir_name: (descriptor: number, path: number) => this.#nameRoot(descriptor, path),
      fd_read: (_descriptor: number, _vectors: number, _count: number, result: number) => this.#endOfFile(result),
      fd_seek: (descriptor: number, offset: bigint, whence: number, result: number) =>
        this.#seek(descriptor, Number(offset), whence, result),
      fd_write: (descriptor: number, vectors: number, count: number, result: number) =>
        this.#write(descriptor, vectors, count, result),
      path_open: (...call: OpenCall) => this.#openFile(call[2], call[3], call[4], call[8]),
      proc_exit: (exitCode: number) => {
        throw new ProgramExit(exitCode)
      },
    }
  }

  get #view(): DataView {
    return new DataView(this.memory.buffer)
  }

  get #bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer)
  }

  #argumentSizes(count: number, size: number): number {
    this.#view.setUint32(count, this.#arguments.length, true)
    this.#view.setUint32(
      size,
      this.#arguments.reduce((sum, argument) => sum + argument.length, 0),
      true,
    )
    return SUCCESS
  }

  #copyArguments(pointers: number, buffer: number): number {
    let at = buffer
    for (const [index, argument] of this.#arguments.entries()) {
      this.#view.setUint32(pointers + 4 * index, at, true)
      this.#bytes.set(argument, at)
      at += argument.length
    }
    return SUCCESS
  }

  /** A clock that stands still: nothing that is heard may depend on the time. */
  #clock(result: number): number {
    this.#view.setBigUint64(result, 0n, true)
    return SUCCESS
  }

  #describe(descriptor: number, result: number): number {
    const isStream = descriptor < ROOT_DESCRIPTOR
    if (!isStream && descriptor !== ROOT_DESCRIPTOR && !this.#open.has(descriptor)) return BAD_DESCRIPTOR
    const [characterDevice, directory, regularFile] = [2, 3, 4]
    this.#bytes.fill(0, result, result + 24)
    this.#view.setUint8(
      result,
      isStream ? characterDevice! : descriptor === ROOT_DESCRIPTOR ? directory! : regularFile!,
    )
    this.#view.setBigUint64(result + 8, ALL_RIGHTS, true)
    this.#view.setBigUint64(result + 16, ALL_RIGHTS, true)
    return SUCCESS
  }

  #describeRoot(descriptor: number, result: number): number {
    if (descriptor !== ROOT_DESCRIPTOR) return BAD_DESCRIPTOR
    this.#view.setUint8(result, 0)
    this.#view.setUint32(result + 4, 1, true)
    return SUCCESS
  }

  #nameRoot(descriptor: number, path: number): number {
    if (descriptor !== ROOT_DESCRIPTOR) return BAD_DESCRIPTOR
    this.#bytes[path] = '.'.charCodeAt(0)
    return SUCCESS
  }

  #endOfFile(result: number): number {
    this.#view.setUint32(result, 0, true)
    return SUCCESS
  }

  #seek(descriptor: number, offset: number, whence: number, result: number): number {
    const file = this.#open.get(descriptor)
    if (!file) return descriptor < ROOT_DESCRIPTOR ? NOT_SEEKABLE : BAD_DESCRIPTOR
    const from = [0, file.position, file.sizeBytes][whence] ?? 0
    file.position = from + offset
    this.#view.setBigUint64(result, BigInt(file.position), true)
    return SUCCESS
  }

  #write(descriptor: number, vectors: number, count: number, result: number): number {
    let written = 0
    for (let index = 0; index < count; index++) {
      const start = this.#view.getUint32(vectors + 8 * index, true)
      const length = this.#view.getUint32(vectors + 8 * index + 4, true)
      const chunk = this.#bytes.slice(start, start + length)
      if (descriptor === 1 || descriptor === 2) this.#streams[descriptor].push(chunk)
      else if (!appendTo(this.#open.get(descriptor), chunk)) return BAD_DESCRIPTOR
      written += length
    }
    this.#view.setUint32(result, written, true)
    return SUCCESS
  }

  #openFile(path: number, length: number, flags: number, result: number): number {
    const [create, truncate] = [1, 8]
    const name = Buffer.from(this.#bytes.subarray(path, path + length)).toString('utf8')
    let file = this.#files.get(name)
    if (!file && !(flags & create!)) return NO_ENTRY
    if (!file) this.#files.set(name, (file = createMemoryFile()))
    if (flags & truncate!) file.sizeBytes = 0
    file.position = 0
    this.#open.set(this.#nextDescriptor, file)
    this.#view.setUint32(result, this.#nextDescriptor++, true)
    return SUCCESS
  }
}

/** Arguments of `path_open`: directory, lookup flags, path, its length, open flags, two rights, flags, result. */
type OpenCall = [number, number, number, number, number, bigint, bigint, number, number]

/** The part of WebAssembly's interface that is used; the compiler's library knows it for browsers only. */
interface WebAssemblyInterface {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array) => WasmModule
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: object }
}

/** Memory in pages of 64 KiB. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** Compiled code. */
export type WasmModule = object

export const { WebAssembly: webAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyInterface }

/** A compiled program. */
export type WebAssemblyModule = object

/** The part of WebAssembly's interface that is used; the compiler's library knows it for browsers only. */
interface WebAssemblyInterface {
  compile(bytes: Uint8Array): Promise<WebAssemblyModule>
  instantiate(
    module: WebAssemblyModule,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<{ readonly exports: Readonly<Record<string, unknown>> }>
}

/** The runtime's own WebAssembly. */
export const { WebAssembly: webAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyInterface }

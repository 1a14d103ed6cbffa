import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { main } from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = 'packages/render/assembly/i420.ts'
const target = new URL('../packages/render/src/conversion/i420-wasm.generated.ts', import.meta.url)

/** Compiles the colour conversion from AssemblyScript to WebAssembly. */
export async function compileConversion(): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const options = ['-O3', '--converge', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--importMemory']
  const { error, stderr } = await main([source, '--baseDir', root, '--outFile', 'i420.wasm', ...options], {
    writeFile: (name, contents) => void files.set(name, Buffer.from(contents)),
  })
  const wasm = files.get('i420.wasm')
  if (error !== null || wasm === undefined) throw new Error(`${source} does not compile: ${stderr.toString()}`)
  return wasm
}

if (import.meta.main) {
  const text = Buffer.from(await compileConversion()).toString('base64')
  const lines = text.match(/.{1,110}/g)!.map((line) => `  '${line}',`)
  const head = `// Compiled from ${source} by scripts/build-conversion.ts; a test compares the two.`
  await writeFile(target, `${head}\nexport const I420_WASM: string = [\n${lines.join('\n')}\n].join('')\n`)
}

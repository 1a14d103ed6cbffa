import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { KokoroSettings } from './options.ts'

/** Where the library was found. */
export interface Library {
  /** The module's file. */
  readonly path: string
  readonly version: string
}

/** Finds `kokoro-js` from the application's directory, else beside this plugin. */
export function findLibrary(applicationDirectory: string): Library | undefined {
  for (const base of [join(applicationDirectory, 'package.json'), import.meta.url]) {
    try {
      const path = createRequire(base).resolve('kokoro-js')
      return { path, version: versionOf(path) }
    } catch {
      // It is not installed there.
    }
  }
  return undefined
}

/** The package's manifest lies above the module; its own exports do not let it be resolved. */
function versionOf(path: string): string {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
  }
  return 'unknown'
}

/** The weights' file in a model's folder, as the library names it. */
const WEIGHTS: Readonly<Record<KokoroSettings['dtype'], string>> = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  q8: 'model_quantized.onnx',
  q4: 'model_q4.onnx',
  q4f16: 'model_q4f16.onnx',
}

/** The files that a model's folder lacks. */
export function missingFiles(modelPath: string, dtype: KokoroSettings['dtype']): string[] {
  const needed = ['config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', WEIGHTS[dtype])]
  return needed.filter((file) => !existsSync(join(modelPath, file)))
}

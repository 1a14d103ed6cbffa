import type { Diagnosis } from '@mavs/core'
import { createI420Converter } from '../conversion/i420.ts'
import { BUNDLED_FONTS, missingFonts } from '../fonts/bundled.ts'
import { resolveFfmpeg } from './ffmpeg.ts'

/** Looks at everything that rendering needs from the machine. */
export async function diagnose(environment: Readonly<Record<string, string | undefined>>): Promise<Diagnosis[]> {
  return Promise.all([diagnoseFfmpeg(environment), diagnoseDrawing(), diagnoseFonts(), diagnoseConversion()])
}

async function diagnoseFfmpeg(environment: Readonly<Record<string, string | undefined>>): Promise<Diagnosis> {
  const name = 'ffmpeg'
  try {
    const { version, path, source, rejected } = await resolveFfmpeg({ environment })
    const message = `${version} at ${path} (from ${source})`
    if (rejected.length === 0) return { name, status: 'ok', message }
    const passedOver = rejected.map((other) => `${other.path} (${other.source}) ${other.reason}`).join('; ')
    const remedy = `Repair or unset what was passed over: ${passedOver}`
    return { name, status: 'warning', message: `${message}; others were passed over`, remedy }
  } catch (error) {
    return {
      name,
      status: 'failed',
      message: error instanceof Error ? error.message : String(error),
      remedy: 'Install ffmpeg (Debian, Ubuntu: apt-get install ffmpeg), or set FFMPEG_PATH to its path',
    }
  }
}

async function diagnoseDrawing(): Promise<Diagnosis> {
  const name = 'drawing'
  try {
    const { createCanvas } = await import('@napi-rs/canvas')
    const canvas = createCanvas(16, 16)
    canvas.getContext('2d').fillRect(0, 0, 16, 16)
    if (canvas.data()[3] !== 255) throw new Error('a drawn rectangle did not arrive on the canvas')
    return { name, status: 'ok', message: 'Skia draws' }
  } catch (error) {
    const remedy = 'Reinstall with optional dependencies: npm install --include=optional @napi-rs/canvas'
    return { name, status: 'failed', message: `Skia does not work: ${String(error)}`, remedy }
  }
}

async function diagnoseFonts(): Promise<Diagnosis> {
  const name = 'fonts'
  const missing = missingFonts()
  if (missing.length === 0) return { name, status: 'ok', message: `${BUNDLED_FONTS.length} families of the styles` }
  const message = `${missing.join(', ')} cannot be found; texts in them fall back to other fonts`
  return { name, status: 'warning', message, remedy: `npm install ${missing.join(' ')}` }
}

async function diagnoseConversion(): Promise<Diagnosis> {
  const name = 'colour conversion'
  try {
    createI420Converter(16, 16).convert(new Uint8Array(16 * 16 * 4))
    return { name, status: 'ok', message: 'WebAssembly with SIMD works' }
  } catch (error) {
    const remedy = 'Use Node.js 22 or newer on a processor with SIMD (x86-64 with SSE4.1, or ARM64)'
    return { name, status: 'failed', message: `WebAssembly with SIMD does not work: ${String(error)}`, remedy }
  }
}

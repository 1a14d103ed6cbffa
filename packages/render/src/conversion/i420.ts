import { I420_WASM } from './i420-wasm.generated.ts'
import { webAssembly, type WasmMemory, type WasmModule } from './webassembly.ts'

/** A rectangle of the picture in whole pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Keeps one picture as I420 (BT.709, limited range) and converts what changed in it. */
export interface I420Converter {
  /** The planes Y, U and V without padding; the same memory for the converter's whole life. */
  readonly frame: Buffer
  /** Converts a whole RGBA picture. */
  convert(rgba: Uint8Array): void
  /** Converts one rectangle of it; `rgba` holds that rectangle only. It must come from `alignRectangle`. */
  convertRectangle(rgba: Uint8Array, rectangle: Rectangle): void
}

interface Exports {
  convert(
    source: number,
    sourceStride: number,
    luma: number,
    lumaStride: number,
    blue: number,
    red: number,
    chromaStride: number,
    width: number,
    height: number,
  ): void
}

/** What WebAssembly memory is counted in, and where its own data ends. */
const PAGE_BYTES = 65_536
/** Pixels that the conversion takes at once. */
const BLOCK_WIDTH_PX = 16
/** So much is handed to WebAssembly at once: it stays in the processor's cache. */
const BAND_BYTES = 4 * PAGE_BYTES

/** Makes a converter for pictures of one size; both sides are even and 16 or more. */
export function createI420Converter(widthPx: number, heightPx: number): I420Converter {
  const pixels = widthPx * heightPx
  const source = PAGE_BYTES
  const luma = source + Math.max(BAND_BYTES, bandRows(widthPx) * widthPx * 4)
  const blue = luma + pixels
  const red = blue + pixels / 4
  const frameBytes = (pixels * 3) / 2
  const memory = new webAssembly.Memory({ initial: Math.ceil((luma + frameBytes) / PAGE_BYTES) })
  const { convert } = instantiate(memory)
  const bytes = new Uint8Array(memory.buffer)

  const update = (rgba: Uint8Array, { x, y, width, height }: Rectangle) => {
    const rows = bandRows(width)
    for (let row = 0; row < height; row += rows) {
      const high = Math.min(rows, height - row)
      bytes.set(rgba.subarray(row * width * 4, (row + high) * width * 4), source)
      const target = luma + (y + row) * widthPx + x
      const chroma = ((y + row) / 2) * (widthPx / 2) + x / 2
      convert(source, width * 4, target, widthPx, blue + chroma, red + chroma, widthPx / 2, width, high)
    }
  }
  return {
    frame: Buffer.from(memory.buffer, luma, frameBytes),
    convert: (rgba) => update(rgba, { x: 0, y: 0, width: widthPx, height: heightPx }),
    convertRectangle: update,
  }
}

/** Rows, an even number, that are converted at once. */
const bandRows = (widthPx: number): number => Math.max(2, Math.floor(BAND_BYTES / (widthPx * 8)) * 2)

/**
 * Grows a rectangle to what the converter takes: inside the picture, on even pixels, 16 wide or more. Undefined when it
 * lies outside.
 */
export function alignRectangle(rectangle: Rectangle, widthPx: number, heightPx: number): Rectangle | undefined {
  const left = Math.max(0, Math.floor(rectangle.x / 2) * 2)
  const top = Math.max(0, Math.floor(rectangle.y / 2) * 2)
  const right = Math.min(widthPx, Math.ceil((rectangle.x + rectangle.width) / 2) * 2)
  const bottom = Math.min(heightPx, Math.ceil((rectangle.y + rectangle.height) / 2) * 2)
  if (right <= left || bottom <= top) return undefined
  const x = Math.min(left, widthPx - BLOCK_WIDTH_PX)
  return { x, y: top, width: Math.max(right - x, BLOCK_WIDTH_PX), height: bottom - top }
}

let compiled: WasmModule | undefined

function instantiate(memory: WasmMemory): Exports {
  compiled ??= new webAssembly.Module(Buffer.from(I420_WASM, 'base64'))
  return new webAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Exports
}

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
  convert(rgba: Uint8Array | Uint8ClampedArray): void
  /** Converts one rectangle of it; `rgba` holds that rectangle only. It must come from `alignRectangle`. */
  convertRectangle(rgba: Uint8Array | Uint8ClampedArray, rectangle: Rectangle): void
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

/** Makes a converter for pictures of one size; both sides are even and 16 or more. */
export function createI420Converter(widthPx: number, heightPx: number): I420Converter {
  const pixels = widthPx * heightPx
  const source = PAGE_BYTES
  const luma = source + pixels * 4
  const blue = luma + pixels
  const red = blue + pixels / 4
  const frameBytes = (pixels * 3) / 2
  const memory = new webAssembly.Memory({ initial: Math.ceil((luma + frameBytes) / PAGE_BYTES) })
  const { convert } = instantiate(memory)
  const bytes = new Uint8Array(memory.buffer)

  const update = (rgba: Uint8Array | Uint8ClampedArray, { x, y, width, height }: Rectangle) => {
    bytes.set(rgba, source)
    const chroma = (y / 2) * (widthPx / 2) + x / 2
    convert(source, width * 4, luma + y * widthPx + x, widthPx, blue + chroma, red + chroma, widthPx / 2, width, height)
  }
  return {
    frame: Buffer.from(memory.buffer, luma, frameBytes),
    convert: (rgba) => update(rgba, { x: 0, y: 0, width: widthPx, height: heightPx }),
    convertRectangle: update,
  }
}

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

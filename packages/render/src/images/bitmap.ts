import { createCanvas, Image, type Canvas } from '@napi-rs/canvas'

/** A picture at the size at which it is drawn. */
export interface Bitmap {
  readonly widthPx: number
  readonly heightPx: number
  /** The decoded pixels; held for a while, decoded again when they were needed elsewhere. */
  image(): Image
}

/** Keeps bitmaps packed in memory and only the latest ones decoded. */
export interface BitmapStore {
  keep(canvas: Canvas, hasAlpha: boolean): Bitmap
}

/** Makes a store that holds at most so many decoded pixels, at least one bitmap. */
export function createBitmapStore(maxPixels: number): BitmapStore {
  const decoded = new Map<Bitmap, Image>()
  const makeRoom = () => {
    let pixels = [...decoded.keys()].reduce((sum, bitmap) => sum + bitmap.widthPx * bitmap.heightPx, 0)
    for (const bitmap of decoded.keys()) {
      if (pixels <= maxPixels || decoded.size === 1) return
      decoded.delete(bitmap)
      pixels -= bitmap.widthPx * bitmap.heightPx
    }
  }
  return {
    keep: (canvas, hasAlpha) => {
      const packed = pack(canvas, hasAlpha)
      const bitmap: Bitmap = {
        widthPx: canvas.width,
        heightPx: canvas.height,
        image: () => {
          const image = decoded.get(bitmap) ?? unpack(packed)
          // The latest one is the last of the map.
          decoded.delete(bitmap)
          decoded.set(bitmap, image)
          makeRoom()
          return image
        },
      }
      return bitmap
    },
  }
}

/** A hundred pictures at 1080p are 900 MB of pixels, but 60 MB of nearly lossless JPEG; PNG would take a second each. */
const pack = (canvas: Canvas, hasAlpha: boolean): Buffer =>
  hasAlpha ? canvas.encodeSync('webp', 100) : canvas.encodeSync('jpeg', 96)

/** Bytes given to `src` are decoded at once. */
function unpack(packed: Buffer): Image {
  const image = new Image()
  image.src = packed
  return image
}

/** A canvas of a size with a part of a picture on it, smoothly scaled. */
export function scaled(source: Image | Canvas, widthPx: number, heightPx: number): Canvas {
  const canvas = createCanvas(Math.max(1, Math.round(widthPx)), Math.max(1, Math.round(heightPx)))
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas
}

import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'

/** Painted layers are large: only those of the scenes that are being drawn are kept. */
const MOST_LAYERS = 2
const layers = new Map<object, Canvas>()

/** A layer that is painted when it is first asked for, or again after others were; `key` stands for what is on it. */
export function paintedLayer(
  key: object,
  size: { readonly width: number; readonly height: number },
  paint: (context: SKRSContext2D) => void,
): Canvas {
  const known = layers.get(key)
  if (known) return known
  const canvas = createCanvas(size.width, size.height)
  paint(canvas.getContext('2d'))
  layers.set(key, canvas)
  const [oldest] = layers.keys()
  if (layers.size > MOST_LAYERS && oldest) layers.delete(oldest)
  return canvas
}

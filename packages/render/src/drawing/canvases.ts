import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Rect } from './geometry.ts'

/** Canvases for parts of the frame; one is handed out again and again to parts of its size. */
export interface CanvasPool {
  /** A canvas of a rectangle's size, with whatever was drawn on it before. */
  take(rect: Pick<Rect, 'width' | 'height'>): Canvas
}

/** Keeps canvases of up to so many pixels in all; those that were not used for longest are given up. */
export function createCanvasPool(mostPixels: number): CanvasPool {
  const kept = new Map<string, Canvas>()
  let pixels = 0
  return {
    take: ({ width, height }) => {
      const key = `${width}x${height}`
      const canvas = kept.get(key) ?? createCanvas(width, height)
      if (!kept.delete(key)) pixels += width * height
      kept.set(key, canvas)
      for (const [oldest, { width: wide, height: high }] of kept) {
        if (pixels <= mostPixels || kept.size === 1) break
        kept.delete(oldest)
        pixels -= wide * high
      }
      return canvas
    },
  }
}

/** Draws a part of the frame onto a canvas of its size, in the frame's coordinates. */
export function drawInto(canvas: Canvas, { x, y }: Rect, draw: (context: SKRSContext2D) => void): void {
  const context = canvas.getContext('2d')
  context.save()
  context.translate(-x, -y)
  draw(context)
  context.restore()
}

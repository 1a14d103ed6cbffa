import type { Timeline } from '@mavs/core'
import type { FrameSource } from '../../../packages/render/src/encoding/frames.ts'

/** Side of the moving square in pixels. */
const SIDE = 64

/**
 * A frame source for tests: each scene has a ground of its own (by its index) and a square that moves every third frame;
 * in a crossfade the grounds are mixed. `drawn` holds the numbers of all frames that were asked for.
 */
export function createTestSource(timeline: Timeline): FrameSource & { readonly drawn: number[] } {
  const { widthPx, heightPx, frameRate } = timeline.format
  const picture = Buffer.alloc(widthPx * heightPx * 4, 255)
  const drawn: number[] = []
  let last: string | undefined
  let lastSquare = 0
  return {
    drawn,
    warnings: [],
    pixels: () => picture,
    region: ({ x, y, width, height }) => {
      const rows = Array.from({ length: height }, (_, row) => {
        const start = ((y + row) * widthPx + x) * 4
        return picture.subarray(start, start + width * 4)
      })
      return Buffer.concat(rows)
    },
    draw(frame) {
      drawn.push(frame)
      const ground = groundAt(timeline, frame / frameRate)
      const square = (Math.floor(frame / 3) * 8) % (widthPx - SIDE)
      const before = last
      const squareBefore = lastSquare
      last = String(ground)
      lastSquare = square
      if (last === before && square === squareBefore) return { kind: 'none' }
      if (last !== before) {
        for (let index = 0; index < picture.length; index += 4) picture.set(ground, index)
        fill(picture, widthPx, square, [250, 240, 30])
        return { kind: 'all' }
      }
      fill(picture, widthPx, squareBefore, ground)
      fill(picture, widthPx, square, [250, 240, 30])
      return { kind: 'regions', rects: [squareBefore, square].map((x) => ({ x, y: 8, width: SIDE, height: SIDE })) }
    },
  }
}

function groundAt({ tracks }: Timeline, seconds: number): number[] {
  const index = tracks.scenes.findLastIndex((scene) => scene.startSeconds <= seconds + 1e-6)
  const scene = tracks.scenes[index]!
  const { durationSeconds } = scene.transition
  const share = durationSeconds > 0 ? Math.min(1, (seconds - scene.startSeconds) / durationSeconds) : 1
  const [old, now] = [colourOf(Math.max(0, index - 1)), colourOf(index)]
  return now.map((value, channel) => Math.round(old[channel]! * (1 - share) + value * share))
}

const colourOf = (index: number): number[] => [
  (40 + index * 70) % 256,
  (90 + index * 40) % 256,
  (160 + index * 90) % 256,
]

function fill(picture: Buffer, widthPx: number, x: number, colour: readonly number[]): void {
  for (let row = 8; row < 8 + SIDE; row++) {
    for (let column = x; column < x + SIDE; column++) picture.set(colour, (row * widthPx + column) * 4)
  }
}

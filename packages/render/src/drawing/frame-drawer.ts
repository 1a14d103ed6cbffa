import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { seedFrom, type Timeline, type Warning } from '@mavs/core/essentials'
import { createFontBook } from '../fonts/font-book.ts'
import { loadImages, NO_IMAGES, type ImageLibrary } from '../images/library.ts'
import { imagesOf } from '../images/references.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import { styleNamed } from '../styles/catalogue.ts'
import { createTypesetter } from '../text/typesetter.ts'
import { createCaptionTrack } from './captions.ts'
import { changeOf, type FrameChange } from './changes.ts'
import { frameOf } from './frame.ts'
import type { Box, Rect } from './geometry.ts'
import { bakeGround } from './ground.ts'
import { createPicture, type Picture } from './picture.ts'
import { textsOf } from './timeline-texts.ts'

/** Draws a timeline's frames, in any order, each the same whenever it is asked for. */
export interface FrameDrawer {
  readonly widthPx: number
  readonly heightPx: number
  /** Draws a frame and tells what is different from the one that this drawer drew before. */
  draw(frame: number): FrameChange
  /** RGBA of the whole canvas. */
  pixels(): Buffer
  /** RGBA of a part of the canvas. */
  region(rect: Rect): Uint8ClampedArray
  /** The frame that was drawn last, as PNG. */
  png(): Promise<Buffer>
  /** What could not be shown as asked for; complete from the start. */
  readonly warnings: readonly Warning[]
  /** Digests of the files that a scene shows; other files, other frames. */
  contentOf(sceneId: string): readonly string[]
}

/** Further kinds of scene, for visuals that plugins bring. */
export interface DrawerOptions {
  readonly kinds?: readonly SceneKind[]
  /** What the timeline's picture files are relative to. Default: the working directory. */
  readonly directory?: string
}

/** Lays out a timeline and readies its fonts; throws `TIMELINE_INVALID` for what cannot be drawn. */
export async function createFrameDrawer(timeline: Timeline, options: DrawerOptions = {}): Promise<FrameDrawer> {
  const { widthPx, heightPx, frameRate } = timeline.format
  const references = imagesOf(timeline, options.kinds)
  const images = await loadImages(references.all, options.directory ?? '.', timeline.format)
  const picture = layOut(timeline, options, images)
  const canvas = createCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d')
  const paint = createPainter(canvas, picture)
  let drawn: number | undefined
  return {
    widthPx,
    heightPx,
    warnings: picture.warnings,
    contentOf: (sceneId) => references.of(sceneId).flatMap(({ file }) => images.digest(file) ?? []),
    draw: (frame) => {
      const seconds = frame / frameRate
      const boxes = drawn === undefined ? 'all' : picture.changes(drawn, seconds)
      const change = boxes === 'all' ? ({ kind: 'all' } as const) : changeOf(boxes, picture.frame)
      drawn = seconds
      paint(seconds, change)
      return change
    },
    pixels: () => canvas.data(),
    region: ({ x, y, width, height }) => context.getImageData(x, y, width, height).data,
    png: () => canvas.encode('png'),
  }
}

/** Everything of a timeline that does not depend on the time. */
export function layOut(timeline: Timeline, options: DrawerOptions = {}, images: ImageLibrary = NO_IMAGES): Picture {
  const style = styleNamed(timeline.style)
  const frame = frameOf(timeline)
  const faces = Object.values(style.text).map((role) => role.face)
  const fonts = createFontBook(faces, textsOf(timeline))
  const text = createTypesetter(fonts, timeline.language)
  const grounds = new Map<boolean, Canvas>()
  const ground = (contrast: boolean) => {
    const look = contrast && style.contrast ? style.contrast : style
    const baked =
      grounds.get(contrast) ?? bakeGround(frame, look.palette, look.ground, seedFrom(timeline.seed, 'ground'))
    grounds.set(contrast, baked)
    return baked
  }
  const tools = { timeline, frame, style, text, images, warnings: [...fonts.warnings, ...images.warnings] }
  const captions = createCaptionTrack(timeline, { frame, style, text })
  return createPicture(tools, captions, { kinds: options.kinds ?? [], ground })
}

/** Draws what changed; a spare canvas takes what a clip would alter. */
function createPainter(target: Canvas, picture: Picture): (seconds: number, change: FrameChange) => void {
  const context = target.getContext('2d')
  const { frame } = picture
  let spare: Canvas | undefined
  const clipped = (seconds: number, rect: Rect, box: Box) => {
    context.save()
    context.beginPath()
    context.rect(rect.x, rect.y, rect.width, rect.height)
    context.clip()
    picture.draw(context, seconds, box)
    context.restore()
  }
  const copied = (seconds: number, { x, y, width, height }: Rect, box: Box) => {
    spare ??= createCanvas(frame.widthPx, frame.heightPx)
    picture.draw(spare.getContext('2d'), seconds, box)
    context.drawImage(spare, x, y, width, height, x, y, width, height)
  }
  return (seconds, change) => {
    if (change.kind === 'all') picture.draw(context, seconds, { x: 0, y: 0, width: frame.width, height: frame.height })
    if (change.kind !== 'regions') return
    for (const rect of change.rects) {
      const box = inDesignPixels(rect, frame.unit)
      if (picture.isClippable(seconds, box)) clipped(seconds, rect, box)
      else copied(seconds, rect, box)
    }
  }
}

const inDesignPixels = (rect: Rect, unit: number): Box => ({
  x: rect.x / unit,
  y: rect.y / unit,
  width: rect.width / unit,
  height: rect.height / unit,
})

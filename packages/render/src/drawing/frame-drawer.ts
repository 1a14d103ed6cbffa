import type { Canvas } from '@napi-rs/canvas'
import { seedFrom, type Timeline, type Warning } from '@mavs/core/essentials'
import { openFootage, plannedFootage, type FootageLibrary, type FootageTools } from '../footage/library.ts'
import { footageOf } from '../footage/references.ts'
import { createFontBook } from '../fonts/font-book.ts'
import { registerFontFiles } from '../brand/fonts.ts'
import { lookOf, type Look } from '../brand/look.ts'
import { createBrandMark, frameWith } from '../brand/mark.ts'
import { loadImages, NO_IMAGES, type ImageLibrary } from '../images/library.ts'
import { imagesOf } from '../images/references.ts'
import type { SceneKind } from '../scenes/scene-kind.ts'
import { canonicalLanguage } from '../text/language.ts'
import { createTypesetter } from '../text/typesetter.ts'
import { createCanvasPool, drawInto } from './canvases.ts'
import { createCaptionTrack } from './captions.ts'
import { changeOf, type FrameChange } from './changes.ts'
import { frameOf } from './frame.ts'
import type { Rect } from './geometry.ts'
import { bakeGround } from './ground.ts'
import { createPicture, type Picture } from './picture.ts'
import { textsOf } from './timeline-texts.ts'

/** Draws a timeline's frames, in any order, each the same whenever it is asked for. */
export interface FrameDrawer {
  readonly widthPx: number
  readonly heightPx: number
  /** Goes to a frame and tells what is different from the one before, whichever that was. */
  draw(frame: number): FrameChange
  /** RGBA of the whole frame. */
  pixels(): Buffer
  /** RGBA of a part of the frame; nothing else is drawn. */
  region(rect: Rect): Buffer
  /** Frees pixels at once: megabytes a frame that wait for the garbage collector keep it running all the time. */
  release(pixels: Buffer): void
  /** The frame as PNG. */
  png(): Promise<Buffer>
  /** What could not be shown as asked for; complete from the start. */
  readonly warnings: readonly Warning[]
  /** Digests of the files that a scene shows; other files, other frames. */
  contentOf(sceneId: string): readonly string[]
  /** Makes frames ready to be drawn, from the first up to the second, which is not one of them. Only footage needs it. */
  prepare(startFrame: number, endFrame: number): Promise<void>
  /** Closes the files that are open. */
  close(): void
}

/** Further kinds of scene, for visuals that plugins bring. */
export interface DrawerOptions {
  readonly kinds?: readonly SceneKind[]
  /** What the timeline's picture files are relative to. Default: the working directory. */
  readonly directory?: string
  /** What clips are read with; a timeline with footage needs it. */
  readonly footageTools?: FootageTools
}

/** Lays out a timeline and readies its fonts; throws `TIMELINE_INVALID` for what cannot be drawn. */
export async function createFrameDrawer(timeline: Timeline, options: DrawerOptions = {}): Promise<FrameDrawer> {
  const { widthPx, heightPx, frameRate } = timeline.format
  const { directory = '.' } = options
  const kit = lookOf(timeline).kit
  const families = kit && (await registerFontFiles(kit, directory))
  const look = lookOf(timeline, families)
  const references = imagesOf(timeline, options.kinds)
  const images = await loadImages(references.all, directory, timeline.format)
  const clips = footageOf(timeline, options.kinds)
  const footage = await openFootage(clips, directory, timeline.format, options.footageTools)
  const picture = layOut(timeline, options, { images, look, footage })
  const canvases = createCanvasPool(2 * widthPx * heightPx)
  const whole = { x: 0, y: 0, width: widthPx, height: heightPx }
  let seconds: number | undefined
  const drawn = (rect: Rect) => {
    const canvas = canvases.take(rect)
    drawInto(canvas, rect, (context) => picture.draw(context, seconds ?? 0, rect))
    return canvas
  }
  return {
    widthPx,
    heightPx,
    warnings: picture.warnings,
    contentOf: (sceneId) => [
      ...references.of(sceneId).flatMap(({ file }) => images.digest(file) ?? []),
      ...clips.flatMap((clip) => (clip.sceneId === sceneId ? (footage.digest(clip.file) ?? []) : [])),
      ...(families?.values() ?? []),
    ],
    draw: (frame) => {
      const now = frame / frameRate
      const boxes = seconds === undefined ? 'all' : picture.changes(seconds, now)
      seconds = now
      return boxes === 'all' ? { kind: 'all' } : changeOf(boxes, picture.frame)
    },
    prepare: (startFrame, endFrame) =>
      footage.ready(seenBetween(timeline, startFrame / frameRate, endFrame / frameRate)),
    close: () => footage.close(),
    pixels: () => drawn(whole).data(),
    region: (rect) => drawn(rect).data(),
    release: (pixels) => void (pixels.buffer as ArrayBuffer).transfer(0),
    png: () => drawn(whole).encode('png'),
  }
}

/** The scenes of which anything is seen in a span of time: each until the next one has come in. */
function seenBetween({ tracks }: Timeline, fromSeconds: number, toSeconds: number): string[] {
  const seen = tracks.scenes.filter(({ startSeconds, endSeconds }, index) => {
    const after = tracks.scenes[index + 1]?.transition.durationSeconds ?? 0
    return startSeconds < toSeconds && endSeconds + after > fromSeconds
  })
  return seen.map(({ id }) => id)
}

/** What was read from files for a timeline. */
export interface LayoutResources {
  readonly images: ImageLibrary
  readonly look: Look
  readonly footage?: Pick<FootageLibrary, 'of'>
}

/** Everything of a timeline that does not depend on the time. */
export function layOut(
  given: Timeline,
  options: DrawerOptions = {},
  { images, look, footage = plannedFootage(footageOf(given, options.kinds), given.format) }: LayoutResources = {
    images: NO_IMAGES,
    look: lookOf(given),
  },
): Picture {
  const { style, kit } = look
  // An unknown language must not stop numbers and dates from being written.
  const timeline = { ...given, language: canonicalLanguage(given.language) }
  const plain = frameOf(timeline)
  const mark = createBrandMark(look, plain, kit?.logo && images.find(kit.logo.file))
  const frame = mark ? frameWith(plain, mark) : plain
  const faces = Object.values(style.text).map((role) => role.face)
  const fonts = createFontBook(faces, textsOf(timeline, options.kinds), { language: timeline.language })
  const text = createTypesetter(fonts, timeline.language)
  const grounds = new Map<boolean, Canvas>()
  const ground = (contrast: boolean) => {
    const look = contrast && style.contrast ? style.contrast : style
    const baked =
      grounds.get(contrast) ?? bakeGround(frame, look.palette, look.ground, seedFrom(timeline.seed, 'ground'))
    grounds.set(contrast, baked)
    return baked
  }
  const tools = {
    timeline,
    frame,
    style,
    text,
    images,
    footage,
    warnings: [...look.warnings, ...fonts.warnings, ...images.warnings],
  }
  const captions = createCaptionTrack(timeline, { frame, style, text })
  return createPicture(tools, captions, { kinds: options.kinds ?? [], ground, mark })
}

import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate } from '../drawing/geometry.ts'
import { box, column } from '../layout/node.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { galleryTexts } from './gallery-mosaic.ts'
import { galleryPlan, settingOf } from './gallery-parts.ts'
import type { GalleryVisual } from './gallery-schema.ts'
import { mountedImage, slowMove } from './image-mount.ts'
import type { SceneContext } from './scene-kind.ts'

/** By then a picture covers the one before. */
const COVERED_SECONDS = 1.3
const CAPTION_GAP = 30

/** One picture after the other in one place, each at its cue; in a notebook they pile up. */
export function gallerySequence(visual: GalleryVisual, context: SceneContext): SceneElement[] {
  const setting = settingOf(context)
  const plan = galleryPlan(visual, context, column({ height: 'fill' }, [box('place', { height: 'fill' })]))
  const place = plan.box('place')
  const starts = startsOf(visual, context)
  const captions = visual.items.map(({ caption }) =>
    caption === undefined
      ? undefined
      : context.fit(caption, 'strong', { maxWidth: place.width, maxLines: 2, sizePx: 38, minSizePx: SMALLEST_PX }),
  )
  const lip = Math.max(0, ...captions.map((block) => (block ? block.height + CAPTION_GAP : 0)))
  const window = inflate({ ...place, height: place.height - lip }, -setting.border - (setting.border > 16 ? 14 : 0))
  const piles = context.style.composition === 'notebook'
  const elements = visual.items.flatMap((item, index): SceneElement[] => {
    const [start, next] = [starts[index]!, starts[index + 1] ?? Infinity]
    const seconds = Math.min(context.durationSeconds, next) - start
    const block = captions[index]
    const mount = {
      file: item.file,
      window,
      move: slowMove(context, item, seconds),
      start,
      restsAt: next + COVERED_SECONDS,
      ...(!piles && { until: next + COVERED_SECONDS }),
      ...setting.mount(window, index),
    }
    const y = bottom(place) - lip + CAPTION_GAP
    return [
      mountedImage(context, mount),
      ...(block ? [during(context.words(block, { x: place.x, width: place.width, y, start: start + 0.1 }), next)] : []),
    ]
  })
  return [...galleryTexts(plan, context), ...elements]
}

/** At their cues, else one after the other in even steps. */
function startsOf({ items }: GalleryVisual, context: SceneContext): number[] {
  const rhythm = 0.22 + context.style.motion.staggerSeconds
  const step = context.durationSeconds / items.length
  return items.map((_, index) => (index === 0 ? 0 : context.at(`items.${index}`, (index * step - 0.15) / rhythm)))
}

/** The element until a time, when it is gone. */
const during = (element: SceneElement, until: number): SceneElement => ({
  ...element,
  state: (now) => (now >= until ? -2 : element.state(now)),
  draw: (target, now) => {
    if (now < until) element.draw(target, now)
  },
})

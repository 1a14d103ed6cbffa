import type { SKRSContext2D } from '@napi-rs/canvas'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { fillBox, softShadow } from '../drawing/shape-elements.ts'
import { column, row, text, type LayoutNode } from '../layout/node.ts'
import { arrange, type Arrangement } from '../layout/arrange.ts'
import { withOpacity } from '../styles/colour.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { fitted } from './fitting.ts'
import type { GalleryVisual } from './gallery-schema.ts'
import type { Mount } from './image-mount.ts'
import { creditLine } from './image-text.ts'
import type { SceneContext } from './scene-kind.ts'

/** What a style puts around each picture of a gallery. */
export interface Setting {
  /** Room that the frame takes on each side of the picture. */
  readonly border: number
  /** Between pictures. */
  readonly gap: number
  readonly mount: (window: Box, index: number) => Partial<Mount>
}

/** The setting of a style. */
export function settingOf(context: SceneContext): Setting {
  const { palette, style, rightToLeft } = context
  const edged = (border: number, radius: number) => (window: Box) => ({
    reach: border + 30,
    back: (target: SKRSContext2D) => {
      softShadow(target, inflate(window, border), palette.ink, radius)
      fillBox(target, inflate(window, border), palette.surface, radius)
    },
  })
  switch (style.composition) {
    case 'columns':
      return { border: 0, gap: 16, mount: () => ({ entrance: rightToLeft ? 'wipe-left' : 'wipe-right' }) }
    case 'notebook':
      return {
        border: 18,
        gap: 40,
        mount: (window, index) => ({
          ...edged(18, 6)(window),
          entrance: 'piece',
          tilt: [-1.4, 1.1, -0.7, 1.5][index % 4]!,
        }),
      }
    case 'diagram':
      return { border: 10, gap: 28, mount: (window) => ({ ...edged(10, 12)(window), radius: 6 }) }
    case 'poster':
      return {
        border: 6,
        gap: 18,
        mount: (window, index) => ({
          entrance: 'piece',
          reach: 20,
          back: (target) => {
            const hot = target.createLinearGradient(window.x, window.y, right(window), bottom(window))
            hot.addColorStop(0, index % 2 === 0 ? palette.accent : palette.accentSecond)
            hot.addColorStop(1, index % 2 === 0 ? palette.accentSecond : palette.accent)
            fillBox(target, inflate(window, 6), hot)
          },
        }),
      }
    case 'archive':
      return {
        border: 16,
        gap: 30,
        mount: (window) => ({
          reach: 20,
          back: (target) => {
            fillBox(target, inflate(window, 16), palette.surface)
            target.strokeStyle = withOpacity(palette.accent, 0.8)
            target.lineWidth = 1.5
            target.strokeRect(window.x - 15, window.y - 15, window.width + 30, window.height + 30)
          },
        }),
      }
  }
}

type GalleryText = 'headline' | 'credit'

/** Headline, room for pictures, and the credits of all of them; in a wide frame the texts stand beside the pictures. */
export function galleryPlan<Key extends string>(
  visual: GalleryVisual,
  context: SceneContext,
  pictures: LayoutNode<Key>,
): Arrangement<Key | GalleryText> {
  const { frame, style } = context
  const { content } = frame
  const isBeside = frame.isWide && visual.headline !== undefined
  const credits = creditsOf(visual)
  const sizePx = Math.min(84, style.scale.heading)
  const headline =
    visual.headline !== undefined &&
    text<GalleryText>('headline', fitted(context, visual.headline, 'heading', { sizePx, maxLines: isBeside ? 5 : 2 }))
  const credit =
    credits !== undefined &&
    text<GalleryText>('credit', fitted(context, credits, 'body', { sizePx: SMALLEST_PX, maxLines: isBeside ? 5 : 2 }))
  const room = column<Key | GalleryText>(isBeside ? { width: 'fill' } : { height: 'fill' }, [pictures])
  const above = style.composition === 'archive' ? 50 : 0
  const plan = isBeside
    ? row<Key | GalleryText>({ gap: 64 }, [
        column<GalleryText>({ width: '25%', gap: 48, along: 'optical' }, [headline, credit]),
        room,
      ])
    : column<Key | GalleryText>({ gap: 40 }, [headline, room, credit])
  return arrange(
    plan,
    { ...content, y: content.y - above, height: content.height + above - (isBeside ? 0 : 16) },
    context,
  )
}

/** Each picture's credit once, in their order. */
function creditsOf({ items }: GalleryVisual): string | undefined {
  const lines = new Set(items.flatMap(({ credit }) => creditLine(credit) ?? []))
  return lines.size === 0 ? undefined : [...lines].join(' / ')
}

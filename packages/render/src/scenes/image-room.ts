import type { SceneElement } from '../drawing/element.ts'
import type { Box } from '../drawing/geometry.ts'
import { arrange, type Arrangement } from '../layout/arrange.ts'
import { box, column, rowIf, text } from '../layout/node.ts'
import type { TextBlock } from '../text/type.ts'
import { imageTextElements, imageTexts, TEXT_GAP, type ImageText } from './image-text.ts'
import type { ImageVisual } from './image-schema.ts'
import type { SceneContext } from './scene-kind.ts'

type Key = ImageText | 'picture' | 'figure'

/** Between a picture and its texts beside it. */
const COLUMN_GAP = 72
/** What frames take of the width at most. */
const FRAME_ROOM = 70

/** Room for a picture, and its texts at the far side or below. */
export function beside(
  visual: Pick<ImageVisual, 'file' | 'headline' | 'caption' | 'credit'>,
  context: SceneContext,
  textShare: number,
  options: { readonly label?: ReturnType<typeof text<'figure'>>; readonly above?: number } = {},
): { readonly picture: Box; readonly elements: readonly SceneElement[]; readonly plan: Arrangement<Key> } {
  const { frame } = context
  const texts = imageTexts(visual, context)
  const { label, above = 0 } = options
  const isRow = frame.isWide && isTold(visual)
  const area = { ...frame.content, y: frame.content.y - above, height: frame.content.height + above }
  const { widthPx, heightPx } = context.image(visual.file)
  // A high picture leaves its room to the texts.
  const most = area.width * (1 - textShare) - COLUMN_GAP
  const width = Math.min(most, (area.height * widthPx) / heightPx + FRAME_ROOM)
  const textWidth = Math.min(area.width - width - COLUMN_GAP, area.width * 0.44)
  const plan = arrange<Key>(
    rowIf<Key>(isRow, isRow ? { gap: COLUMN_GAP, along: 'center' } : { gap: 64 }, [
      box('picture', isRow ? { width } : { height: 'fill' }),
      column<Key>(
        {
          gap: TEXT_GAP,
          across: isTold(visual) ? 'stretch' : 'center',
          along: isRow ? 'optical' : 'start',
          shrinks: true,
          ...(isRow ? { width: textWidth } : { maxHeight: '46%' }),
        },
        [label, texts.headline, texts.caption, texts.credit],
      ),
    ]),
    area,
    context,
  )
  return { picture: plan.box('picture'), elements: imageTextElements(plan as Arrangement<ImageText>, context), plan }
}

/** Whether a picture has more to say than whose it is. */
export const isTold = ({ headline, caption }: Pick<ImageVisual, 'headline' | 'caption'>): boolean =>
  headline !== undefined || caption !== undefined

/** A print on white paper with its caption set below the picture, as large as fits into a box. */
export function print(visual: ImageVisual, context: SceneContext, room: Box, isBeside: boolean) {
  const border = 28
  const lipOf = (width: number) =>
    visual.caption === undefined
      ? undefined
      : context.fit(visual.caption, 'strong', { maxWidth: width - 30, maxLines: 4, sizePx: 38 })
  const windowFor = (lip: TextBlock | undefined) => {
    const foot = lip === undefined ? 60 : lip.height + 78
    const inner = {
      x: room.x + border,
      y: room.y + border,
      width: room.width - 2 * border,
      height: room.height - border - foot,
    }
    return { foot, window: shapedIn(visual.file, context, inner, isBeside) }
  }
  const lip = lipOf(windowFor(lipOf(room.width - 2 * border)).window.width)
  const { foot, window } = windowFor(lip)
  const paper = {
    x: window.x - border,
    y: window.y - border,
    width: window.width + 2 * border,
    height: window.height + border + foot,
  }
  return { window, paper, lip }
}

/** A window of the picture's own shape in a box, or of the nearest one that fills the box well. */
export function shapedIn(file: string, context: SceneContext, room: Box, isTold: boolean): Box {
  const { widthPx, heightPx } = context.image(file)
  const shape = room.width / room.height
  const ratio = Math.max(shape * 0.62, Math.min(shape * 1.3, widthPx / heightPx))
  const width = Math.min(room.width, room.height * ratio)
  const height = width / ratio
  const spare = room.width - width
  const isCentred = !isTold || !context.frame.isWide
  const share = isCentred ? 0.5 : context.rightToLeft ? 1 : 0
  return { x: room.x + spare * share, y: room.y + (room.height - height) * 0.5, width, height }
}

import { arrange } from '../layout/arrange.ts'
import { box, column, rowIf, text } from '../layout/node.ts'
import type { Box } from '../drawing/geometry.ts'
import { countryName, findCountry } from '../maps/country.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { numberTexts } from './chart-format.ts'
import { fitted } from './fitting.ts'
import { headingScale } from './headed.ts'
import { mapGround } from './map-ground.ts'
import { mapLabels } from './map-labels.ts'
import { mapLook } from './map-look.ts'
import { highlights, pins } from './map-marks.ts'
import { planMap } from './map-plan.ts'
import { mapRoutes } from './map-routes.ts'
import { MapVisual } from './map-schema.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { sourceHeight, sourceLine } from './source-line.ts'

/** A map that lights up its places, drops their pins and draws the routes between them as they are spoken of. */
export const map = defineScene({
  kind: 'map',
  about: 'Countries and places on a map, with values, labels and routes.',
  schema: MapVisual,
  ownTexts: ({ places }, language) => [
    ...numberTexts(language),
    ...places.flatMap((place) => ('country' in place ? [countryName(findCountry(place.country)!, language)] : [])),
  ],
  layout: (visual, context) => {
    const { frame, palette, style } = context
    const { unit } = visual
    const { isWide } = frame
    const sizePx = style.scale.heading * (isWide ? 1.04 : headingScale(frame))
    const heading = fitted(context, visual.headline, 'heading', { maxLines: isWide ? 6 : 3, sizePx })
    const plan = arrange(
      rowIf(isWide, { padding: { y: isWide ? 0 : 10 } }, [
        column({ gap: 44, padding: { y: isWide ? 34 : 0 }, ...(isWide && { width: '31%' }) }, [
          text('headline', heading, { maxHeight: frame.content.height * (isWide ? 0.7 : 0.26) }),
          unit !== undefined &&
            text('unit', fitted(context, unit, 'body', { maxLines: 3, sizePx: UNIT_PX * frame.smallTextScale })),
        ]),
        box('map', { width: 'fill', height: 'fill' }),
      ]),
      frame.content,
      context,
    )
    const look = mapLook(context)
    const room = roomFor(plan.box('map'), visual, context)
    const map = planMap(visual, context, look, room)
    const routes = mapRoutes(visual, map, context)
    return [
      ...mapGround(map, context),
      ...highlights(map, context),
      ...routes.flatMap(({ elements }) => elements),
      ...pins(map, context),
      ...mapLabels(
        map,
        context,
        routes.flatMap(({ obstacles }) => obstacles),
      ),
      plan.words('headline', { start: 0.02 }),
      ...(unit === undefined ? [] : [plan.words('unit', { start: 0.3, colour: palette.mutedInk })]),
      ...sourceLine(visual.source, context),
    ]
  },
})

const UNIT_PX = SMALLEST_PX + 8
/** The map's place: beside or below the headline, above the source line, no higher than what it shows asks for. */
function roomFor(area: Box, visual: MapVisual, context: SceneContext): Box {
  const { frame, rightToLeft } = context
  const source = sourceHeight(visual.source, context)
  if (frame.isWide) {
    const gap = 60
    return {
      ...area,
      x: area.x + (rightToLeft ? 0 : gap),
      width: area.width - gap,
      height: area.height - source,
    }
  }
  const room = { ...area, y: area.y + 40, height: area.height - 40 - source }
  const height = Math.min(room.height, room.width * (visual.focus === 'world' ? 0.8 : 1.25))
  return { ...room, y: room.y + (room.height - height) * 0.3, height }
}

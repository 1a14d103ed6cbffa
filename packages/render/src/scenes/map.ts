import { arrange } from '../layout/arrange.ts'
import { box, column, text } from '../layout/node.ts'
import type { Box } from '../drawing/geometry.ts'
import { countryName, findCountry } from '../maps/country.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { numberTexts } from './chart-format.ts'
import { fitted } from './fitting.ts'
import { mapGround } from './map-ground.ts'
import { mapLabels } from './map-labels.ts'
import { mapLook } from './map-look.ts'
import { highlights, pins, routeArcs } from './map-marks.ts'
import { planMap } from './map-plan.ts'
import { MapVisual } from './map-schema.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { sourceLine } from './source-line.ts'

/** A map that lights up its places, drops their pins and draws the routes between them as they are spoken of. */
export const map = defineScene({
  kind: 'map',
  schema: MapVisual,
  ownTexts: ({ places }, language) => [
    ...numberTexts(language),
    ...places.flatMap((place) => ('country' in place ? [countryName(findCountry(place.country)!, language)] : [])),
  ],
  layout: (visual, context) => {
    const { frame, palette, style } = context
    const { unit } = visual
    const heading = fitted(context, visual.headline, 'heading', {
      maxLines: frame.isWide ? 2 : 3,
      sizePx: style.scale.heading,
    })
    const plan = arrange(
      column({ padding: { y: 10 } }, [
        column({ gap: 34 }, [
          text('headline', heading, { maxHeight: frame.content.height * 0.26 }),
          unit !== undefined && text('unit', fitted(context, unit, 'body', { maxLines: 1, sizePx: SMALLEST_PX + 8 })),
        ]),
        box('map', { height: 'fill' }),
      ]),
      frame.content,
      context,
    )
    const look = mapLook(context)
    const room = roomFor(plan.box('map'), visual, context)
    const map = planMap(visual, context, look, room)
    return [
      ...mapGround(map, context),
      ...highlights(map, context),
      ...routeArcs(visual, map, context),
      ...pins(map, context),
      ...mapLabels(map, context),
      plan.words('headline', { start: 0.02 }),
      ...(unit === undefined ? [] : [plan.words('unit', { start: 0.3, colour: palette.mutedInk })]),
      ...sourceLine(visual.source, context),
    ]
  },
})

/** The map's place: below the headline, above the source line, and no higher than what it shows asks for. */
function roomFor(area: Box, visual: MapVisual, { frame }: SceneContext): Box {
  const room = { ...area, y: area.y + 40, height: area.height - 40 - (visual.source ? 76 : 0) }
  const height = Math.min(room.height, room.width * (visual.focus === 'world' ? 0.8 : 1.25))
  return { ...room, y: room.y + (room.height - height) * (frame.isWide ? 0 : 0.3), height }
}

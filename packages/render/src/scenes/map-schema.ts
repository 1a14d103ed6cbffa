import { z } from 'zod'
import { headline } from './fields.ts'
import { findCountry } from '../maps/country.ts'
import { REGION_NAMES } from '../maps/region.ts'

const label = z.string().min(1).max(40)
const value = z.number().min(-1e15).max(1e15).optional()
const cue = z.string().min(1).optional()

const country = z
  .string()
  .max(60)
  .refine((name) => findCountry(name) !== undefined, {
    message: 'expected a country: its code by ISO 3166 ("DE", "DEU") or its English name ("Germany")',
  })

const CountryPlace = z.strictObject({
  /** Code of two or three letters by ISO 3166, or the English name. */
  country,
  label: label.optional().describe('Default: the country’s name in the video’s language'),
  value,
  cue,
})

const PointPlace = z.strictObject({
  label,
  longitude: z.number().min(-180).max(180).describe('Degrees, east and north positive'),
  latitude: z.number().min(-90).max(90),
  value,
  cue,
})

/**
 * A map with highlighted countries and points, and routes between them. Countries with values are tinted by them.
 * Outlines are those of Natural Earth, which shows borders as they are held (de facto).
 */
export const MapVisual = z
  .strictObject({
    kind: z.literal('map'),
    headline,
    focus: z
      .enum(['fit', 'world', ...REGION_NAMES])
      .default('fit')
      .describe('What is shown: everything, a part of the world, or the places with some room around them'),
    places: z
      .array(z.union([CountryPlace, PointPlace]))
      .min(1)
      .max(12),
    routes: z
      .array(z.strictObject({ from: z.string().min(1).max(60), to: z.string().min(1).max(60), cue }))
      .max(8)
      .default([])
      .describe('Arcs between places, named by their label or country as it is written there'),
    unit: z.string().min(1).max(60).optional().describe('Of the values, shown once under the headline'),
    source: z.string().min(1).max(160).optional(),
  })
  .superRefine(({ places, routes }, context) => {
    const names = new Set(places.flatMap((place) => namesOf(place)))
    routes.forEach((route, index) => {
      for (const end of ['from', 'to'] as const) {
        if (names.has(route[end])) continue
        const message = `expected the label or country of one of the places: ${[...names].join(', ')}`
        context.addIssue({ code: 'custom', path: ['routes', index, end], message })
      }
    })
  })
export type MapVisual = z.output<typeof MapVisual>
export type MapPlace = MapVisual['places'][number]

/** What a route may call a place. */
export const namesOf = (place: MapPlace): string[] =>
  [place.label, 'country' in place ? place.country : undefined].filter((name) => name !== undefined)

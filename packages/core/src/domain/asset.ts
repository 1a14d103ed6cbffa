import { z } from 'zod'

/** A picture or clip for a scene, with everything a credit needs. A scene may have several clips, shown in their order. */
export const Asset = z.strictObject({
  sceneId: z.string(),
  kind: z.enum(['image', 'footage']),
  /** Artifact key of the file. */
  artifact: z.string(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  durationSeconds: z.number().positive().optional(),
  title: z.string().optional(),
  author: z.string().optional(),
  licence: z.string().optional(),
  licenceUrl: z.url().optional(),
  /** The page that the asset was found on. */
  page: z.url().optional(),
  provider: z.string(),
  /** Within its provider; no asset is used twice in a video. */
  id: z.string().optional(),
  /** Why this one: "best match 0.82 of 24 for “volcano at night”". */
  reason: z.string().optional(),
})
export type Asset = z.infer<typeof Asset>

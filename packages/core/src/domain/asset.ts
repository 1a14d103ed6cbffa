import { z } from 'zod'

/** A picture or clip for a scene, with everything a credit needs. */
export const Asset = z.strictObject({
  sceneId: z.string(),
  kind: z.enum(['image', 'footage']),
  /** Artifact key of the file. */
  artifact: z.string(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  durationSeconds: z.number().positive().optional(),
  author: z.string().optional(),
  licence: z.string().optional(),
  /** The page that the asset was found on. */
  page: z.url().optional(),
  provider: z.string(),
})
export type Asset = z.infer<typeof Asset>

import { z } from 'zod'

/**
 * What a scene shows, independent of style and size. Which kinds there are and what their fields mean is the renderer's to
 * say: `Renderer.checkVisual`.
 */
export const Visual = z.looseObject({ kind: z.string().min(1).max(64) })
export type Visual = z.infer<typeof Visual>

import { z } from 'zod'
import { Basis } from './research.ts'
import { Visual } from './visual.ts'

/** What a scene is best seen in, for the asset agent; without it, or when nothing is found, its visual is drawn. */
export const SceneMedia = z.strictObject({
  kind: z.enum(['image', 'footage']),
  /** A few words each, from the most to the least telling: "volcano erupting at night", "lava". */
  queries: z.array(z.string().min(1).max(120)).min(1).max(5),
  /** BCP 47 language of the queries. */
  language: z.string().default('en'),
  /** What is to be seen, in a sentence or two: for makers of pictures, and for those who can't see it. */
  description: z.string().min(1).max(1000).optional(),
})
export type SceneMedia = z.infer<typeof SceneMedia>

/** One idea: what is said, what is shown, and what it rests on. */
export const Scene = z.strictObject({
  /** Unique in the script, stable over edits, e.g. "scene-3" or a brief's scene id. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  headline: z.string().min(1).max(120),
  /** Spoken text; empty for a silent card. */
  narration: z.string().max(5000),
  /** Ids of the research's claims. */
  claimIds: z.array(z.string()).default([]),
  visual: Visual,
  media: SceneMedia.optional(),
  /** How long a silent card stays, in seconds. */
  holdSeconds: z.number().positive().max(60).optional(),
})
export type Scene = z.infer<typeof Scene>

export const Script = z.strictObject({
  title: z.string().min(1).max(200),
  /** BCP 47. */
  language: z.string(),
  basis: Basis,
  scenes: z.array(Scene).min(1).max(400),
})
export type Script = z.infer<typeof Script>

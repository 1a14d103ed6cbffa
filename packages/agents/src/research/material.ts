import { SceneMedia, Visual, type AgentContext } from '@mavs/core'
import { z } from 'zod'

/**
 * A scene before it is fitted to a duration: its narration may still be too long for one picture, and what is shown
 * with it may not be chosen yet.
 */
export const Draft = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,55}$/),
  headline: z.string().min(1).max(120),
  /** Everything that is said; empty for a silent card. */
  narration: z.string(),
  /** A shorter way to say it all, for when there is little time. */
  short: z.string().min(1).optional(),
  claimIds: z.array(z.string()).default([]),
  /** What an author chose to show, in order; chosen from the words when empty. */
  visuals: z.array(Visual).default([]),
  /** What the draft is best seen in, for parts of it whose own picture is words only. */
  media: SceneMedia.optional(),
  /** A Lucide name for visuals that are chosen from the words. */
  icon: z.string().optional(),
  /** 1: kept in the shortest video; 3: only when there is time. */
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  requires: z.array(z.string()).default([]),
  holdSeconds: z.number().positive().optional(),
})
export type Draft = z.infer<typeof Draft>
export type DraftInput = z.input<typeof Draft>

/** What research hands to scripting when there is no brief: text that has an order, and whether it may be shortened. */
export const Material = z.strictObject({
  title: z.string().min(1).max(200),
  /** BCP 47. */
  language: z.string(),
  /** `whole`: every scene is used and sets the duration. `choose`: whole scenes are left out to fit the duration. */
  use: z.enum(['whole', 'choose']),
  drafts: z.array(Draft).min(1),
})
export type Material = z.infer<typeof Material>

/** Where the material lies among a session's artifacts. */
export const MATERIAL_KEY = 'material.json'

export async function writeMaterial(material: Material, context: AgentContext): Promise<string> {
  await context.artifacts.writeJson(MATERIAL_KEY, material)
  return MATERIAL_KEY
}

export async function readMaterial(key: string, context: AgentContext): Promise<Material> {
  return Material.parse(await context.artifacts.readJson(key))
}

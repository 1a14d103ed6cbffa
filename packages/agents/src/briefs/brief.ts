import { Claim, Source } from '@mavs/core'
import { BuiltInVisual } from '@mavs/render'
import { z } from 'zod'

/**
 * One authored scene. Scenes stand in the order in which they are shown; whole scenes are dropped to fit a duration,
 * so each must make sense when any scene of a higher `tier` is missing.
 */
export const BriefScene = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** 1: kept in the shortest video; 2: in a minute; 3: only when there is time. */
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  headline: z.string().min(1).max(80),
  /** What is said: 4 to 9 seconds of speech, about 10 to 24 words. */
  narration: z.string().min(1).max(320),
  /** A shorter way to say it, used when the full one does not fit. */
  short: z.string().min(1).max(200).optional(),
  /** Claims that the narration and the visual rest on. */
  claimIds: z.array(z.string()),
  /** Ids of earlier scenes without which this one makes no sense. */
  requires: z.array(z.string()).default([]),
  visual: BuiltInVisual,
})
export type BriefScene = z.infer<typeof BriefScene>

/** A built-in topic: written for the project, sourced, reviewed, dated; stable facts only. */
export const Brief = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().min(1).max(80),
  /** Lower-case names of exactly this topic; matching is by alias only, never by nearest guess. */
  aliases: z.array(z.string().regex(/^[a-z0-9][a-z0-9 '’.-]*$/)).min(1),
  /** Year and month of the last review. */
  reviewed: z.string().regex(/^\d{4}-\d{2}$/),
  summary: z.string().min(1).max(400),
  sources: z.array(Source).min(3),
  claims: z.array(Claim).min(6),
  /** The first scene opens the video, the last one closes it; both are tier 1. */
  scenes: z.array(BriefScene).min(12),
})
export type Brief = z.infer<typeof Brief>

/** Declares a brief; checked in full by the tests, so that starting the program costs nothing. */
export const defineBrief = (brief: z.input<typeof Brief>): z.input<typeof Brief> => brief

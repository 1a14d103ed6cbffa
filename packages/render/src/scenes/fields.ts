import { z } from 'zod'

/** The headline of a scene. */
export const headline = z.string().min(1).max(120)

/** The name of a Lucide icon. */
export const icon = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .optional()

/** Words of the narration, as written there; their element comes in when they are spoken. */
export const cue = z.string().min(1).optional()

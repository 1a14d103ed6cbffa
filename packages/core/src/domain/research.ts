import { z } from 'zod'

/** Where a claim comes from. */
export const Source = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  /** Author, institution or publication. */
  publisher: z.string().optional(),
  url: z.url().optional(),
  /** Year or ISO date of publication. */
  published: z.string().optional(),
  /** ISO date (or year and month) on which the source was read. */
  readOn: z.string().optional(),
  licence: z.string().optional(),
})
export type Source = z.infer<typeof Source>

/** One statement of fact with the sources that it rests on. */
export const Claim = z.strictObject({
  id: z.string().min(1),
  text: z.string().min(1),
  sourceIds: z.array(z.string()).min(1),
  /** The passage of the first source that it rests on, word for word. */
  quote: z.string().min(1).optional(),
})
export type Claim = z.infer<typeof Claim>

/** What made the text; shown on the last card and in the manifest. */
export const Basis = z.strictObject({
  kind: z.enum(['script', 'source', 'model', 'brief', 'encyclopedia', 'outline']),
  /** As shown to the viewer, e.g. "Built-in brief, reviewed 2026-11". */
  label: z.string().min(1),
  /** What the script agent continues from: a brief's id, or the artifact key of the gathered material. */
  reference: z.string().optional(),
})
export type Basis = z.infer<typeof Basis>

export const Research = z.strictObject({
  topic: z.string().min(1),
  summary: z.string(),
  /** BCP 47 language of the material. */
  language: z.string(),
  basis: Basis,
  claims: z.array(Claim),
  sources: z.array(Source),
})
export type Research = z.infer<typeof Research>

import { z } from 'zod'
import { Asset } from './asset.ts'
import { Basis, Claim, Source } from './research.ts'
import { ProviderChoice, UsageEntry } from './usage.ts'
import { Measurement } from './video.ts'
import { Warning } from './warning.ts'

/** One clause of the delivery contract, as measured on the finished video. */
export const QualityCheck = z.strictObject({
  name: z.string(),
  expected: z.string(),
  measured: z.string(),
  passed: z.boolean(),
})
export type QualityCheck = z.infer<typeof QualityCheck>

/** Everything needed to tell how the video was made. Holds no clock, no path and no session id. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  title: z.string(),
  request: z.record(z.string(), z.unknown()),
  seed: z.int(),
  basis: Basis,
  /** Program and plugin versions by name. */
  versions: z.record(z.string(), z.string()),
  /** Which provider made what: "speech", "music", "renderer" … */
  providers: z.record(z.string(), z.string()),
  /** Who did each piece of the work, and why another did not. */
  choices: z.array(ProviderChoice),
  /** What was paid for. */
  usage: z.array(UsageEntry),
  scenes: z.array(
    z.strictObject({
      id: z.string(),
      headline: z.string(),
      startSeconds: z.number(),
      endSeconds: z.number(),
      claimIds: z.array(z.string()),
    }),
  ),
  claims: z.array(Claim),
  sources: z.array(Source),
  assets: z.array(Asset),
  /** SHA-256 of each delivered file by its artifact key. */
  checksums: z.record(z.string(), z.string()),
  measurement: Measurement,
  checks: z.array(QualityCheck),
  warnings: z.array(Warning),
})
export type Manifest = z.infer<typeof Manifest>

/** Artifact keys of what the user gets. */
export const Delivery = z.strictObject({
  video: z.string(),
  srt: z.string(),
  vtt: z.string(),
  ass: z.string(),
  thumbnail: z.string(),
  chapters: z.string(),
  credits: z.string(),
  manifest: z.string(),
  durationSeconds: z.number(),
  passed: z.boolean(),
})
export type Delivery = z.infer<typeof Delivery>

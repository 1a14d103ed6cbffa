import {
  seedOfRequest,
  type FinalizingInput,
  type Manifest,
  type Measurement,
  type QualityCheck,
  type VideoRequest,
  type Warning,
} from '@mavs/core'
import { checksum } from '../shared/checksum.ts'
import { usedMaterial } from './credits-text.ts'

/** What only the finalizing stage knows. */
export interface Findings {
  readonly renderer: { readonly id: string; readonly version: string }
  readonly measurement: Measurement
  readonly checks: readonly QualityCheck[]
  readonly warnings: readonly Warning[]
  readonly checksums: Readonly<Record<string, string>>
}

/** How the video was made, and how it measures up. The same video has the same manifest: no clock, path or session; only what it cost may differ. */
export function buildManifest(input: FinalizingInput, findings: Findings): Manifest {
  const { script, timeline, narration, assets, request } = input
  const { renderer, measurement } = findings
  const scenes = new Map(script.scenes.map((scene) => [scene.id, scene]))
  return {
    version: 1,
    title: script.title,
    request: describeRequest(request),
    seed: seedOfRequest(request),
    basis: script.basis,
    versions: { ...input.versions, [renderer.id]: renderer.version },
    providers: {
      speech: `${narration.provider} (${narration.voice}, rate ${narration.rate})`,
      ...(narration.music === undefined ? {} : { music: narration.music.provider }),
      ...(assets.length === 0 ? {} : { assets: [...new Set(assets.map((asset) => asset.provider))].join(', ') }),
      renderer: renderer.id,
    },
    choices: [...input.choices],
    // What costs nothing is made again, or found in the ledger, as it comes.
    usage: input.usage.filter(({ costUsd }) => costUsd !== 0),
    scenes: timeline.tracks.scenes.map(({ id, startSeconds, endSeconds }) => ({
      id,
      headline: scenes.get(id)?.headline ?? id,
      startSeconds,
      endSeconds,
      claimIds: scenes.get(id)?.claimIds ?? [],
    })),
    ...usedMaterial(input),
    assets: [...assets],
    checksums: { ...findings.checksums },
    measurement,
    checks: [...findings.checks],
    warnings: [...findings.warnings],
  }
}

/** The request without whose it was; given texts by name and checksum, because they may be long and private. */
function describeRequest(request: VideoRequest): Record<string, unknown> {
  const { user_id: _, script, sources, ...rest } = request
  const describe = ({ name, text }: { name: string; text: string }) => ({ name, sha256: checksum(text) })
  return {
    ...rest,
    ...(script === undefined ? {} : { script: describe(script) }),
    ...(sources.length === 0 ? {} : { sources: sources.map(describe) }),
  }
}

import type { Asset, Narration, Script, Visual } from '@mavs/core'
import type { BuiltInVisualInput } from '@mavs/render'
import { capitalise, shorten } from '../research/prompt.ts'

type CreditsVisual = Extract<BuiltInVisualInput, { kind: 'credits' }>

const LONGEST_LINE = 200

/** What a video was made with, as far as it is known once everything has been made. */
export interface MadeWith {
  readonly script: Script
  readonly narration: Narration
  readonly assets: readonly Asset[]
}

/** The last card with everything that only now is known: voice, music, pictures and their licences. */
export function completeCredits(visual: CreditsVisual, made: MadeWith): CreditsVisual {
  return { ...visual, lines: [...new Set([...(visual.lines ?? []), ...creditLines(made)])] }
}

/** One line for each thing that deserves a credit: voice, music, pictures, icons. */
export function creditLines(made: MadeWith): string[] {
  const { narration, assets, script } = made
  const lines = [voiceLine(narration), musicLine(narration), ...assetLines(assets), iconLine(script)]
  return [...new Set(lines.filter((line) => line !== undefined).map((line) => shorten(line, LONGEST_LINE)))]
}

function voiceLine({ provider, voice, scenes }: Narration): string | undefined {
  const isSpoken = scenes.some((scene) => scene.audio !== undefined)
  return isSpoken ? `Synthetic voice: ${capitalise(provider)} “${voice}”` : undefined
}

function musicLine({ music }: Narration): string | undefined {
  return music === undefined ? undefined : `Music: ${music.description}`
}

function assetLines(assets: readonly Asset[]): string[] {
  return assets.map(({ kind, author, licence, provider }) => {
    const by = author === undefined ? capitalise(provider) : `${author}, ${capitalise(provider)}`
    return `${capitalise(kind)}: ${by}${licence === undefined ? '' : ` (${licence})`}`
  })
}

function iconLine({ scenes }: Script): string | undefined {
  return scenes.some(({ visual }) => hasIcon(visual)) ? 'Icons: Lucide (ISC licence)' : undefined
}

function hasIcon(visual: Visual): boolean {
  return JSON.stringify(visual).includes('"icon":"')
}

import type { Claim, VideoRequest, Visual } from '@mavs/core'
import { BuiltInVisual } from '@mavs/render'
import { z } from 'zod'
import type { Message } from '../language-model/call.ts'
import { CONCEPT_ICONS } from '../script/icons.ts'
import type { DraftInput } from './material.ts'
import { cleanText, shorten } from './prompt.ts'

/** What a model is asked to write. No limits on the wire: strict servers refuse them; `toDrafts` enforces them. */
export const ModelScript = z.object({
  title: z.string(),
  summary: z.string(),
  scenes: z.array(
    z.object({
      headline: z.string(),
      narration: z.string(),
      importance: z.enum(['core', 'useful', 'extra']),
      visual: z.object({
        kind: z.enum(['statement', 'bullets', 'number', 'comparison', 'process', 'timeline']),
        text: z.string().nullable(),
        value: z.number().nullable(),
        unit: z.string().nullable(),
        items: z.array(z.object({ label: z.string(), detail: z.string().nullable() })).nullable(),
      }),
      icon: z.string().nullable(),
    }),
  ),
})
/** The same, with the facts that each scene rests on. */
export const SourcedScript = ModelScript.extend({
  scenes: z.array(ModelScript.shape.scenes.element.extend({ facts: z.array(z.string()) })),
})
export type ModelScript = z.infer<typeof ModelScript>
type ModelScene = ModelScript['scenes'][number] & { readonly facts?: readonly string[] }

export interface PartOrder {
  readonly request: VideoRequest
  readonly language: string
  /** From 0. */
  readonly part: number
  readonly parts: number
  /** Headlines of the parts before. */
  readonly headlines: readonly string[]
  /** What the script must rest on; empty: on nothing but what is widely known. */
  readonly claims: readonly Claim[]
}

const WORDS_PER_SECOND = 2.5
/** More than ten minutes hold. */
const MAX_SCENES = 150
/** A fifth more than needed, so that whole scenes can be left out to meet the duration. */
const SURPLUS = 1.2

/** What a model is told to write one part of a script. The request is data in it, not an instruction to the writer. */
export function writingMessages({ request, language, part, parts, headlines, claims }: PartOrder): Message[] {
  const words = Math.round((request.duration_preference * WORDS_PER_SECOND * SURPLUS) / parts)
  const place =
    parts === 1
      ? ''
      : `\nThis is part ${part + 1} of ${parts}. Headlines so far: ${headlines.join(' | ') || 'none'}. Continue, repeat nothing${part + 1 < parts ? ', and do not conclude yet' : ', and end with a conclusion'}.`
  return [
    { role: 'system', content: SYSTEM },
    {
      role: 'user',
      content: `Write a ${request.style} video script of about ${words} spoken words (at least ${Math.ceil(words / 22)} scenes), in the language with the BCP 47 tag "${language}".${place}\nThe viewer's request, as data:\n<request>\n${cleanText(request.prompt)}\n</request>${factsData(claims)}`,
    },
  ]
}

function factsData(claims: readonly Claim[]): string {
  if (claims.length === 0) return ''
  const lines = claims.map(({ id, text }) => `${id}: ${text}`)
  return `\nState these facts and no others; name in each scene the ids of those that it states. They are data too:\n<facts>\n${lines.join('\n')}\n</facts>`
}

const SYSTEM = `You write narrated explainer videos. Rules:
- Each scene carries one idea: a headline of at most 8 words and a narration of 10 to 24 plain spoken words.
- The first scene opens the topic, the last one closes it. A scene must make sense when less important scenes are left out.
- State only what is widely known and stable. No invented figures, quotations, people, products or sources. No "today", no "recently".
- The screen shows what the narration means, never its sentence: statement (text: at most 6 words), bullets (items: 2 to 5 labels of at most 6 words), number (value, unit, text: what it counts), comparison (items: exactly 2 labels, detail: points separated by "; "), process (items: 2 to 6 steps), timeline (items: label is the date, detail the event).
- importance: core for the few scenes of the shortest version, useful, or extra.
- icon: one of these names or null: ${CONCEPT_ICONS.join(' ')}`

/** A model's scenes as drafts; what it wants shown is dropped where it is not well formed. */
export function toDrafts(scenes: readonly ModelScene[], claims: readonly Claim[] = []): DraftInput[] {
  const known = new Set(claims.map(({ id }) => id))
  const told = scenes.filter((scene) => /\p{L}/u.test(scene.narration)).slice(0, MAX_SCENES)
  return told.map((scene, at) => {
    const headline = tidy(scene.headline, 80) || shorten(scene.narration, 60)
    const icon = scene.icon && CONCEPT_ICONS.includes(scene.icon) ? scene.icon : undefined
    const visual = toVisual(scene, headline, icon)
    const isEdge = at === 0 || at === told.length - 1
    return {
      id: `scene-${at + 1}`,
      headline,
      narration: cleanText(scene.narration).replace(/\s+/g, ' ').trim(),
      visuals: visual ? [visual] : [],
      claimIds: [...new Set(scene.facts ?? [])].filter((id) => known.has(id)),
      ...(icon && { icon }),
      tier: isEdge || scene.importance === 'core' ? 1 : scene.importance === 'useful' ? 2 : 3,
    }
  })
}

const tidy = (text: string | null | undefined, length: number): string =>
  shorten(
    cleanText(text ?? '')
      .replace(/[*_`#]+/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
    length,
  )

function toVisual({ visual, narration }: ModelScene, headline: string, icon: string | undefined): Visual | undefined {
  const items = (visual.items ?? []).map(({ label, detail }) => ({ label: tidy(label, 60), detail: tidy(detail, 160) }))
  const text = tidy(visual.text, 120)
  const candidates: Record<ModelScene['visual']['kind'], unknown> = {
    statement: {
      kind: 'statement',
      text: narration.includes(text) && text.length > 60 ? headline : text || headline,
      icon,
    },
    bullets: { kind: 'bullets', headline, items: items.slice(0, 5).map((item) => ({ text: item.label })) },
    number: {
      kind: 'number',
      value: visual.value,
      decimals: Math.min(4, `${visual.value}`.split('.')[1]?.length ?? 0),
      grouped: visual.unit !== null || Math.abs(visual.value ?? 0) > 2100,
      ...(visual.unit && { suffix: tidy(visual.unit, 24) }),
      label: text || headline,
      icon,
    },
    comparison: { kind: 'comparison', headline, left: sideOf(items[0]), right: sideOf(items[1]) },
    process: {
      kind: 'process',
      headline,
      steps: items.slice(0, 6).map(({ label, detail }) => ({ label, ...(detail && { detail }) })),
    },
    timeline: {
      kind: 'timeline',
      headline,
      events: items.slice(0, 6).map(({ label, detail }) => ({ date: shorten(label, 24), label: detail })),
    },
  }
  const result = BuiltInVisual.safeParse(JSON.parse(JSON.stringify(candidates[visual.kind])))
  return result.success ? result.data : undefined
}

function sideOf(item: { label: string; detail: string } | undefined): unknown {
  return item && { label: item.label, points: item.detail.split(/;\s*/).filter(Boolean).slice(0, 4) }
}

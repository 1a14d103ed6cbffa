import { providerFailure, SceneMedia, type Basis, type LanguageModelProvider, type Research } from '@mavs/core'
import { firstModel } from '../language-model/first-model.ts'
import type { ResearchTask } from '../research/given-research.ts'
import { Material, type DraftInput } from '../research/material.ts'
import { cleanText, shorten } from '../research/prompt.ts'
import { CONCEPT_ICONS } from './icons.ts'
import { checkScenes, hasKnownFigures, type CheckedScene } from './writing-check.ts'
import type { WritingOrder } from './writing-order.ts'
import { outlineOf } from './writing-outline.ts'
import { writeScenes, type WrittenScene } from './writing-scenes.ts'
import { textsOf, tidy, toVisual } from './writing-visuals.ts'

/** A script in words, not yet fitted to its duration. */
export interface ModelScript {
  readonly material: Material
  readonly basis: Basis
}

const MIN_SCENES = 3

/**
 * A script by the first model that can write one: outline, scenes, check. Undefined when there is none, and for what the
 * user gave in their own words, which no model rewords. A model that fails leaves a `provider-fallback` warning.
 */
export async function writeWithModels(
  models: readonly LanguageModelProvider[],
  research: Research,
  { request, context }: Pick<ResearchTask, 'request' | 'context'>,
): Promise<ModelScript | undefined> {
  if (!mayReword(research)) return undefined
  const { language, claims } = research
  return firstModel(
    models,
    {
      stage: 'scripting',
      what: 'write the script',
      instead: `what is said is taken as it stands from: ${research.basis.label}`,
      work: (provider) => writeScript(research, { provider, request, language, claims, context }),
    },
    context,
  )
}

const mayReword = ({ basis }: Research): boolean => basis.kind !== 'script' && basis.kind !== 'source'

async function writeScript(research: Research, order: WritingOrder): Promise<ModelScript> {
  const { provider, language, context } = order
  const outline = await outlineOf(order)
  context.report(0.1, `${outline.scenes.length} scenes planned`)
  const written = (await writeScenes(outline, order, (share) => context.report(0.1 + 0.4 * share))).map(tidied)
  context.report(0.5, `${written.length} scenes written`)
  const drafts = draftsOf(written, await checkScenes(written, order))
  if (drafts.length < MIN_SCENES) throw tooLittleLeft(provider, drafts.length, order.claims.length > 0)
  context.report(0.7, `${drafts.length} scenes checked`)
  const title = titleOf(outline.title, order) ?? drafts[0]!.headline
  const material = Material.parse({ title, language, use: 'choose', drafts })
  return { material, basis: { kind: 'model', label: labelOf(provider, research) } }
}

/** The title, unless it has a figure that no claim has. */
function titleOf(title: string, { claims }: WritingOrder): string | undefined {
  const words = tidy(title, 120)
  const ids = claims.map(({ id }) => id)
  return words !== '' && hasKnownFigures(words, ids, claims) ? words : undefined
}

/** A scene with its visual and its texts as they will be used. */
function tidied(scene: WrittenScene) {
  const narration = spokenWords(scene.narration)
  const headline = tidy(scene.headline, 80) || shorten(narration, 60)
  const icon = scene.icon && CONCEPT_ICONS.includes(scene.icon) ? scene.icon : undefined
  const visual = toVisual({ visual: scene.visual, headline, narration, icon })
  const short = spokenWords(scene.short ?? '')
  return {
    ...scene,
    narration,
    headline,
    icon,
    visual,
    short: short === '' || short.length >= narration.length ? undefined : short,
    shown: [...new Set([headline, ...(visual ? textsOf(visual) : [])])].join(' | '),
  }
}
type TidyScene = ReturnType<typeof tidied>

const spokenWords = (text: string): string =>
  cleanText(text)
    .replace(/[*_`#]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** What the check left, as drafts: a scene without words is gone, what it shows beside them is made from them anew. */
function draftsOf(scenes: readonly TidyScene[], checks: readonly CheckedScene[]): DraftInput[] {
  const left = scenes.flatMap((scene, at) => {
    const check = checks[at]!
    if (check.narration === '') return []
    const headline = check.mayShow ? scene.headline : shorten(check.narration, 60)
    return [{ ...scene, ...check, headline, short: check.short }]
  })
  return left.map(({ headline, narration, short, visual, mayShow, facts, icon, pictures, importance }, at) => {
    const isEdge = at === 0 || at === left.length - 1
    const media = mediaOf(pictures)
    return {
      id: `scene-${at + 1}`,
      headline,
      narration,
      ...(short !== undefined && { short }),
      visuals: visual && mayShow ? [visual] : [],
      claimIds: [...facts],
      ...(media && { media }),
      ...(icon && { icon }),
      tier: isEdge || importance === 'core' ? 1 : importance === 'useful' ? 2 : 3,
    }
  })
}

/** What a picture is looked for by; undefined when the model's wish is none that can be asked. */
function mediaOf(pictures: WrittenScene['pictures']): SceneMedia | undefined {
  const queries = (pictures?.queries ?? []).map((query) => tidy(query, 120)).filter((query) => query !== '')
  const shows = tidy(pictures?.shows, 500)
  const media = SceneMedia.safeParse({
    kind: pictures?.moving === true ? 'footage' : 'image',
    queries: [...new Set(queries)].slice(0, 5),
    ...(isLanguage(pictures?.language) && { language: pictures.language }),
    ...(shows !== '' && { description: shows }),
  })
  return media.success ? media.data : undefined
}

function isLanguage(tag: string | undefined): tag is string {
  return tag !== undefined && /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag)
}

/** What made the text, for the last card. */
function labelOf({ model }: LanguageModelProvider, { basis, claims, sources }: Research): string {
  if (claims.length === 0) return shorten(`Written by ${model}`, 200)
  const pages = `${sources.length} web ${sources.length === 1 ? 'page' : 'pages'}`
  return shorten(
    basis.kind === 'model' ? `Written by ${model} from ${pages}` : `Written by ${model}. ${basis.label}`,
    200,
  )
}

function tooLittleLeft({ id, model }: LanguageModelProvider, count: number, isSourced: boolean): Error {
  const held = isSourced ? 'the facts that it was given' : 'what is widely known'
  const message = `${model} (${id}) wrote ${count} scenes that stand up to ${held}; at least ${MIN_SCENES} are needed`
  return providerFailure({ provider: id, kind: 'invalid-reply', message })
}

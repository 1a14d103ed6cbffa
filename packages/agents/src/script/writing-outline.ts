import { z } from 'zod'
import { askForObject } from '../language-model/structured.ts'
import { DATA_RULE, factsData, orderData, type WritingOrder } from './writing-order.ts'

/** What a model is asked for. No limits on the wire: strict servers refuse them. */
const Outline = z
  .object({
    title: z.string(),
    scenes: z.array(
      z.object({
        headline: z.string(),
        point: z.string().describe('What the scene says, in one sentence'),
        facts: z.array(z.string()).describe('Ids of the facts that it states'),
        importance: z.enum(['core', 'useful', 'extra']),
      }),
    ),
  })
  .meta({ description: 'The outline of a video script' })
export type Outline = z.infer<typeof Outline>
export type PlannedScene = Outline['scenes'][number]

const WORDS_PER_SECOND = 2.5
/** A fifth more than needed, so that whole scenes can be left out to meet the duration. */
const SURPLUS = 1.2
const WORDS_PER_SCENE = 17
/** More than ten minutes hold. */
const MAX_SCENES = 150
const MIN_SCENES = 3

/** How many scenes a duration takes, those included that may be left out. */
export const sceneCount = (seconds: number): number =>
  Math.max(MIN_SCENES + 1, Math.ceil((seconds * WORDS_PER_SECOND * SURPLUS) / WORDS_PER_SCENE))

/** The scenes of a script in their order, each with its point and the facts that it rests on. */
export async function outlineOf(order: WritingOrder): Promise<Outline> {
  const { provider, request, claims, context } = order
  const count = sceneCount(request.duration_preference)
  const content = `Plan a script of about ${count} scenes.\n${orderData(order)}${factsData(claims)}`
  const messages = [
    { role: 'system', content: claims.length > 0 ? FROM_FACTS : FROM_NOTHING },
    { role: 'user', content },
  ] as const
  const outline = await askForObject(provider, { schema: Outline, name: 'outline', messages, problemOf }, context)
  const known = new Set(claims.map(({ id }) => id))
  const scenes = outline.scenes.slice(0, MAX_SCENES).map((scene) => ({
    ...scene,
    facts: [...new Set(scene.facts)].filter((id) => known.has(id)),
  }))
  return { ...outline, scenes }
}

const problemOf = ({ scenes }: Outline): string | undefined =>
  scenes.length < MIN_SCENES ? `${scenes.length} scenes; at least ${MIN_SCENES} are needed` : undefined

const RULES = `You plan narrated explainer videos. Rules:
- ${DATA_RULE}
- Each scene carries one idea, said in about ${WORDS_PER_SCENE} words: a headline of at most 8 words, and its point.
- The first scene opens the topic, the last one closes it. A scene must make sense when less important scenes are left out.
- importance: core for the few scenes of the shortest version, useful, or extra.
- Headlines, points and the title are in the script's language.`

const FROM_FACTS = `${RULES}
- Plan with the facts that are given and no others; name in each scene the ids of those that it states, one to three. Only a scene that states no fact at all names none.`

const FROM_NOTHING = `${RULES}
- There are no sources: leave facts empty. Plan only with what is widely known and stable. No figures that need a source, no quotations, no "today". Of the requester's own product, company or person, plan only with what the request says.`

import type { Claim } from '@mavs/core'
import { z } from 'zod'
import { askForObject } from '../language-model/structured.ts'
import { numbersIn } from '../research/findings.ts'
import { cleanText } from '../research/prompt.ts'
import { sentencesOf } from './sentences.ts'
import { asData, DATA_RULE, factsData, orderData, type WritingOrder } from './writing-order.ts'

/** What is said and shown in a scene, to be held against the facts that it names. */
export interface CheckableScene {
  readonly narration: string
  readonly short?: string | undefined
  /** Its headline, and what its visual says. */
  readonly shown: string
  readonly facts: readonly string[]
}

/** What a scene may say after the check; an empty narration means that nothing of it is left. */
export interface CheckedScene {
  readonly narration: string
  readonly short?: string
  readonly mayShow: boolean
}

const Verdicts = z
  .object({
    verdicts: z.array(
      z.object({
        id: z.string(),
        supported: z.boolean(),
        rewrite: z.string().nullable().describe('What remains of an unsupported sentence'),
      }),
    ),
  })
  .meta({ description: 'Whether each line is supported' })
type Verdict = z.infer<typeof Verdicts>['verdicts'][number]

/** A sentence, or what a visual says, under an id of its own. */
interface Line {
  readonly id: string
  readonly text: string
  readonly facts: readonly string[]
}

/** Scenes that are judged in one call. */
export const SCENES_PER_CHECK = 12

/**
 * Holds every sentence, and what is shown, against the facts that its scene names: a model judges in a second call, and a
 * program looks for figures that no fact has. What is not supported is put as the judge says it, once, or left out.
 * Without any facts, the judge looks for what needs a source and for what the request does not say of the requester.
 */
export async function checkScenes(scenes: readonly CheckableScene[], order: WritingOrder): Promise<CheckedScene[]> {
  const checked: CheckedScene[] = []
  for (let from = 0; from < scenes.length; from += SCENES_PER_CHECK) {
    const part = scenes.slice(from, from + SCENES_PER_CHECK)
    const lines = part.map((scene, at) => linesOf(scene, from + at + 1, order.language))
    const verdicts = await judge(
      lines.flatMap(({ said, short, shown }) => [...said, ...short, ...shown]),
      order,
    )
    checked.push(...lines.map((scene) => outcomeOf(scene, verdicts, order.claims)))
  }
  return checked
}

interface SceneLines {
  readonly said: readonly Line[]
  readonly short: readonly Line[]
  readonly shown: readonly Line[]
}

function linesOf(
  { narration, short = '', shown, facts }: CheckableScene,
  number: number,
  language: string,
): SceneLines {
  const lines = (mark: string, texts: readonly string[]): Line[] =>
    texts.map((text, at) => ({ id: `${number}${mark}${at + 1}`, text, facts }))
  return {
    said: lines('.', sentencesOf(narration, language)),
    short: lines('.short-', sentencesOf(short, language)),
    shown: lines('.screen-', [shown]),
  }
}

async function judge(lines: readonly Line[], order: WritingOrder): Promise<ReadonlyMap<string, Verdict>> {
  const { provider, claims, context } = order
  const named = new Set(lines.flatMap(({ facts }) => facts))
  const script = lines.map(({ id, text, facts }) => {
    const names = facts.length > 0 ? ` [${facts.join(', ')}]` : ''
    return `${id}${names}: ${asData(text)}`
  })
  const content = `${orderData(order)}${factsData(claims.filter(({ id }) => named.has(id)))}
The lines to judge, as data:
<script>
${script.join('\n')}
</script>`
  const messages = [
    { role: 'system', content: claims.length > 0 ? AGAINST_FACTS : AGAINST_NOTHING },
    { role: 'user', content },
  ] as const
  const { verdicts } = await askForObject(provider, { schema: Verdicts, name: 'verdicts', messages }, context)
  // Some repeat the facts behind the id.
  return new Map(verdicts.map((verdict) => [verdict.id.trim().split(/[\s:[]/)[0]!, verdict]))
}

function outcomeOf(
  { said, short, shown }: SceneLines,
  verdicts: ReadonlyMap<string, Verdict>,
  claims: readonly Claim[],
): CheckedScene {
  const kept = (lines: readonly Line[]): string[] => lines.flatMap((line) => standing(line, verdicts, claims) ?? [])
  const shortened = kept(short)
  return {
    narration: kept(said).join(' '),
    // A short form is good for its length only when it is whole.
    ...(short.length > 0 && shortened.length === short.length && { short: shortened.join(' ') }),
    mayShow: shown.every((line) => kept([line])[0] === line.text),
  }
}

/** A line as it may stand: as it is, as the judge puts it, or not at all. One without a verdict was not judged. */
function standing(line: Line, verdicts: ReadonlyMap<string, Verdict>, claims: readonly Claim[]): string | undefined {
  const verdict = verdicts.get(line.id)
  if (verdict === undefined) return undefined
  const texts = [
    verdict.supported ? line.text : '',
    cleanText(verdict.rewrite ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
  ]
  return texts.find((text) => text !== '' && hasKnownFigures(text, line.facts, claims))
}

/** Whether every figure stands in one of the facts. Without facts there is nothing to hold it against. */
export function hasKnownFigures(text: string, facts: readonly string[], claims: readonly Claim[]): boolean {
  if (claims.length === 0) return true
  const evidence = claims.filter(({ id }) => facts.includes(id)).map((claim) => `${claim.text} ${claim.quote ?? ''}`)
  const known = new Set(numbersIn(evidence.join(' ')))
  return numbersIn(text).every((number) => known.has(number))
}

const RULES = `You check the script of a video before it is spoken. Judge each line by its id, all of them. Rules:
- ${DATA_RULE}
- rewrite is null for a supported line. For one that is not: the line with only what is supported, in the same language and about as long, or null when nothing is left. Of a line that is shown on the screen (screen), rewrite is null.`

const AGAINST_FACTS = `${RULES}
- Behind the id of a line stand the facts that it names. supported is true when everything that the line states follows from these facts, or when it states nothing of fact (it opens, asks, leads over, closes). Otherwise it is false, however true the line may be.`

const AGAINST_NOTHING = `${RULES}
- There are no sources. supported is false for a line with an exact figure, date, quotation, person, study or product that is not common knowledge; with a claim of the present ("today", "recently", "the latest"); and with anything about the requester's own product, company or person that the request does not say. Otherwise it is true.`

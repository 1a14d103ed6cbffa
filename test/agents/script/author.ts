import { textOf, type ChatBody, type ChatTurn } from '../../vendors/chat.ts'

/** A scene as the author of these tests has it in mind. */
export interface AuthoredScene {
  readonly headline: string
  readonly narration: string
  readonly short?: string
  readonly facts?: readonly string[]
  readonly importance?: 'core' | 'useful' | 'extra'
  readonly visual?: object
  readonly icon?: string
  readonly pictures?: object
}

export interface Authored {
  readonly title: string
  readonly scenes: readonly AuthoredScene[]
  /** What the judge says of lines whose text contains a key: false, or what it would rather have. */
  readonly verdicts?: Readonly<Record<string, false | string>>
}

const STATEMENT = { kind: 'statement', text: 'Words that matter', value: null, unit: null, items: null }

/** Which step of the writing a request is. */
export const stepOf = (body: ChatBody): string =>
  body.response_format?.type === 'json_schema' ? body.response_format.json_schema.name : ''

/** A model that plans, words and judges as it was told to; by JSON schema. */
export function author({ title, scenes, verdicts = {} }: Authored): (body: ChatBody) => ChatTurn {
  const steps: Record<string, (asked: string) => object> = {
    outline: () => ({
      title,
      scenes: scenes.map(({ headline, facts = [], importance = 'core' }) => ({
        headline,
        point: headline,
        facts,
        importance,
      })),
    }),
    scenes: (asked) => ({
      scenes: [...asked.matchAll(/^(\d+)\. /gm)].map(([, number]) =>
        wordsOf(scenes[Number(number) - 1]!, Number(number)),
      ),
    }),
    verdicts: (asked) => ({
      verdicts: [...asked.matchAll(/^(\d+\.\S+?)(?: \[[^\]]*\])?: (.*)$/gm)].map(([, id, line]) => {
        const key = Object.keys(verdicts).find((words) => line!.includes(words))
        const said = key === undefined ? undefined : verdicts[key]
        return { id, supported: said === undefined, rewrite: typeof said === 'string' ? said : null }
      }),
    }),
  }
  return (body) => {
    const step = steps[stepOf(body)]
    return step ? { text: JSON.stringify(step(askedOf(body))) } : { status: 400, message: 'only JSON schemas' }
  }
}

/** What the model was asked last. */
export const askedOf = ({ messages }: ChatBody): string => textOf(messages.at(-1)!)

function wordsOf({ narration, short, visual, icon, pictures }: AuthoredScene, number: number): object {
  return {
    number,
    narration,
    short: short ?? null,
    visual: { ...STATEMENT, ...visual },
    icon: icon ?? null,
    pictures: pictures ?? null,
  }
}

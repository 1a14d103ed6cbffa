import type { ItemToken } from 'wink-nlp'

/** A word or sign with its part of speech (universal tags: NOUN, VERB …). */
export interface Token {
  readonly text: string
  readonly tag: string
  readonly isStopWord: boolean
  /** White space before it. */
  readonly space: string
  /** The word in lower case, for counting. */
  readonly normal: string
}

/** Splits an English sentence into tagged words. The tagger loads on first use (about 0.2 s) and stays loaded. */
export async function tokensOf(sentence: string): Promise<Token[]> {
  const { nlp, its } = await (tagger ??= loadTagger())
  const tokens: Token[] = []
  nlp
    .readDoc(sentence)
    .tokens()
    .each((token: ItemToken) => {
      tokens.push({
        text: token.out(),
        tag: token.out(its.pos),
        isStopWord: token.out(its.stopWordFlag) === true,
        space: token.out(its.precedingSpaces),
        normal: token.out(its.normal),
      })
    })
  return tokens
}

/** The words of tokens as they stood in the text. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => token.space + token.text)
    .join('')
    .trim()
}

let tagger: ReturnType<typeof loadTagger> | undefined

async function loadTagger() {
  const [{ default: createTagger }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ])
  const nlp = createTagger(model, ['sbd', 'pos'])
  return { nlp, its: nlp.its }
}

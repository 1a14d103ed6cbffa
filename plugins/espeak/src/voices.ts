import type { Voice } from '@mavs/core'

interface Row {
  readonly language: string
  readonly name: string
  readonly gender: Voice['gender']
  /** BCP 47, the voice's own first. */
  readonly languages: readonly string[]
  /** How well it stands for its language as a whole: low is good. */
  readonly priority: number
}

const GENDERS: Readonly<Record<string, Voice['gender']>> = { M: 'male', F: 'female' }

/**
 * The voices that `espeak-ng --voices` lists, those that stand for a whole language first; each is offered as it is and as a woman's
 * by a variant.
 */
export function parseVoices(
  table: string,
  variants: { readonly male?: string | undefined; readonly female: string },
): Voice[] {
  const rows = new Map<string, Row>()
  for (const row of table.split('\n').flatMap(parseRow)) {
    if (!rows.has(row.language)) rows.set(row.language, row)
  }
  return [...rows.values()]
    .toSorted((one, other) => one.priority - other.priority)
    .flatMap(({ language, name, gender, languages }) => [
      { id: withVariant(language, variants.male), description: name, gender, languages },
      { id: withVariant(language, variants.female), description: `${name}, a woman’s`, gender: 'female', languages },
    ])
}

/** The voices for "neutral", "male" and "female". */
export function defaultVoices(variants: { readonly male?: string | undefined; readonly female: string }) {
  const male = withVariant('en-us', variants.male)
  return { neutral: male, male, female: withVariant('en-us', variants.female) }
}

const withVariant = (voice: string, variant: string | undefined): string =>
  variant === undefined ? voice : `${voice}+${variant}`

/** ` 5  fr-be   --/M   French_(Belgium)   roa/fr-BE   (fr 8)`; anything else is no row. */
function parseRow(line: string): Row[] {
  const [, priority, language, gender, name, others] =
    /^\s*(\d+)\s+(\S+)\s+\S+\/(\S)\s+(\S+)\s+\S+\s*(.*)$/.exec(line) ?? []
  if (priority === undefined) return []
  const also = [...others!.matchAll(/\(([^\s)]+) (\d+)\)/g)].map(([, tag, rank]) => ({ tag: tag!, rank: Number(rank) }))
  const languages = [...new Set([language!, ...also.map(({ tag }) => tag)].flatMap(canonical))]
  if (languages.length === 0) return []
  const bare = also.find(({ tag }) => !tag.includes('-'))?.rank
  return [
    {
      language: language!,
      name: name!.replaceAll('_', ' ').trim(),
      gender: GENDERS[gender!] ?? 'neutral',
      languages,
      priority: bare ?? (language!.includes('-') ? 100 : Number(priority)),
    },
  ]
}

function canonical(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag)
  } catch {
    return []
  }
}

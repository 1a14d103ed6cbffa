import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What a field must be, in words that need no knowledge of types. A schema's own sentence is left as it is. */
export function issueSentence(issue: Issue): string {
  const isOwn = !/^(Invalid (input|option|string|number)\b|Too (small|big):)/.test(issue.message)
  return (isOwn ? undefined : sentence(issue)) ?? issue.message
}

function sentence(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return NAMES[issue.expected] && `must be ${NAMES[issue.expected]}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), issue.inclusive ?? true, 'more')
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), issue.inclusive ?? true, 'less')
    default:
      return undefined
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function bound(origin: string, limit: number, isIncluded: boolean, beyond: 'more' | 'less'): string | undefined {
  if (origin === 'string') return `must have ${limit} characters or ${beyond}`
  if (origin === 'array') return `must hold ${limit} items or ${beyond}`
  if (origin !== 'number' && origin !== 'int') return undefined
  return isIncluded ? `must be ${limit} or ${beyond}` : `must be ${beyond} than ${limit}`
}

import {
  DURATION_SECONDS,
  PROMPT_LENGTH,
  Quality,
  StyleName,
  VideoError,
  VideoRequest,
  type VideoRequestInput,
} from '@mavs/core'
import type { z } from 'zod'

/** The request's fields as options of the command line, with what each must be. */
const OPTIONS: Readonly<Record<string, readonly [option: string, expected: string]>> = {
  prompt: ['--prompt', `${PROMPT_LENGTH.min} to ${PROMPT_LENGTH.max} characters long`],
  duration_preference: [
    '--duration',
    `a whole number of seconds from ${DURATION_SECONDS.min} to ${DURATION_SECONDS.max}`,
  ],
  style: ['--style', `one of ${StyleName.options.join(', ')}`],
  voice_preference: ['--voice', 'neutral, male, female or the name of a voice (`mavs voices` lists them)'],
  quality: ['--quality', `one of ${Quality.options.join(', ')}`],
  seed: ['--seed', 'a whole number from 0 to 4294967295'],
  language: ['--language', 'a language tag such as en or pt-BR'],
  sources: ['--source', 'given 10 times at most'],
}

/** Checks a request in the words of the command line: one sentence that names the option, the limit and what was given. */
export function checkRequest(input: VideoRequestInput): VideoRequestInput {
  const result = VideoRequest.safeParse(input)
  if (!result.success) throw new VideoError('REQUEST_INVALID', sentence(result.error, input), { cause: result.error })
  return input
}

function sentence(error: z.ZodError, input: VideoRequestInput): string {
  const fields = [...new Set(error.issues.map((issue) => String(issue.path[0])))]
  return fields
    .map((field) => {
      const [option, expected] = OPTIONS[field] ?? [field, 'valid']
      return `${option} must be ${expected} (got ${given(field, input[field as keyof VideoRequestInput])}).`
    })
    .join(' ')
}

function given(field: string, value: unknown): string {
  if (field === 'prompt') return `${String(value ?? '').length} characters`
  if (field === 'sources') return `${(value as readonly unknown[]).length} files`
  return typeof value === 'string' ? `"${value.slice(0, 60)}"` : String(value)
}

/** A number as the user wrote it, for the schema to judge; text that is none stays text. */
export function numberOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return text.trim() === '' || Number.isNaN(Number(text)) ? (text as unknown as number) : Number(text)
}

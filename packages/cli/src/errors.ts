import { MavsApiError } from '@mavs/client'
import { ERROR_CODES, VideoError, type ErrorCode } from '@mavs/core'
import { UsageError } from 'clipanion'
import type { CliContext } from './context.ts'
import { EXIT_CODES } from './exit-codes.ts'

/** Tells an error in one sentence on the standard error, and answers with the exit code that it ends with. */
export function reportError(error: unknown, context: CliContext): number {
  context.stderr.write(`mavs: ${sentenceOf(error, context)}\n`)
  if (VideoError.isInstance(error)) return EXIT_CODES[error.category]
  if (MavsApiError.isInstance(error)) return EXIT_CODES[blameOf(error)]
  return isUsageError(error) ? EXIT_CODES.user : EXIT_CODES.system
}

function sentenceOf(error: unknown, context: CliContext): string {
  if (VideoError.isInstance(error)) return error.message
  if (MavsApiError.isInstance(error)) return `${error.message}${remedyOf(error)}`
  if (!(error instanceof Error)) return `unexpected error: ${String(error)}`
  if (isUsageError(error)) return `${firstLine(error.message)} See \`mavs help\`.`
  return `unexpected error: ${context.environment.LOG_LEVEL ? error.stack : error.message}`
}

/** What a server refuses is the user's; what it cannot do, or that it is not there, is the provider's. */
function blameOf({ code, status }: MavsApiError): 'user' | 'provider' {
  if (Object.hasOwn(ERROR_CODES, code)) {
    return ERROR_CODES[code as ErrorCode].category === 'user' ? 'user' : 'provider'
  }
  return status >= 400 && status < 500 && status !== 429 ? 'user' : 'provider'
}

function remedyOf({ code, status, requestId }: MavsApiError): string {
  if (code === 'UNREACHABLE') return ' Check --server or MAVS_SERVER; `mavs serve` starts a server.'
  if (code.startsWith('SIGNATURE_')) return ' Set MAVS_SIGNING_SECRET to what `mavs keys secret` shows for the key.'
  if (status === 401) return ' Set MAVS_API_KEY to a key of that server.'
  return status >= 500 && requestId !== undefined ? ` Its log knows more under ${requestId}.` : ''
}

/** Clipanion's own complaints about commands and options, and ours in its words. */
const isUsageError = (error: unknown): boolean =>
  error instanceof UsageError ||
  (error instanceof Error && /^(UnknownSyntaxError|AmbiguousSyntaxError)$/.test(error.name))

/** Clipanion adds the whole usage below its message. */
function firstLine(message: string): string {
  const line = message.split('\n').find((text) => text.trim() !== '') ?? message
  return /[.!?]$/.test(line) ? line : `${line}.`
}

import { VideoError } from '@mavs/core'
import { UsageError } from 'clipanion'
import type { CliContext } from './context.ts'
import { EXIT_CODES } from './exit-codes.ts'

/** Tells an error in one sentence on the standard error, and answers with the exit code that it ends with. */
export function reportError(error: unknown, context: CliContext): number {
  context.stderr.write(`mavs: ${sentenceOf(error, context)}\n`)
  if (VideoError.isInstance(error)) return EXIT_CODES[error.category]
  return isUsageError(error) ? EXIT_CODES.user : EXIT_CODES.system
}

function sentenceOf(error: unknown, context: CliContext): string {
  if (VideoError.isInstance(error)) return error.message
  if (!(error instanceof Error)) return `unexpected error: ${String(error)}`
  if (isUsageError(error)) return `${firstLine(error.message)} See \`mavs --help\`.`
  return `unexpected error: ${context.environment.LOG_LEVEL ? error.stack : error.message}`
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

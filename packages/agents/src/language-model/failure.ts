import {
  maskSecrets,
  providerFailure,
  retryAfter,
  VideoError,
  type FailureKind,
  type LanguageModelProvider,
} from '@mavs/core'
import type { Turn } from './turn.ts'

/** What the libraries of language models throw, as far as they agree. */
interface LibraryError {
  readonly name?: string
  readonly message?: string
  readonly status?: number
  readonly code?: string | null
  readonly type?: string | null
  readonly headers?: { get?(name: string): string | null }
  readonly cause?: { readonly message?: string; readonly code?: string }
}

/**
 * A failure of a model's server as one of the kinds that all providers share, with what to do about it. Some servers
 * repeat the key that they refuse: that of the model is taken out, whatever its form.
 */
export function modelFailure(error: unknown, provider: LanguageModelProvider, model?: object): VideoError {
  if (VideoError.isInstance(error)) return error
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as LibraryError
  const { status, headers } = thrown
  const kind = kindOf(thrown)
  const retryAfterMs = waitOf(headers)
  return providerFailure({
    provider: provider.id,
    kind,
    message: sentence(provider, kind, maskSecrets(saidBy(error, thrown), secretsOf(model))),
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    cause: error,
  })
}

/** How long a server asks to wait: OpenAI's own header is more exact than the one of HTTP. */
function waitOf(headers: LibraryError['headers']): number | undefined {
  const exact = Number.parseFloat(headers?.get?.('retry-after-ms') ?? '')
  return exact >= 0 ? exact : retryAfter(headers?.get?.('retry-after') ?? null)
}

/** LangChain's models keep their key in a field of this name. */
function secretsOf(model: object = {}): readonly string[] {
  const { apiKey } = model as { apiKey?: unknown }
  return typeof apiKey === 'string' ? [apiKey] : []
}

/** Throws for a reply that holds no answer; asking again in the same way would not help. */
export function requireAnswer(turn: Turn, provider: LanguageModelProvider): void {
  const fail = (kind: FailureKind, what: string): never => {
    throw providerFailure({ provider: provider.id, kind, message: sentence(provider, kind, what) })
  }
  if (turn.refusal !== undefined) fail('refused-content', `it refused to answer: ${turn.refusal}`)
  if (turn.finishReason === 'content_filter') fail('refused-content', 'its content filter withheld the reply')
  if (turn.finishReason === 'length') {
    fail('invalid-reply', 'the reply was cut off at the token limit; allow more (maxOutputTokens), or ask for less')
  }
  if (turn.text.trim() === '' && turn.toolCalls.length === 0) fail('invalid-reply', 'the reply was empty')
}

/** Whether a server refused the way in which it was asked, and not what it was asked. */
export function isWayRefused(error: unknown): boolean {
  if (!VideoError.isInstance(error) || error.details['failure'] !== 'rejected') return false
  return WAY_REFUSED.has(Number(error.details['status'])) && !ABOUT_LENGTH.test(error.message)
}

/** Statuses with which servers refuse a form of request that they do not know. */
const WAY_REFUSED: ReadonlySet<number> = new Set([400, 404, 422, 501])
const ABOUT_LENGTH = /context.{0,12}(?:length|window)|too (?:long|many tokens)|reduce the length/i
const ABOUT_TOOLS = /\btools?\b|tool_choice|function|response_format|json_schema|structured|schema/i
const ABOUT_QUOTA = /insufficient_quota|billing|quota/i
const ABOUT_CONTENT = /content_filter|content_policy|content management policy/i

function kindOf({ name = '', message = '', status, code, type }: LibraryError): FailureKind {
  const said = `${code ?? ''} ${type ?? ''} ${message}`
  if (ABOUT_CONTENT.test(said)) return 'refused-content'
  if (status === 402 || ((status === 429 || status === undefined) && ABOUT_QUOTA.test(said))) return 'quota'
  if (status === 404 && !ABOUT_TOOLS.test(message)) return 'not-found'
  if (status === 429 || code?.startsWith('rate_limit') === true) return 'rate-limited'
  if (status === 408 || name === 'TimeoutError') return 'timeout'
  if (status === 401 || status === 403) return 'key-refused'
  if (status === 501 || name === 'ContextOverflowError' || (status !== undefined && status >= 400 && status < 500))
    return 'rejected'
  // What is no JSON, or no form of a reply: the library stumbles over it.
  if (name === 'SyntaxError' || name === 'TypeError') return isOfNetwork(message) ? 'unavailable' : 'invalid-reply'
  return 'unavailable'
}

/** Fetch names broken connections so. */
const isOfNetwork = (message: string): boolean => /fetch failed|terminated|network|socket/i.test(message)

function saidBy(error: unknown, { message = '', cause }: LibraryError): string {
  const first = (message || String(error))
    .split(/\n\nTroubleshooting URL/)[0]!
    .replace(/\s+/g, ' ')
    .trim()
  const reason = cause?.code ?? cause?.message
  return reason === undefined || first.includes(reason) ? first : `${first.replace(/\.$/, '')} (${reason})`
}

function sentence({ id, model, remedies = {} }: LanguageModelProvider, kind: FailureKind, what: string): string {
  const said = maskSecrets(what).slice(0, 300).replace(/\.$/, '')
  const remedy = remedies[kind]
  return `${model} (${id}) failed: ${said}.${remedy === undefined ? '' : ` ${remedy}`}`
}

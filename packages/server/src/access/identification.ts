import type { IncomingMessage } from 'node:http'
import { VideoError, type ApiKeyDocument, type Logger, type Scope, type VideoSystem } from '@mavs/core'
import type { Context } from 'koa'
import type { AuthenticationOptions } from './authentication.ts'
import { anonymousCaller, mayDo, openCaller, type Caller } from './caller.ts'
import { readCredentials } from './credentials.ts'
import { createTokenVerifier, type TokenVerifier } from './json-web-tokens.ts'
import { credentialsInvalid, credentialsMissing, scopeMissing } from './refusals.ts'
import { createSignatureCheck } from './signatures.ts'

/**
 * Finds out who sent a request; once for a request, however often it is asked.
 * With a scope: throws 401, 403 or 503 problems unless the caller may do what needs it; where POST and DELETE must be
 * signed, also for those that are not.
 * Without: never throws; who shows no good credentials is anonymous. That is enough for limits, logs and open endpoints.
 */
export type Identify = (context: Context, scope?: Scope) => Promise<Caller>

export interface IdentificationOptions {
  /** Undefined: nobody is asked who they are. */
  readonly authentication: AuthenticationOptions | undefined
  readonly logger: Logger
  readonly now: () => Date
}

/** Prepares the identification of callers. Throws `REQUEST_INVALID` for options that do not go together. */
export function createIdentification(options: IdentificationOptions, system: VideoSystem): Identify {
  const { authentication, logger, now } = options
  if (authentication === undefined) return async (context) => openCaller(context.ip)
  checkOptions(authentication)
  const { jwt, signatures } = authentication
  const ways: Ways = { system, authentication, verify: jwt && createTokenVerifier(jwt, logger) }
  const checkSignature = signatures && createSignatureCheck(signatures, system, now)
  const known = new WeakMap<IncomingMessage, Promise<Caller | undefined>>()
  const callerOf = (context: Context): Promise<Caller | undefined> => {
    const found = known.get(context.req) ?? findCaller(context, ways, now())
    known.set(context.req, found)
    return found
  }
  return async (context, scope) => {
    if (scope === undefined) {
      const caller = await callerOf(context).catch(() => undefined)
      return caller ?? anonymousCaller(context.ip)
    }
    const caller = await callerOf(context)
    if (caller === undefined) throw credentialsMissing(howToIdentify(authentication))
    if (!mayDo(caller, scope)) throw scopeMissing(scope)
    if (/^(POST|DELETE)$/.test(context.method)) await checkSignature?.(context, caller)
    return caller
  }
}

function checkOptions({ keys = false, jwt, signatures }: AuthenticationOptions): void {
  if (!keys && jwt === undefined) {
    throw new VideoError('REQUEST_INVALID', 'Option "authentication" must have keys, jwt or both (got neither).')
  }
  if (signatures === undefined || keys || Object.keys(signatures.secrets ?? {}).length > 0) return
  throw new VideoError(
    'REQUEST_INVALID',
    'Option "authentication.signatures.secrets" (MAVS_SIGNING_KEYS) must have a secret where API keys are not taken: ' +
      'nobody could sign.',
  )
}

interface Ways {
  readonly system: VideoSystem
  readonly authentication: AuthenticationOptions
  readonly verify: TokenVerifier | undefined
}

async function findCaller(context: Context, ways: Ways, now: Date): Promise<Caller | undefined> {
  const credentials = readCredentials(context.headers)
  if (credentials === undefined) return undefined
  if (credentials.kind === 'key') {
    const document = ways.authentication.keys === true ? await ways.system.keys.find(credentials.value) : undefined
    if (document === undefined) throw credentialsInvalid('The API key is unknown, expired or revoked')
    return callerOfKey(document)
  }
  if (ways.verify === undefined) throw credentialsInvalid('This server takes API keys, not tokens')
  return ways.verify(credentials.value, now)
}

const callerOfKey = (document: ApiKeyDocument): Caller => ({
  userId: document.user_id,
  scopes: new Set(document.scopes),
  keyId: document.key_id,
  limitKey: `key:${document.key_id}`,
  requestsPerMinute: document.requests_per_minute ?? undefined,
})

function howToIdentify({ keys = false, jwt }: AuthenticationOptions): string {
  const ways = keys ? ['an API key (Authorization: Bearer mavs_…, or X-API-Key)'] : []
  if (jwt !== undefined) ways.push('a token (Authorization: Bearer …)')
  return `This needs ${ways.join(' or ')}.`
}

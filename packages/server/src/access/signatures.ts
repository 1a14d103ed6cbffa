import { createHmac, timingSafeEqual } from 'node:crypto'
import { VideoError, type VideoSystem } from '@mavs/core'
import type { Context } from 'koa'
import { isInnerList, parseDictionary, type Dictionary, type InnerList } from 'structured-headers'
import type { SignatureOptions } from './authentication.ts'
import type { Caller } from './caller.ts'
import { readContentDigest } from './content-digest.ts'
import { signatureInvalid, signatureMissing } from './refusals.ts'
import { componentOf, signatureBase } from './signature-base.ts'

/** Throws a 401 problem that names the part of a request's signature that is missing or wrong. */
export type SignatureCheck = (context: Context, caller: Caller) => Promise<void>

/** How old a signature may be, and how far ahead the signer's clock, in seconds. */
const WINDOW_SECONDS = 300
const AHEAD_SECONDS = 30
const SECRET_MIN_BYTES = 32

/**
 * Prepares the check of HTTP message signatures (RFC 9421, hmac-sha256). Each is good once, for all servers over the
 * same data directory. Throws `REQUEST_INVALID` for weak secrets.
 */
export function createSignatureCheck(options: SignatureOptions, system: VideoSystem, now: () => Date): SignatureCheck {
  const secrets = readSecrets(options.secrets ?? {})
  return async (context, caller) => {
    const { input, signature } = readSignature(context)
    checkCoverage(context, input)
    const { keyId, nonce, createdSeconds } = readParameters(input, now().getTime() / 1000)
    const secret = secrets.get(keyId) ?? (keyId === caller.keyId ? await ownSecret(system, keyId) : undefined)
    if (secret === undefined) throw signatureInvalid('keyid is neither your API key’s id nor a known signing key')
    const expected = createHmac('sha256', secret).update(signatureBase(context, input)).digest()
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw signatureInvalid('the signature does not fit the request')
    }
    const until = new Date((createdSeconds + WINDOW_SECONDS + 1) * 1000)
    const isNew = await system.keys.noteNonce(`${keyId} ${nonce}`, until)
    if (!isNew) throw signatureInvalid('the nonce was used before: sign every request anew')
  }
}

const ownSecret = async (system: VideoSystem, keyId: string): Promise<Buffer> =>
  Buffer.from(await system.keys.signingSecret(keyId), 'base64url')

function readSecrets(given: Readonly<Record<string, string>>): ReadonlyMap<string, Buffer> {
  const secrets = Object.entries(given).map(([id, secret]) => [id, Buffer.from(secret)] as const)
  for (const [id, secret] of secrets) {
    if (secret.length >= SECRET_MIN_BYTES) continue
    throw new VideoError(
      'REQUEST_INVALID',
      `Option "authentication.signatures.secrets" (MAVS_SIGNING_KEYS) must have ${SECRET_MIN_BYTES} bytes or more in each ` +
        `(got ${secret.length} for "${id}").`,
    )
  }
  return new Map(secrets)
}

/** The first signature of the request and what it covers. */
function readSignature(context: Context): { readonly input: InnerList; readonly signature: Uint8Array } {
  const inputs = readDictionary(context, 'Signature-Input')
  const signatures = readDictionary(context, 'Signature')
  const [label, input] = inputs.entries().next().value ?? []
  if (label === undefined || input === undefined) throw signatureMissing('Signature-Input is empty')
  if (!isInnerList(input)) throw signatureInvalid('Signature-Input must list what is covered in brackets')
  const signature = signatures.get(label)?.[0]
  if (signature === undefined) throw signatureMissing(`Signature has no "${label}"`)
  if (!(signature instanceof ArrayBuffer)) throw signatureInvalid('Signature must be base64 between colons')
  return { input, signature: new Uint8Array(signature) }
}

function readDictionary(context: Context, name: string): Dictionary {
  const text = componentOf(context, name.toLowerCase())
  if (text === undefined) throw signatureMissing(`the header ${name} is missing`)
  try {
    return parseDictionary(text)
  } catch (cause) {
    throw signatureInvalid(`${name} is not a dictionary of structured fields (RFC 8941)`, cause)
  }
}

/** The method, the whole target and, where there is a body, its digest must be covered. */
function checkCoverage(context: Context, [items]: InnerList): void {
  const names = items.map(([name]) => name)
  for (const [name, parameters] of items) {
    if (typeof name !== 'string') throw signatureInvalid('what is covered must be in quotes')
    if (parameters.size > 0) throw signatureInvalid('covered components with parameters are not taken')
    if (componentOf(context, name) === undefined) {
      throw signatureInvalid(`the covered component "${name.slice(0, 60)}" is not in the request`)
    }
  }
  if (new Set(names).size !== names.length) throw signatureInvalid('a component is covered twice')
  if (!names.includes('@method')) throw signatureMissing('"@method" is not covered')
  const hasTarget = names.includes('@target-uri') || names.includes('@request-target')
  if (!hasTarget && !names.includes('@path')) throw signatureMissing('"@path" (or "@target-uri") is not covered')
  if (!hasTarget && context.querystring !== '' && !names.includes('@query')) {
    throw signatureMissing('"@query" is not covered')
  }
  if (hasBody(context)) checkDigestCovered(context, names)
}

function checkDigestCovered(context: Context, names: readonly unknown[]): void {
  const digest = componentOf(context, 'content-digest')
  if (digest === undefined) throw signatureMissing('the header Content-Digest is missing')
  if (!names.includes('content-digest')) throw signatureMissing('"content-digest" is not covered')
  if ((readContentDigest(digest)?.size ?? 0) === 0) {
    throw signatureInvalid('Content-Digest has neither sha-256 nor sha-512')
  }
}

const hasBody = ({ headers }: Context): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

interface SignatureParameters {
  readonly keyId: string
  readonly nonce: string
  readonly createdSeconds: number
}

function readParameters([, given]: InnerList, nowSeconds: number): SignatureParameters {
  const [created, expires, nonce, keyId] = ['created', 'expires', 'nonce', 'keyid'].map((name) => given.get(name))
  if (typeof created !== 'number') throw signatureMissing('the parameter created is missing')
  if (typeof keyId !== 'string') throw signatureMissing('the parameter keyid is missing')
  if (typeof nonce !== 'string' || nonce === '') throw signatureMissing('the parameter nonce is missing')
  if (nonce.length > 128) throw signatureInvalid('nonce must be at most 128 characters')
  if ((given.get('alg') ?? 'hmac-sha256') !== 'hmac-sha256') throw signatureInvalid('alg must be hmac-sha256')
  if (created > nowSeconds + AHEAD_SECONDS) throw signatureInvalid('created is in the future: check your clock')
  const isOld = created < nowSeconds - WINDOW_SECONDS
  if (isOld || (expires !== undefined && !(Number(expires) >= nowSeconds))) {
    throw signatureInvalid('the signature is too old: sign anew, and check your clock')
  }
  return { keyId, nonce, createdSeconds: created }
}

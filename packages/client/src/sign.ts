/** What a signature is made with: an API key, and what `mavs keys secret` shows for it. */
export interface SigningKey {
  readonly key: string
  /** Base64url of 32 bytes. */
  readonly secret: string
}

/** What is signed. */
export interface SignedRequest {
  readonly method: string
  readonly url: URL
  readonly body: string | undefined
}

/** The headers that sign a request after RFC 9421, with HMAC-SHA256 and a nonce: good for one try. */
export async function signatureHeaders(
  { method, url, body }: SignedRequest,
  { key, secret }: SigningKey,
): Promise<Record<string, string>> {
  const digest = body === undefined ? undefined : `sha-256=:${base64(await sha256(body))}:`
  const covered: readonly (readonly [name: string, value: string])[] = [
    ['@method', method],
    ['@path', url.pathname],
    ['@query', url.search || '?'],
    ...(digest === undefined ? [] : [['content-digest', digest] as const]),
  ]
  const names = covered.map(([name]) => `"${name}"`).join(' ')
  const created = Math.floor(Date.now() / 1000)
  // The second part of a key is its name.
  const parameters = `(${names});created=${created};nonce="${crypto.randomUUID()}";keyid="${key.split('_')[1]}"`
  const lines = [...covered, ['@signature-params', parameters] as const].map(([name, value]) => `"${name}": ${value}`)
  return {
    'Signature-Input': `mavs=${parameters}`,
    Signature: `mavs=:${base64(await hmac(secret, lines.join('\n')))}:`,
    ...(digest === undefined ? {} : { 'Content-Digest': digest }),
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const sha256 = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', bytesOf(text))

async function hmac(secret: string, text: string): Promise<ArrayBuffer> {
  const raw = Uint8Array.from(atob(secret.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return crypto.subtle.sign('HMAC', key, bytesOf(text))
}

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)))

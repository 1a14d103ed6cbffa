import { VideoError } from '../errors/video-error.ts'
import type { SessionDatabase } from '../sessions/database.ts'
import { storedSecret } from '../sessions/secrets.ts'

const PREFIX = 'whsec_'
/** Standard Webhooks: at least 192 bits, at most 512. */
const LENGTH_BYTES = { min: 24, max: 64 } as const

/** The secret that an operator has set, checked; undefined when none is. Throws `REQUEST_INVALID` without showing it. */
export function givenWebhookSecret(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const secret = option ?? (environment.MAVS_WEBHOOK_SECRET || undefined)
  if (secret === undefined || isSecret(secret)) return secret
  throw new VideoError(
    'REQUEST_INVALID',
    `Option "webhookSecret" (MAVS_WEBHOOK_SECRET) must be "${PREFIX}" and the base64 of ${LENGTH_BYTES.min} to ` +
      `${LENGTH_BYTES.max} random bytes, e.g. "${PREFIX}$(openssl rand -base64 32)" in a shell.`,
  )
}

/** The data directory's own secret, as `whsec_…`. */
export const storedWebhookSecret = async (database: SessionDatabase): Promise<string> =>
  PREFIX + (await storedSecret(database, 'webhook'))

/** The bytes behind `whsec_…`. */
export const secretBytes = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')

function isSecret(text: string): boolean {
  if (!text.startsWith(PREFIX) || !/^[A-Za-z0-9+/]+={0,2}$/.test(text.slice(PREFIX.length))) return false
  const { length } = secretBytes(text)
  return length >= LENGTH_BYTES.min && length <= LENGTH_BYTES.max
}

import { z } from 'zod'

const isoTime = z.iso.datetime().describe('UTC, ISO 8601, ending in Z')

/** What a caller may do. `admin` may do everything, for every user. */
export const Scope = z.enum(['videos:read', 'videos:write', 'system:read', 'admin'])
export type Scope = z.infer<typeof Scope>

/** What is asked for when a key is made. */
export const ApiKeyRequest = z.strictObject({
  name: z.string().min(1).max(100).describe('What it is for'),
  user_id: z.string().min(1).max(200).describe('Whose sessions it reaches'),
  scopes: z.array(Scope).min(1).default(['videos:read', 'videos:write']),
  requests_per_minute: z.int().min(1).optional().describe('A limit of its own, instead of the server’s'),
  expires_at: isoTime.optional(),
})
export type ApiKeyRequest = z.infer<typeof ApiKeyRequest>
export type ApiKeyInput = z.input<typeof ApiKeyRequest>

/** A key as it is listed. The key itself is shown once, when it is made; only its hash is kept. */
export const ApiKeyDocument = z.strictObject({
  key_id: z.string(),
  name: z.string(),
  user_id: z.string(),
  scopes: z.array(Scope),
  requests_per_minute: z.int().nullable(),
  created_at: isoTime,
  expires_at: isoTime.nullable(),
  revoked_at: isoTime.nullable(),
  last_used_at: isoTime.nullable(),
})
export type ApiKeyDocument = z.infer<typeof ApiKeyDocument>

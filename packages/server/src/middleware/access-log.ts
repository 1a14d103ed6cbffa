import type { Logger } from '@mavs/core'
import type { Caller } from '../access/caller.ts'
import type { Observer } from './observation.ts'

/** Writes a line for each answer: who asked for what kind of thing; no query, no credentials, no bodies. */
export function createAccessLog(logger: Logger): Observer {
  return (context, { method, route, status, durationMs, bytes, isWhole }) => {
    const { requestId, caller } = context.state as { requestId?: string; caller?: Caller }
    const fields = {
      request_id: requestId,
      method,
      route: route ?? null,
      status,
      ms: Math.round(durationMs * 10) / 10,
      bytes,
      address: context.ip,
      ...(caller?.keyId === undefined ? {} : { key_id: caller.keyId }),
      ...(caller?.userId === undefined ? {} : { user_id: caller.userId }),
      ...(isWhole ? {} : { aborted: true }),
    }
    logger.info(fields, 'request')
  }
}

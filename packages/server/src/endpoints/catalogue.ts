import type { Endpoint } from './endpoint.ts'
import { health } from './health.ts'
import { root } from './root.ts'
import { videoStatus } from './video-status.ts'

/** All operations of the API, in the order in which the document shows them. */
export const ENDPOINTS: readonly Endpoint[] = [root, health, videoStatus]

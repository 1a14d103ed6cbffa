import { batchStatus, cancelBatch, generateBatch } from './batches.ts'
import { cancelVideo } from './cancel-video.ts'
import type { Endpoint } from './endpoint.ts'
import { estimateVideo } from './estimate-video.ts'
import { generateVideo } from './generate-video.ts'
import { health } from './health.ts'
import { listVideos } from './list-videos.ts'
import { root } from './root.ts'
import { SESSION_FILES } from './session-files.ts'
import { systemCleanup } from './system-cleanup.ts'
import { systemStats } from './system-stats.ts'
import { videoDownload } from './video-download.ts'
import { videoEvents } from './video-events.ts'
import { videoProgress } from './video-progress.ts'
import { videoStatus } from './video-status.ts'
import { videoWebhooks } from './video-webhooks.ts'

/**
 * All operations of the API, in the order in which the document shows them. The first that a path fits is asked:
 * batches stand before sessions, whose id could be any word.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  root,
  health,
  generateVideo,
  estimateVideo,
  generateBatch,
  batchStatus,
  cancelBatch,
  listVideos,
  videoStatus,
  videoProgress,
  videoEvents,
  videoDownload,
  ...SESSION_FILES,
  videoWebhooks,
  cancelVideo,
  systemStats,
  systemCleanup,
]

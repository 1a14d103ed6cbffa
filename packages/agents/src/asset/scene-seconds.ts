import type { Scene } from '@mavs/core'
import { usualSeconds } from '../shared/spoken-length.ts'

/** What a scene lasts beside its words. */
const AIR_SECONDS = 1
/** Speech may turn out slower than expected, and scenes hold for a moment. */
const MARGIN = 1.3

/** So many seconds of footage cover a scene, however slowly it is spoken: its speech runs beside this stage. */
export const footageSeconds = ({ narration, holdSeconds = 0 }: Pick<Scene, 'narration' | 'holdSeconds'>): number =>
  MARGIN * (Math.max(usualSeconds(narration), holdSeconds) + AIR_SECONDS)

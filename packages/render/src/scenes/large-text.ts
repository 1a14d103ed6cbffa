import type { FitText } from '../layout/node.ts'
import type { FitOptions } from '../text/typesetter.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'
import { splitText } from './split.ts'

/** Words that are the scene itself are not set smaller than this while there is time to show them in two scenes. */
const LEAST_PX = 46
/** A scene of this length has time for two that can be read. */
const TWO_SCENES_SECONDS = 6.4

/**
 * A text that is the scene itself, for a layout: as large as its box allows. What would become small is given up, so
 * that the scene is divided; where that can't be, it is set as small as it takes.
 */
export const largeText =
  (context: SceneContext, text: string, role: TextRole, limits: Omit<FitOptions, 'maxWidth' | 'maxHeight'>): FitText =>
  (maxWidth, maxHeight) => {
    const large = context.fit(text, role, { minSizePx: LEAST_PX, ...limits, maxWidth, maxHeight })
    const isDivided = context.durationSeconds >= TWO_SCENES_SECONDS && splitText(text, context.language) !== undefined
    return large.shortened && !isDivided ? context.fit(text, role, { ...limits, maxWidth, maxHeight }) : large
  }

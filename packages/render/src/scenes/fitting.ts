import type { FitText } from '../layout/node.ts'
import type { FitOptions } from '../text/typesetter.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** A text for a layout, as large as its box allows up to a size. */
export const fitted =
  (context: SceneContext, text: string, role: TextRole, limits: Omit<FitOptions, 'maxWidth' | 'maxHeight'>): FitText =>
  (maxWidth, maxHeight) =>
    context.fit(text, role, { ...limits, maxWidth, maxHeight })

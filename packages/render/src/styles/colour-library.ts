import { createRequire } from 'node:module'
import type * as Culori from 'culori'

/** Culori from its one bundled file: to load its 150 modules one by one takes a tenth of a render process's start. */
const culori = createRequire(import.meta.url)('culori') as typeof Culori

export const { converter, differenceEuclidean, formatHex, interpolate, wcagContrast, wcagLuminance } = culori
export const rgb: typeof Culori.rgb = culori.rgb

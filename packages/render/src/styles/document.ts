import { readFile } from 'node:fs/promises'
import { parseOrThrow, VideoError } from '@mavs/core/essentials'
import { contrast, requiredContrast } from './colour.ts'
import { Style, type Palette } from './style.ts'

/** Checks a style that came from outside; throws `TIMELINE_INVALID` naming the fields that are wrong. */
export function parseStyle(value: unknown, what = 'The style'): Style {
  const style = parseOrThrow(Style, value, what, 'TIMELINE_INVALID')
  const faults = [
    ...faintTexts(style.palette, 'palette'),
    ...(style.contrast ? faintTexts(style.contrast.palette, 'contrast.palette') : []),
  ]
  if (faults.length > 0)
    throw new VideoError('TIMELINE_INVALID', `${what} cannot be read on screen: ${faults.join('; ')}`)
  return style
}

/** Reads a style from a JSON file. */
export async function readStyle(file: string): Promise<Style> {
  let source: string
  try {
    source = await readFile(file, 'utf8')
  } catch (error) {
    throw new VideoError('TIMELINE_INVALID', `The style ${file} cannot be read (${String(error)})`, { cause: error })
  }
  try {
    return parseStyle(JSON.parse(source), `The style ${file}`)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new VideoError('TIMELINE_INVALID', `The style ${file} is not JSON: ${error.message}`, { cause: error })
  }
}

/** Roles whose texts stand on the background and on surfaces, in the smallest size. */
const TEXT_ROLES = ['ink', 'mutedInk'] as const
const SMALL_PX = 28

function faintTexts(palette: Palette, path: string): string[] {
  const needed = requiredContrast(SMALL_PX)
  return TEXT_ROLES.flatMap((role) =>
    (['background', 'surface'] as const).flatMap((ground) => {
      const ratio = contrast(palette[role], palette[ground])
      if (ratio >= needed) return []
      return [
        `${path}.${role} must have a contrast of at least ${needed}:1 to ${ground} ${palette[ground]} (got ${palette[role]}: ${ratio.toFixed(1)}:1)`,
      ]
    }),
  )
}

import { createHash } from 'node:crypto'
import { GlobalFonts } from '@napi-rs/canvas'
import { VideoError } from '@mavs/core/essentials'
import { FILE_FAMILY } from '../fonts/stack.ts'
import { readInside } from '../images/file.ts'
import type { BrandKit } from './kit.ts'
import type { FontFamilies } from './look.ts'

const MAX_FONT_BYTES = 20 * 1024 * 1024
/** TrueType, OpenType with PostScript outlines, WOFF and WOFF2, by their first four bytes. */
const SIGNATURES = new Set(['00010000', '74727565', '4f54544f', '774f4646', '774f4632'])

/** Registers the font files of a kit with Skia; throws `TIMELINE_INVALID` naming the one that can't be used. */
export async function registerFontFiles(kit: BrandKit, directory: string): Promise<FontFamilies> {
  const families = new Map<string, string>()
  for (const part of ['heads', 'text'] as const) {
    const font = kit.fonts[part]
    if (font !== undefined && 'file' in font)
      families.set(font.file, await register(`brand.fonts.${part}.file`, font.file, directory))
  }
  return families
}

async function register(path: string, file: string, directory: string): Promise<string> {
  const refuse = (found: string) =>
    new VideoError(
      'TIMELINE_INVALID',
      `${path} must be a TTF, OTF, WOFF or WOFF2 font of at most 20 MB (got "${file}": ${found})`,
    )
  const bytes = await readInside({ path, file }, directory, MAX_FONT_BYTES, refuse)
  if (!SIGNATURES.has(bytes.toString('hex', 0, 4))) throw refuse('no font')
  const family = FILE_FAMILY + createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  if (!GlobalFonts.has(family) && !GlobalFonts.register(bytes, family)) throw refuse('a damaged font')
  return family
}

import { createCanvas } from '@napi-rs/canvas'

const SIDE_PX = 40
/** Noncharacters: no font maps them, so what is drawn for them is the box for missing glyphs. */
const UNMAPPED = ['\u{10FFFD}', '\u{E0FFF}']

/**
 * Tells whether a grapheme is drawn as the box for missing glyphs, whatever font the system falls back to,
 * by comparing its pixels with those of characters that no font has.
 */
export function createGlyphCheck(families: string): (grapheme: string) => boolean {
  const canvas = createCanvas(SIDE_PX, SIDE_PX)
  const context = canvas.getContext('2d')
  context.font = `24px ${families}`
  context.textBaseline = 'middle'
  const pixelsOf = (text: string): string => {
    context.clearRect(0, 0, SIDE_PX, SIDE_PX)
    context.fillText(text, 4, SIDE_PX / 2)
    return Buffer.from(context.getImageData(0, 0, SIDE_PX, SIDE_PX).data).toString('latin1')
  }
  const boxes = new Set(UNMAPPED.map(pixelsOf))
  // Joiners, selectors and marks have no box of their own; the parts of an emoji sequence are looked at one by one.
  const parts = (grapheme: string) => [...grapheme].filter((part) => !/[\s\p{M}\p{Cf}\p{EMod}]/u.test(part))
  return (grapheme) => parts(grapheme).every((part) => !boxes.has(pixelsOf(part)))
}

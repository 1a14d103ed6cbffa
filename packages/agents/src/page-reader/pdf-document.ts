import { givenTextError } from '../research/given-text.ts'
import { readPdf, type PdfText } from '../research/pdf.ts'

/** The text of a PDF source. Throws `SOURCE_INVALID` when it is locked, broken, or holds pictures only. */
export async function pdfOf(bytes: Uint8Array, name: string, signal?: AbortSignal): Promise<PdfText> {
  const text = await read(bytes, name, signal)
  if (!text.blocks.some((block) => /\p{L}/u.test(block.text))) {
    const problem = 'is a PDF without text, probably scanned pages; run text recognition (OCR) on it first'
    throw givenTextError('source', name, problem)
  }
  return text
}

async function read(bytes: Uint8Array, name: string, signal: AbortSignal | undefined): Promise<PdfText> {
  try {
    return await readPdf(bytes, signal)
  } catch (error) {
    signal?.throwIfAborted()
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    const problem = isLocked ? 'is a PDF with a password; remove the password first' : 'is not a readable PDF'
    throw givenTextError('source', name, problem, {}, error)
  }
}

/** Deeper than anything that the API takes; what walks a document may do so by recursion. */
const DEPTH_LIMIT = 32
/** A batch of a hundred full requests has some six thousand. */
const VALUE_LIMIT = 50_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPENING = new Set([0x5b, 0x7b])
const CLOSING = new Set([0x5d, 0x7d])

/**
 * Why a JSON text in UTF-8 is not worth parsing; undefined when it is. Bytes alone say little: sixteen megabytes may be
 * one script, or millions of values, each of which would be checked and complained of.
 */
export function jsonSizeProblem(bytes: Uint8Array): string | undefined {
  let depth = 0
  let values = 1
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === QUOTE) at = endOfString(bytes, at)
    else if (byte === COMMA) values++
    else if (OPENING.has(byte)) depth++
    else if (CLOSING.has(byte)) depth--
    if (depth > DEPTH_LIMIT) return `The body is nested more than ${DEPTH_LIMIT} levels deep.`
    if (values > VALUE_LIMIT) return `The body holds more than ${VALUE_LIMIT} values.`
  }
  return undefined
}

/** Where the string that begins here has its closing quote. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}

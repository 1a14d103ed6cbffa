/**
 * Text in whatever encoding a server or a page says, in the order of the HTML standard: byte order mark, the header's
 * charset, the page's own; else UTF-8 where it is that, else Windows-1252. What cannot be decoded becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const labels = [markOf(bytes), charsetIn(contentType), declaredIn(bytes)]
  for (const label of labels) {
    const decoder = label === undefined ? undefined : decoderFor(label)
    if (decoder) return decoder.decode(bytes)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined
}

const charsetIn = (contentType: string): string | undefined => /charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1]

/** The standard looks at the first 1024 bytes; pages exist that take longer to come to it. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const declared =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i.exec(start) ?? /^<\?xml[^>]+encoding=["']([\w:-]+)/.exec(start)
  // A page that could be read as far as this is not in UTF-16, whatever it says.
  return declared?.[1]?.replace(/^utf-16(?:le|be)?$/i, 'utf-8')
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}

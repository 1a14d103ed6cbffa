/** A message of a vendor's without what looks like a key: some servers echo the one that they refuse. */
export const maskKeys = (message: string): string =>
  message.replace(/\b(?:sk|pk|rk|api|key)[-_][\w*-]{6,}/gi, '(key)').replace(/\bBearer\s+\S+/gi, 'Bearer (key)')

/** A vendor's message without what looks like a key, and without the given secrets: some echo the one that they refuse. */
export function maskSecrets(message: string, secrets: readonly string[] = []): string {
  let masked = message
  for (const secret of secrets.flatMap((value) => [value, value.replace(/^\S+\s+/, '')])) {
    if (secret.length >= 6) masked = masked.replaceAll(secret, '(key)')
  }
  return masked.replace(/\b(?:sk|pk|rk|api|key)[-_][\w*-]{6,}/gi, '(key)').replace(/\bBearer\s+\S+/gi, 'Bearer (key)')
}

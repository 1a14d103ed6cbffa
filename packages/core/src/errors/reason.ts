/**
 * Why something failed, in a few words, whatever was thrown: strangers' code throws texts, plain objects and nothing at
 * all. Never throws itself.
 */
export function reasonOf(thrown: unknown): string {
  try {
    if (typeof thrown !== 'object' && typeof thrown !== 'function') return String(thrown)
    const message = (thrown as { readonly message?: unknown } | null)?.message
    if (typeof message === 'string' && message !== '') return message
    return thrown instanceof Error ? thrown.name : 'it threw something that is no error'
  } catch {
    return 'it threw something that cannot be read'
  }
}

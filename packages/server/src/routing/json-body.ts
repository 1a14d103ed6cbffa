const written = new WeakMap<object, Buffer>()

/**
 * A document as the bytes of its JSON. One that can't change any more (the system gives the same object each time that a
 * session which has ended is asked for) is written once.
 */
export function jsonBody(document: object): Buffer {
  const known = written.get(document)
  if (known) return known
  const body = Buffer.from(JSON.stringify(document))
  if (Object.isFrozen(document)) written.set(document, body)
  return body
}

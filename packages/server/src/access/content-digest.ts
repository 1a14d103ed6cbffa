import { createHash } from 'node:crypto'
import { parseDictionary } from 'structured-headers'
import { HttpProblem } from '../problems/http-problem.ts'

/** The digests that we know, by their names in RFC 9530. Older ones there are not safe. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
])

/** The digests of a `Content-Digest` header that we know, by name; undefined when it cannot be read. */
export function readContentDigest(header: string): ReadonlyMap<string, Uint8Array> | undefined {
  const known = new Map<string, Uint8Array>()
  try {
    for (const [name, [value]] of parseDictionary(header)) {
      if (HASHES.has(name) && value instanceof ArrayBuffer) known.set(name, new Uint8Array(value))
    }
    return known
  } catch {
    return undefined
  }
}

/** Throws a 400 problem when the body is not what its `Content-Digest` says. Without the header, everything passes. */
export function checkContentDigest(header: string | undefined, body: Uint8Array): void {
  if (header === undefined) return
  const digests = readContentDigest(header)
  if (digests === undefined) throw mismatch('Content-Digest is not of the form sha-256=:…: (RFC 9530).')
  for (const [name, digest] of digests) {
    const actual = createHash(HASHES.get(name)!).update(body).digest()
    if (!actual.equals(digest)) throw mismatch(`The body does not have the ${name} digest that Content-Digest names.`)
  }
}

const mismatch = (detail: string): HttpProblem =>
  new HttpProblem(400, 'Bad Request', detail, { code: 'DIGEST_MISMATCH' })

import type { Context } from 'koa'
import { serializeInnerList, type InnerList } from 'structured-headers'

/** Parts of a request that are not header fields, by their names in RFC 9421 section 2.2. */
const DERIVED = new Map<string, (context: Context) => string>(
  Object.entries({
    '@method': (context) => context.method,
    '@target-uri': (context) => `${context.protocol}://${context.host}${context.originalUrl}`,
    '@authority': (context) => context.host.toLowerCase(),
    '@scheme': (context) => context.protocol,
    '@request-target': (context) => context.originalUrl,
    '@path': (context) => splitTarget(context)[0],
    '@query': (context) => splitTarget(context)[1],
  }),
)

/** The value of a covered component; undefined when the request does not have it. */
export function componentOf(context: Context, name: string): string | undefined {
  if (name.startsWith('@')) return DERIVED.get(name)?.(context)
  const { headersDistinct: fields } = context.req
  return Object.hasOwn(fields, name) ? fields[name]?.map((value) => value.trim()).join(', ') : undefined
}

/** What is signed (RFC 9421 section 2.5). The components must be there: see `componentOf`. */
export function signatureBase(context: Context, input: InnerList): string {
  const lines = input[0].map(([name]) => `"${String(name)}": ${componentOf(context, String(name))}`)
  return [...lines, `"@signature-params": ${serializeInnerList(input)}`].join('\n')
}

/** The path, and the query with its question mark, which is there also when the query is not. */
function splitTarget({ originalUrl }: Context): readonly [path: string, query: string] {
  const at = originalUrl.indexOf('?')
  return at < 0 ? [originalUrl, '?'] : [originalUrl.slice(0, at), originalUrl.slice(at)]
}

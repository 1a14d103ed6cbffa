import { VideoError, type MavsConfig, type VideoSystemOptions } from '@mavs/core'
import { z } from 'zod'
import { authenticationFromEnvironment } from '../access/environment.ts'
import { RATE_LIMITS } from '../settings.ts'
import type { ListenOptions } from './listen.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A variable: what it takes (for its error and the documents), what it is for, and its schema. */
const variable = <Schema extends z.ZodType>(takes: string, about: string, schema: Schema) =>
  schema.meta({ takes, description: about })

const count = (low: number, high: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(low).max(high))

const words = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== ''),
)

/** The variables that `mavs serve` reads for its server, beside those of authentication. */
export const ServerEnvironment = z.object({
  MAVS_HOST: variable('an address or name of this machine', 'Where to listen', z.string().prefault('127.0.0.1')),
  MAVS_PORT: variable('a whole number from 0 to 65535', '0 takes a free port', count(0, 65_535).prefault('8000')),
  MAVS_ALLOWED_HOSTS: variable(
    'names with commas between, as api.example.com, .example.com or *',
    'Host names that the server goes by, beside addresses, names without a dot and MAVS_HOST. With authentication: any',
    words.pipe(z.array(z.string().regex(/^(\*|\.?[\w-]+(\.[\w-]+)*|[\da-f:]+)$/))).optional(),
  ),
  MAVS_CORS_ORIGINS: variable(
    'origins with commas between, as https://app.example.com, or *',
    'Whose web pages may call, beside the server’s own',
    words.pipe(z.array(z.string().regex(/^(\*|https?:\/\/[^/\s]+)$/))).optional(),
  ),
  MAVS_TRUSTED_PROXIES: variable(
    'a whole number from 0 to 10',
    'Proxies in front, each of which adds an address to X-Forwarded-For',
    count(0, 10).prefault('0'),
  ),
  MAVS_RATE_LIMIT: variable(
    'a whole number from 1 to 1000000, or off',
    'Requests a minute for each key, user or address; off: nothing is counted',
    z.union([z.literal('off'), count(1, 1_000_000)]).prefault(String(RATE_LIMITS.requestsPerMinute)),
  ),
  MAVS_RATE_LIMIT_CREATIONS: variable(
    'a whole number from 1 to 1000000',
    'Of these, requests that file sessions, alone or in batches',
    count(1, 1_000_000).prefault(String(RATE_LIMITS.creationsPerMinute)),
  ),
  MAVS_METRICS: variable(
    'true or false',
    'Whether /metrics answers. Left out: unless others reach the server without authentication',
    z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  ),
  MAVS_CONCURRENCY: variable(
    'a whole number from 1 to 64',
    'Sessions worked on at once in the data directory',
    count(1, 64).prefault('1'),
  ),
  MAVS_QUEUE_LIMIT: variable(
    'a whole number from 1 to 1000000',
    'Sessions that may wait, half of them of one user; past it, 503',
    count(1, 1_000_000).prefault('200'),
  ),
})

/** What the environment says about a server, for `listen`, and about the system that it serves. */
export interface ServerEnvironmentOptions {
  readonly server: Omit<ListenOptions, 'version' | 'logger' | 'now' | 'graceMs' | 'timeouts'>
  readonly system: Pick<VideoSystemOptions, 'concurrency' | 'queueLimit'>
}

/**
 * Reads the operator's settings: what a configuration says, where the environment does not say otherwise. Throws
 * `REQUEST_INVALID` that names the variable.
 */
export function serverOptionsFromEnvironment(
  environment: Environment,
  { server = {}, ...config }: Pick<MavsConfig, 'server' | 'concurrency' | 'queueLimit'> = {},
): ServerEnvironmentOptions {
  const given = parsed(environment)
  const first = <Name extends keyof typeof given, Value>(name: Name, configured: Value): (typeof given)[Name] | Value =>
    configured === undefined || environment[name]?.trim() ? given[name] : configured
  return {
    server: {
      host: first('MAVS_HOST', server.host),
      port: first('MAVS_PORT', server.port),
      authentication: authenticationFromEnvironment(environment),
      allowedHosts: first('MAVS_ALLOWED_HOSTS', server.allowedHosts),
      corsOrigins: first('MAVS_CORS_ORIGINS', server.corsOrigins),
      trustedProxies: first('MAVS_TRUSTED_PROXIES', server.trustedProxies),
      rateLimits: rateLimitsFrom(environment, given, server.rateLimits),
      metrics: first('MAVS_METRICS', server.metrics),
      requestChoices: server.requestChoices,
    },
    system: {
      concurrency: first('MAVS_CONCURRENCY', config.concurrency),
      queueLimit: first('MAVS_QUEUE_LIMIT', config.queueLimit),
    },
  }
}

function rateLimitsFrom(
  environment: Environment,
  {
    MAVS_RATE_LIMIT: requestsPerMinute,
    MAVS_RATE_LIMIT_CREATIONS: creationsPerMinute,
  }: z.output<typeof ServerEnvironment>,
  configured: NonNullable<MavsConfig['server']>['rateLimits'],
): ServerEnvironmentOptions['server']['rateLimits'] {
  const isSet = environment.MAVS_RATE_LIMIT?.trim()
  if (requestsPerMinute === 'off' || (configured === false && !isSet)) return false
  const limits = configured || {}
  return {
    ...limits,
    requestsPerMinute: isSet ? requestsPerMinute : (limits.requestsPerMinute ?? requestsPerMinute),
    creationsPerMinute: environment.MAVS_RATE_LIMIT_CREATIONS?.trim()
      ? creationsPerMinute
      : (limits.creationsPerMinute ?? creationsPerMinute),
  }
}

/** An empty variable is one that is not set. */
function parsed(environment: Environment): z.output<typeof ServerEnvironment> {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '')
  const result = ServerEnvironment.safeParse(Object.fromEntries(set))
  if (result.success) return result.data
  const name = String(result.error.issues[0]?.path[0]) as keyof typeof ServerEnvironment.shape
  const { takes } = ServerEnvironment.shape[name].meta() as { readonly takes: string }
  throw new VideoError(
    'REQUEST_INVALID',
    `The environment variable ${name} must be ${takes} (got ${JSON.stringify(environment[name])}).`,
  )
}

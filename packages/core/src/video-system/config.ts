import { z } from 'zod'
import { RequestChoices } from '../domain/request-choices.ts'
import { PriceTable } from '../domain/usage.ts'
import { Stage } from '../domain/stage.ts'
import type { PluginReference } from '../plugin/load.ts'

const positive = z.int().min(1)

const isPlugin = (value: unknown): boolean =>
  typeof value === 'string' ? value !== '' : typeof (value as { register?: unknown } | null)?.register === 'function'

const plugins = z
  .array(
    z.custom<PluginReference>(
      (value) => (Array.isArray(value) ? value.length === 2 && isPlugin(value[0]) : isPlugin(value)),
      'must be a package, a path, a plugin, or [one of these, its options]',
    ),
  )
  .optional()

const StagePolicyConfig = z.strictObject({
  idleTimeoutMs: positive.optional(),
  runTimeoutMs: positive.optional(),
  attempts: positive.optional(),
  retryDelayMs: z.int().min(0).optional(),
})

/** What `mavs serve` answers, and to whom; who callers are is for the environment, with its secrets. */
export const ServerConfig = z.strictObject({
  host: z.string().min(1).optional().describe('Where to listen (`MAVS_HOST`)'),
  port: z.int().min(0).max(65_535).optional().describe('0 takes a free port (`MAVS_PORT`)'),
  allowedHosts: z
    .array(
      z
        .string()
        .toLowerCase()
        .regex(/^(\*|\.?[\w-]+(\.[\w-]+)*|[\da-f:]+)$/, 'must be a host name, as .example.com, or *'),
    )
    .optional()
    .describe('Host names that the server goes by (`MAVS_ALLOWED_HOSTS`)'),
  corsOrigins: z
    .array(
      z
        .string()
        .toLowerCase()
        .regex(/^(\*|https?:\/\/[^/\s]+)$/, 'must be an origin, as https://app.example.com, or *'),
    )
    .optional()
    .describe('Whose web pages may call (`MAVS_CORS_ORIGINS`)'),
  trustedProxies: z.int().min(0).max(10).optional().describe('Proxies in front (`MAVS_TRUSTED_PROXIES`)'),
  rateLimits: z
    .union([
      z.literal(false),
      z.strictObject({
        requestsPerMinute: positive.optional(),
        creationsPerMinute: positive.optional(),
        eventStreams: positive.optional(),
      }),
    ])
    .optional()
    .describe('`requestsPerMinute` (`MAVS_RATE_LIMIT`), `creationsPerMinute`, `eventStreams`; false: no limits'),
  metrics: z.boolean().optional().describe('Whether /metrics answers (`MAVS_METRICS`)'),
  worker: z
    .enum(['inside', 'process', 'none'])
    .optional()
    .describe('Where videos are made: in the server’s process (when left out), in one beside it, or elsewhere'),
  requestChoices: RequestChoices.optional().describe('What requests may choose; left out: nothing'),
})

/** What a configuration file may hold; every field may be left out. */
export const ConfigDocument = z.strictObject({
  plugins: plugins.describe(
    'In place of the built-in agents: packages, paths, values, or `[one of these, its options]`',
  ),
  extraPlugins: plugins.describe('Beside them, in the same forms; later ones take precedence'),
  dataDirectory: z.string().min(1).optional().describe('Sessions, files and the cache (`MAVS_DATA_DIR`)'),
  concurrency: positive.optional().describe('Sessions worked on at once in the data directory; 1 when left out'),
  queueLimit: positive.optional().describe('Sessions that may wait, half of them of one user; 200 when left out'),
  leaseMs: positive
    .optional()
    .describe('How long a silent worker keeps a session, in milliseconds; 15 000 when left out'),
  cacheLimitBytes: positive.optional().describe('Upper size of the content cache; 5 GiB when left out'),
  offline: z.boolean().optional().describe('Nothing is fetched from the network (`MAVS_OFFLINE`)'),
  webhookSecret: z.string().optional().describe('What webhooks are signed with (`MAVS_WEBHOOK_SECRET`)'),
  privateWebhooks: z.boolean().optional().describe('Webhooks may go to private addresses (`MAVS_WEBHOOK_PRIVATE`)'),
  policies: z
    .partialRecord(Stage, StagePolicyConfig)
    .optional()
    .describe('By stage: `idleTimeoutMs`, `runTimeoutMs`, `attempts`, `retryDelayMs`, each in part'),
  prices: PriceTable.optional().describe('What calls to vendors cost, over the list prices (`MAVS_PRICES`)'),
  server: ServerConfig.optional().describe('Settings of `mavs serve`'),
})

/** A configuration as people write it: `export default defineConfig({ … })`. */
export type MavsConfig = z.input<typeof ConfigDocument>

/** Declares a configuration, for its types. */
export const defineConfig = (config: MavsConfig): MavsConfig => config

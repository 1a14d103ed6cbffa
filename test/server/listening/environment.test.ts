import { serverOptionsFromEnvironment } from '@mavs/server'
import { describe, expect, it } from 'vitest'

describe('the environment of a server', () => {
  it('says nothing when it is empty: loopback, port 8000, limits, one session at once', () => {
    const plain = serverOptionsFromEnvironment({ MAVS_PORT: '', MAVS_CORS_ORIGINS: ' ', PATH: '/bin' })
    expect(plain).toEqual({
      server: {
        host: '127.0.0.1',
        port: 8000,
        authentication: undefined,
        allowedHosts: undefined,
        corsOrigins: undefined,
        trustedProxies: 0,
        rateLimits: { requestsPerMinute: 1200, creationsPerMinute: 120 },
        metrics: undefined,
      },
      system: { concurrency: 1, queueLimit: 200 },
    })
  })

  it('is read in full', () => {
    const { server, system } = serverOptionsFromEnvironment({
      MAVS_HOST: '0.0.0.0',
      MAVS_PORT: '9000',
      MAVS_ALLOWED_HOSTS: 'API.example.com, .example.org',
      MAVS_CORS_ORIGINS: 'https://App.example.com,http://localhost:3000',
      MAVS_TRUSTED_PROXIES: '2',
      MAVS_RATE_LIMIT: 'off',
      MAVS_METRICS: 'FALSE',
      MAVS_CONCURRENCY: '3',
      MAVS_QUEUE_LIMIT: '10',
      MAVS_AUTH: 'keys',
    })
    expect(server).toEqual({
      host: '0.0.0.0',
      port: 9000,
      authentication: { keys: true },
      allowedHosts: ['api.example.com', '.example.org'],
      corsOrigins: ['https://app.example.com', 'http://localhost:3000'],
      trustedProxies: 2,
      rateLimits: false,
      metrics: false,
    })
    expect(system).toEqual({ concurrency: 3, queueLimit: 10 })
  })

  it('goes before what a configuration says, one by one', () => {
    const requestChoices = { providers: true } as const
    const config = {
      concurrency: 2,
      queueLimit: 50,
      server: { host: '10.0.0.1', port: 9000, rateLimits: { requestsPerMinute: 10, eventStreams: 5 }, requestChoices },
    }
    expect(serverOptionsFromEnvironment({ MAVS_PORT: ' ' }, config)).toMatchObject({
      server: {
        host: '10.0.0.1',
        port: 9000,
        rateLimits: { requestsPerMinute: 10, creationsPerMinute: 120, eventStreams: 5 },
        requestChoices,
      },
      system: { concurrency: 2, queueLimit: 50 },
    })
    const variables = { MAVS_PORT: '8001', MAVS_CONCURRENCY: '3', MAVS_RATE_LIMIT_CREATIONS: '7' }
    expect(serverOptionsFromEnvironment(variables, config)).toMatchObject({
      server: { host: '10.0.0.1', port: 8001, rateLimits: { requestsPerMinute: 10, creationsPerMinute: 7 } },
      system: { concurrency: 3, queueLimit: 50 },
    })
    const limitless = { server: { rateLimits: false } } as const
    expect(serverOptionsFromEnvironment({}, limitless).server.rateLimits).toBe(false)
    expect(serverOptionsFromEnvironment({ MAVS_RATE_LIMIT: '9' }, limitless).server.rateLimits).toEqual({
      requestsPerMinute: 9,
      creationsPerMinute: 120,
    })
  })

  it.each([
    ['MAVS_PORT', '65536', 'a whole number from 0 to 65535'],
    ['MAVS_PORT', '0x10', 'a whole number from 0 to 65535'],
    ['MAVS_TRUSTED_PROXIES', 'true', 'a whole number from 0 to 10'],
    ['MAVS_RATE_LIMIT', '0', 'a whole number from 1 to 1000000, or off'],
    ['MAVS_CORS_ORIGINS', 'app.example.com', 'origins with commas between, as https://app.example.com, or *'],
    ['MAVS_CORS_ORIGINS', 'https://app.example.com/', 'origins with commas between, as https://app.example.com, or *'],
    ['MAVS_ALLOWED_HOSTS', 'https://x', 'names with commas between, as api.example.com, .example.com or *'],
    ['MAVS_METRICS', 'yes', 'true or false'],
    ['MAVS_CONCURRENCY', '-1', 'a whole number from 1 to 64'],
  ])('is refused where %s is %s', (name, value, expected) => {
    expect(() => serverOptionsFromEnvironment({ [name]: value })).toThrow(
      `The environment variable ${name} must be ${expected} (got "${value}").`,
    )
  })
})

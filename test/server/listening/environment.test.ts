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

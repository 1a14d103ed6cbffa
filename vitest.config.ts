import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Tests run on the sources: no build is needed, and child processes inherit the condition through execArgv.
  resolve: { conditions: ['@mavs/source'] },
  ssr: { resolve: { conditions: ['@mavs/source'] } },
  test: {
    include: ['test/**/*.test.ts', 'plugins/*/test/**/*.test.ts'],
    pool: 'forks',
    execArgv: ['--conditions=@mavs/source'],
    testTimeout: 30_000,
    // Its ESM build imports directories, which Node does not allow.
    server: { deps: { inline: ['clipanion'] } },
  },
})

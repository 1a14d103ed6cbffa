import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** What takes minutes: run by hand and before a release. */
const soak = mergeConfig(config, defineConfig({ test: { testTimeout: 1_200_000 } }))
soak.test.include = ['test/**/*.soak.ts']
export default soak

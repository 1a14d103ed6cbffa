import { readFileSync } from 'node:fs'
import { definePlugin, TOKENS } from '@mavs/core'
import { createQuizAgent, QuizOptions } from './quiz-agent.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** A script agent in place of the built-in one: every video becomes a quiz. */
export default definePlugin({
  name: '@mavs/plugin-quiz',
  version: manifest.version,
  options: QuizOptions,
  register: (registry, options) => registry.provide(TOKENS.scriptAgent, () => createQuizAgent(options)),
})

export { createQuizAgent, QuizOptions } from './quiz-agent.ts'

import type { SearchProvider } from '@mavs/core'
import { z } from 'zod'
import { createBrave } from './brave.ts'
import { SearchKeyOptions } from './results.ts'
import { createSearxng, SearxngOptions } from './searxng.ts'
import { createSerper } from './serper.ts'
import { createTavily } from './tavily.ts'

/** The search engines that need a key or an address; each takes part when it is set. */
export const SearchOptions = z.strictObject({
  tavily: SearchKeyOptions.prefault({}),
  serper: SearchKeyOptions.prefault({}),
  brave: SearchKeyOptions.prefault({}),
  searxng: SearxngOptions.prefault({}),
})
export type SearchOptions = z.output<typeof SearchOptions>

type Environment = Readonly<Record<string, string | undefined>>

/** The engines in the order in which they are asked; one without its key or address is undefined. */
export const SEARCH_ENGINES: readonly ((
  options: SearchOptions,
  environment: Environment,
) => SearchProvider | undefined)[] = [
  ({ tavily }, environment) => createTavily(tavily, environment),
  ({ brave }, environment) => createBrave(brave, environment),
  ({ serper }, environment) => createSerper(serper, environment),
  ({ searxng }, environment) => createSearxng(searxng, environment),
]

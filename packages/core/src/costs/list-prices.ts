import type { PriceTable } from '../domain/usage.ts'

/**
 * Vendors' list prices in US dollars, as far as they were known when this was written: for a million tokens or
 * characters, and for one of everything else. Plans differ and prices change: `MAVS_PRICES` and the option `prices` go
 * over these.
 */
export const LIST_PRICES: PriceTable = {
  'openai/gpt-5.6-sol': { inputTokens: 4, outputTokens: 20 },
  'openai/gpt-5.4': { inputTokens: 2.5, outputTokens: 15 },
  'openai/gpt-5.4-mini': { inputTokens: 0.75, outputTokens: 4.5 },
  'openai/gpt-5-mini': { inputTokens: 0.25, outputTokens: 2 },
  'openai/gpt-4.1': { inputTokens: 2, outputTokens: 8 },
  'openai/gpt-4.1-mini': { inputTokens: 0.4, outputTokens: 1.6 },
  'openai/gpt-4o': { inputTokens: 2.5, outputTokens: 10 },
  'openai/gpt-4o-mini': { inputTokens: 0.15, outputTokens: 0.6 },
  // Sold by tokens of text and sound; a character of speech comes to about this.
  'openai/gpt-4o-mini-tts': { characters: 18 },
  'openai/tts-1': { characters: 15 },
  'openai/tts-1-hd': { characters: 30 },
  'google/veo-3.1-generate-preview': { seconds: 0.4 },
  'google/veo-3.1-fast-generate-preview': { seconds: 0.15 },
  // Beyond a plan's contingent.
  'elevenlabs/eleven_multilingual_v2': { characters: 300 },
  'elevenlabs/eleven_v3': { characters: 300 },
  'elevenlabs/eleven_turbo_v2_5': { characters: 150 },
  'elevenlabs/eleven_flash_v2_5': { characters: 150 },
  'tavily/search': { requests: 0.008 },
  'brave/search': { requests: 0.005 },
  'serper/search': { requests: 0.001 },
}

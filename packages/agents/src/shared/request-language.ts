import type { VideoRequest } from '@mavs/core'
import { cleanPrompt } from '../research/prompt.ts'
import { detectLanguage } from './language.ts'

/** The language that was asked for, else that of the text the video is made from. */
export function requestLanguage(request: VideoRequest): string {
  const given = request.script?.text ?? request.sources[0]?.text ?? cleanPrompt(request.prompt)
  return request.language ?? detectLanguage(given)
}

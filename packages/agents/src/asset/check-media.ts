import { VideoError, type MediaKind } from '@mavs/core'
import { checkClip, checkPicture, resolveFfmpeg, type Ffmpeg } from '@mavs/render'

/** What a file is, once it has been decoded. */
export interface MediaFacts {
  /** Of its name, without the dot. */
  readonly ending: string
  readonly widthPx: number
  readonly heightPx: number
  /** Of a clip. */
  readonly durationSeconds?: number
}

/** Decodes a file of a kind; throws for one that could not be shown. */
export type MediaCheck = (kind: MediaKind, path: string, signal: AbortSignal) => Promise<MediaFacts>

/** What a picture of a type is called; drawings and animations from strangers are left out. */
const ENDINGS: Readonly<Record<string, string>> = { jpg: 'jpg', jpeg: 'jpg', png: 'png', webp: 'webp' }

/** Makes the check of what was fetched or generated. ffmpeg is looked for when the first clip comes. */
export function createMediaCheck(environment: Readonly<Record<string, string | undefined>>): MediaCheck {
  let ffmpeg: Promise<Ffmpeg> | undefined
  return async (kind, path, signal) => {
    if (kind === 'image') {
      const { type, widthPx, heightPx } = await checkPicture(path)
      const ending = ENDINGS[type]
      if (ending === undefined) throw new VideoError('PROVIDER_FAILED', `a picture of the type ${type} is not used`)
      return { ending, widthPx, heightPx }
    }
    ffmpeg ??= resolveFfmpeg({ environment })
    const { widthPx, heightPx, durationSeconds } = await checkClip(path, await ffmpeg, signal)
    return { ending: 'mp4', widthPx, heightPx, durationSeconds }
  }
}

import { extname } from 'node:path'
import { Manifest } from '@mavs/core'
import type { z } from 'zod'
import { deliveredFile } from '../streaming/delivered-file.ts'
import { sendFile } from '../streaming/send-file.ts'
import { defineEndpoint, type Endpoint } from './endpoint.ts'
import { FILE_ANSWERS, SessionParams } from './parameters.ts'

interface SessionFile {
  /** The last part of the path. */
  readonly name: string
  readonly operationId: string
  /** A delivered file, or an artifact's key. */
  readonly artifact: string
  readonly type: string
  /** What an agent may have written instead. */
  readonly otherType?: string
  readonly summary: string
  /** Of a JSON document. */
  readonly schema?: z.ZodType
}

const FILES: readonly SessionFile[] = [
  {
    name: 'captions.vtt',
    operationId: 'getCaptionsVtt',
    artifact: 'vtt',
    type: 'text/vtt; charset=utf-8',
    summary: 'The captions, for players in a browser',
  },
  {
    name: 'captions.srt',
    operationId: 'getCaptionsSrt',
    artifact: 'srt',
    type: 'application/x-subrip; charset=utf-8',
    summary: 'The captions, for most other players',
  },
  {
    name: 'captions.ass',
    operationId: 'getCaptionsAss',
    artifact: 'ass',
    type: 'text/x-ssa; charset=utf-8',
    summary: 'The captions with their looks, for players and editors',
  },
  {
    name: 'thumbnail',
    operationId: 'getThumbnail',
    artifact: 'thumbnail',
    type: 'image/png',
    otherType: 'image/jpeg',
    summary: 'A still of the video: a PNG, or a JPEG where an agent writes one',
  },
  {
    name: 'chapters',
    operationId: 'getChapters',
    artifact: 'chapters',
    type: 'text/vtt; charset=utf-8',
    summary: 'The chapters, as WebVTT',
  },
  {
    name: 'credits',
    operationId: 'getCredits',
    artifact: 'credits',
    type: 'text/plain; charset=utf-8',
    summary: 'Whom the video owes its material to',
  },
  {
    name: 'manifest',
    operationId: 'getManifest',
    artifact: 'manifest',
    type: 'application/json; charset=utf-8',
    summary: 'Everything needed to tell how the video was made',
    schema: Manifest,
  },
]

/** What a completed session delivers beside the video, shown rather than saved. */
export const SESSION_FILES: readonly Endpoint[] = FILES.map((file) =>
  defineEndpoint({
    method: 'get',
    path: `/videos/{session_id}/${file.name}`,
    operationId: file.operationId,
    tag: 'Videos',
    summary: file.summary,
    scope: 'videos:read',
    params: SessionParams,
    answers: {
      200: {
        description: 'The file',
        contentType: file.type.split(';')[0]!,
        otherContentType: file.otherType,
        ...(file.schema && { schema: file.schema }),
      },
      ...FILE_ANSWERS,
    },
    async handle(call) {
      const opened = await deliveredFile(call, file.artifact)
      call.context.set('Content-Disposition', 'inline')
      await sendFile(call.context, opened, { type: typeOf(file, opened.path), version: call.params.session_id })
    },
  }),
)

/** An agent may write its thumbnail as another kind of picture. */
const typeOf = (file: SessionFile, path: string): string =>
  file.name === 'thumbnail' && /^\.jpe?g$/i.test(extname(path)) ? 'image/jpeg' : file.type

import { mkdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fromSystemError } from '../errors/system-error.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Artifacts } from '../ports/artifacts.ts'
import { copyWhole, nameProblem, writeWhole } from './files.ts'

/** The files of one session, in a directory of their own. */
export function createArtifacts(directory: string): Artifacts {
  const place = (key: string) => join(directory, ...checkKey(key).split('/'))
  const guard = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw fromSystemError(error, directory)
    }
  }
  return {
    path(key) {
      const path = place(key)
      try {
        mkdirSync(dirname(path), { recursive: true })
      } catch (error) {
        throw fromSystemError(error, directory)
      }
      return path
    },
    write: (key, data) => guard(async () => writeWhole(place(key), data)),
    writeJson: (key, value) => guard(async () => writeWhole(place(key), `${JSON.stringify(value, null, 2)}\n`)),
    adopt: (key, file) => guard(async () => copyWhole(place(key), file)),
    read: (key) => guard(async () => readFile(place(key))),
    readJson: (key) => guard(async () => JSON.parse(await readFile(place(key), 'utf8')) as unknown),
    async exists(key) {
      const found = await stat(place(key)).catch(() => undefined)
      return found?.isFile() ?? false
    },
  }
}

function checkKey(key: string): string {
  const problem = nameProblem(key)
  if (problem === undefined) return key
  throw new VideoError(
    'REQUEST_INVALID',
    `Artifact key ${JSON.stringify(key.slice(0, 100))} ${problem}. Expected a relative path with forward slashes, ` +
      'such as "audio/scene-1.wav".',
    { details: { key: key.slice(0, 100) } },
  )
}

import { constants, type Stats } from 'node:fs'
import { access, chmod, copyFile, mkdir, rename, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Where an ffmpeg was found. */
export type FfmpegSource = 'FFMPEG_PATH' | 'ffmpeg-static' | 'PATH' | '@ffmpeg-installer/ffmpeg'

/** A file that may be a working ffmpeg. */
export interface Candidate {
  readonly source: FfmpegSource
  readonly path: string
}

type Environment = Readonly<Record<string, string | undefined>>

const require = createRequire(import.meta.url)

/** The candidates in their order of precedence, each looked for only when it is asked for. */
export async function* candidates(environment: Environment): AsyncGenerator<Candidate> {
  if (environment['FFMPEG_PATH']) yield { source: 'FFMPEG_PATH', path: environment['FFMPEG_PATH'] }
  const downloaded = packagedPath('ffmpeg-static')
  if (downloaded && (await isFile(downloaded))) yield { source: 'ffmpeg-static', path: downloaded }
  const installed = await onPath(environment)
  if (installed) yield { source: 'PATH', path: installed }
  const bundled = packagedPath('@ffmpeg-installer/ffmpeg')
  if (bundled && (await isFile(bundled))) {
    yield { source: '@ffmpeg-installer/ffmpeg', path: await executable(bundled, environment) }
  }
}

/** What an optional package says its binary is; undefined where it is not installed or not made for this machine. */
function packagedPath(name: string): string | undefined {
  try {
    const exported = require(name) as string | { path: string } | null
    return typeof exported === 'string' ? exported : exported?.path
  } catch {
    return undefined
  }
}

async function onPath(environment: Environment): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of folders) {
    const path = join(folder, name)
    if ((await isFile(path)) && (await isExecutable(path))) return path
  }
  return undefined
}

/** A bundled binary may lack its executable bit when install scripts were not allowed: then a copy gets it. */
async function executable(path: string, environment: Environment): Promise<string> {
  if (await isExecutable(path)) return path
  const folder = join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'mavs')
  const { size, mtimeMs } = await stat(path)
  const copy = join(folder, `ffmpeg-${size}-${Math.round(mtimeMs)}`)
  if (await isExecutable(copy)) return copy
  try {
    await mkdir(folder, { recursive: true })
    await copyFile(path, `${copy}.${process.pid}`)
    await chmod(`${copy}.${process.pid}`, 0o755)
    await rename(`${copy}.${process.pid}`, copy)
    return copy
  } catch {
    return path
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found: Stats) => found.isFile(),
    () => false,
  )
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

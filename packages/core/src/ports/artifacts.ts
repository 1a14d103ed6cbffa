/**
 * The files of one session. A key is a relative path with forward slashes ("audio/scene-1.wav"); a file appears under
 * its key whole or not at all. Keys that would leave the session's directory throw.
 */
export interface Artifacts {
  /** Absolute path of a key on this machine, for tools that need a file. The folder exists. */
  path(key: string): string
  write(key: string, data: Uint8Array | string): Promise<void>
  writeJson(key: string, value: unknown): Promise<void>
  /** Takes over a finished file from elsewhere on this machine (copied, then renamed). */
  adopt(key: string, file: string): Promise<void>
  read(key: string): Promise<Buffer>
  readJson(key: string): Promise<unknown>
  exists(key: string): Promise<boolean>
}

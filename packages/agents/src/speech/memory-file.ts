/** A file that is never written to a disk. */
export interface MemoryFile {
  data: Uint8Array
  sizeBytes: number
  position: number
}

export const createMemoryFile = (): MemoryFile => ({ data: new Uint8Array(0), sizeBytes: 0, position: 0 })

/** A copy of what the file holds. */
export const contentsOf = (file: MemoryFile): Uint8Array => file.data.slice(0, file.sizeBytes)

/** Writes at the file's position and makes room by doubling; false when there is no file. */
export function appendTo(file: MemoryFile | undefined, chunk: Uint8Array): boolean {
  if (!file) return false
  const end = file.position + chunk.length
  if (end > file.data.length) {
    const larger = new Uint8Array(Math.max(file.data.length * 2, end, 65_536))
    larger.set(file.data)
    file.data = larger
  }
  file.data.set(chunk, file.position)
  file.position = end
  file.sizeBytes = Math.max(file.sizeBytes, end)
  return true
}

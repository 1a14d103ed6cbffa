import { describe, expect, it } from 'vitest'
import { fromSystemError, VideoError } from '@mavs/core'

const systemError = (code: string, message = 'failed') => Object.assign(new Error(message), { code })

describe('system errors', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['SQLITE_FULL', 'DISK_FULL'],
    ['EACCES', 'DATA_UNWRITABLE'],
    ['EROFS', 'DATA_UNWRITABLE'],
    ['SQLITE_READONLY_DIRECTORY', 'DATA_UNWRITABLE'],
    ['SQLITE_CANTOPEN', 'DATA_UNWRITABLE'],
    ['SQLITE_CORRUPT_INDEX', 'DATABASE_CORRUPT'],
    ['SQLITE_NOTADB', 'DATABASE_CORRUPT'],
  ])('turns %s into %s and names the place', (code, expected) => {
    expect(fromSystemError(systemError(code), '/data/place')).toMatchObject({
      code: expected,
      message: expect.stringContaining('/data/place'),
    })
  })

  it('finds a full disk however deep it is, and in the words of a tool', () => {
    const deep = new VideoError('PROVIDER_FAILED', 'x', { cause: new Error('y', { cause: systemError('ENOSPC') }) })
    expect(fromSystemError(deep, 'place')).toMatchObject({ code: 'DISK_FULL', cause: deep })
    const tool = new VideoError('RENDER_FAILED', 'av_interleaved_write_frame(): No space left on device')
    expect(fromSystemError(tool, 'place')).toMatchObject({ code: 'DISK_FULL' })
  })

  it('leaves an error alone that says more than its cause', () => {
    const own = new VideoError('SCRIPT_INVALID', 'x', { cause: systemError('EACCES') })
    expect(fromSystemError(own, 'place')).toBe(own)
    const other = new TypeError('x')
    expect(fromSystemError(other, 'place')).toBe(other)
    expect(fromSystemError('text', 'place')).toBe('text')
  })
})
